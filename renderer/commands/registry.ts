// Owns: what can be done in the window now, and the keys that do it. The palette, the help and the keyboard all read it.
// Imports siblings. Start reading at `Command`.
import { isStroke, type KeyLike, parseKeys, type Stroke } from './keys.ts';

export interface Command {
  readonly id: string;
  /** What it does, as a button would say it. */
  readonly title: string;
  /** Where it stands in the help and the palette: the name of a screen. */
  readonly group: string;
  /** `mod+k`, `g l`, `F2`, `?`. */
  readonly keys?: string | undefined;
  /** Other words that people would search for. */
  readonly words?: string | undefined;
  /** False: it is listed in the help, but cannot be done now. */
  readonly isEnabled?: boolean | undefined;
  /** For the help, where that differs from `isEnabled`: a key that does nothing now but say why, or is heard elsewhere. */
  readonly isOfUse?: boolean | undefined;
  /** Not listed in the palette: moving in a list, for example. */
  readonly isKeyOnly?: boolean | undefined;
  run(): void;
}

/** What of a key event is looked at. */
export type KeyPress = KeyLike & Pick<KeyboardEvent, 'repeat' | 'isComposing' | 'composedPath'>;

export interface CommandRegistry {
  /** Commands of a part of the window for as long as it is there. Returns how to take them away. */
  add(commands: () => readonly Command[]): () => void;
  all(): readonly Command[];
  /** True when a command was done, or when more of its keys must come. */
  press(event: KeyPress): boolean;
}

export interface RegistryOptions {
  readonly isMac: boolean;
  readonly nowMs: () => number;
}

/** The second stroke of `g l` must come within this time. */
const sequenceMs = 1_500;
/** A scanner types faster than any hand: a character that comes sooner after another belongs to a scanned code. */
const scannerMs = 35;

export function createCommandRegistry({ isMac, nowMs }: RegistryOptions): CommandRegistry {
  const sources = new Set<() => readonly Command[]>();
  let begun: { readonly event: KeyPress; readonly atMs: number } | undefined;
  let lastCharacterAtMs = Number.NEGATIVE_INFINITY;

  /** Later sources come first: what a dialog or a screen says about a key counts before the frame's own. */
  const all = () => [...sources].reverse().flatMap((source) => source());

  return {
    add(commands) {
      sources.add(commands);
      return () => sources.delete(commands);
    },
    all,
    press(event) {
      const atMs = nowMs();
      const isPlain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      const isScanned = isPlain && atMs - lastCharacterAtMs < scannerMs;
      if (isPlain) lastCharacterAtMs = atMs;
      const previous = begun && atMs - begun.atMs < sequenceMs ? begun.event : undefined;
      begun = undefined;
      if (isScanned || event.isComposing || (isPlain && isTyping(event))) return false;

      const commands = all().flatMap((command) =>
        command.keys === undefined || command.isEnabled === false
          ? []
          : [{ command, strokes: parseKeys(command.keys) }],
      );
      const matches = (stroke: Stroke | undefined, given: KeyPress) =>
        stroke !== undefined && isStroke(given, stroke, isMac);
      const done = commands.find(({ strokes: [first, second] }) =>
        second === undefined
          ? matches(first, event)
          : previous !== undefined && matches(first, previous) && matches(second, event),
      );
      if (done) {
        // Held down, it is done once.
        if (!event.repeat) done.command.run();
        return true;
      }
      const isBegin = commands.some(({ strokes: [first, second] }) => second !== undefined && matches(first, event));
      if (isBegin) begun = { event, atMs };
      return isBegin;
    },
  };
}

/** Whether characters go into a field; looks into shadow roots too, where editors live. */
function isTyping(event: KeyPress): boolean {
  const target = event.composedPath()[0];
  if (typeof HTMLElement === 'undefined' || !(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'range', 'submit'].includes(target.type)
  );
}
