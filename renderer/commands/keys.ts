// Owns: how keys are written (`mod+k`, `g l`, `F2`, `?`) and when a key event is one of them. Imports nothing.

/** One stroke: a key with its modifiers. `mod` is Ctrl, or Command on a Mac. */
export interface Stroke {
  readonly key: string;
  readonly hasMod: boolean;
  readonly hasAlt: boolean;
  /** Only asked for where the key alone does not say it: `?` is Shift by itself. */
  readonly hasShift: boolean | undefined;
}

/** `mod++` is the plus key with Ctrl. */
const partsOf = (stroke: string): readonly string[] => stroke.split(/\+(?=.)/);

/** `g l` is two strokes, one after the other. */
export function parseKeys(text: string): readonly Stroke[] {
  return text.split(' ').map((stroke) => {
    const parts = partsOf(stroke);
    const key = parts.at(-1) ?? '';
    const modifiers = new Set(parts.slice(0, -1));
    const needsModifier = modifiers.has('mod') || modifiers.has('alt');
    return {
      key: key.length === 1 ? key.toLowerCase() : key,
      hasMod: modifiers.has('mod'),
      hasAlt: modifiers.has('alt'),
      hasShift: modifiers.has('shift') || (needsModifier || /^[a-z]$/.test(key) || key.length > 1 ? false : undefined),
    };
  });
}

export type KeyLike = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export function isStroke(event: KeyLike, stroke: Stroke, isMac: boolean): boolean {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const hasMod = isMac ? event.metaKey : event.ctrlKey;
  const hasOther = isMac ? event.ctrlKey : event.metaKey;
  if (key !== stroke.key || hasOther || hasMod !== stroke.hasMod || event.altKey !== stroke.hasAlt) return false;
  return stroke.hasShift === undefined || event.shiftKey === stroke.hasShift;
}

/** For people: `⌘K` on a Mac, `Ctrl K` elsewhere; one entry for each key cap. */
export function keyCaps(text: string, isMac: boolean): readonly string[] {
  const names: Readonly<Record<string, string>> = isMac
    ? { mod: '⌘', alt: '⌥', shift: '⇧', Enter: '↵', Escape: 'Esc' }
    : { mod: 'Ctrl', alt: 'Alt', shift: 'Shift', Enter: 'Enter', Escape: 'Esc' };
  return text
    .split(' ')
    .flatMap(partsOf)
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

export const isMacPlatform = (platform: string): boolean => /mac|darwin/i.test(platform);
