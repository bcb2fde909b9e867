// Owns: what a scanned text means: a place, a command, a person, or a serial number. Pure. Start at `parseScan`.
// The same codes are printed on the card, so both are made here.

/** What the line can be told; each has a key in keys.ts and a code on the card. */
export const commands = ['START', 'RETRY', 'STOP', 'EVIDENCE', 'SUMMARY', 'SETUP', 'SOUND', 'CARD', 'CLOSE'] as const;
export type Command = (typeof commands)[number];

export type Scan =
  | { readonly kind: 'slot'; readonly slot: string }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'operator'; readonly name: string }
  | { readonly kind: 'serial'; readonly serial: string }
  /** It has our form, but this version does not know it. */
  | { readonly kind: 'unknown'; readonly text: string };

const maxSerial = 128;
const maxOperator = 120;

export function parseScan(text: string): Scan {
  const trimmed = text.trim();
  const [, prefix, rest] = /^(SLOT|CMD|OP):(.*)$/is.exec(trimmed) ?? [];
  const value = rest?.trim() ?? '';
  switch (prefix?.toUpperCase()) {
    case 'SLOT':
      return value === '' ? { kind: 'unknown', text: trimmed } : { kind: 'slot', slot: value };
    case 'CMD': {
      const command = commands.find((each) => each === value.toUpperCase());
      return command === undefined ? { kind: 'unknown', text: trimmed } : { kind: 'command', command };
    }
    case 'OP':
      return value === '' || value.length > maxOperator
        ? { kind: 'unknown', text: trimmed }
        : { kind: 'operator', name: value };
    default:
      return trimmed === '' || trimmed.length > maxSerial
        ? { kind: 'unknown', text: trimmed }
        : { kind: 'serial', serial: trimmed };
  }
}

/** The name in a field that a badge may be scanned into: without the badge's prefix. */
export function operatorName(text: string): string {
  const scan = parseScan(text);
  return scan.kind === 'operator' ? scan.name : text.trim();
}

export const slotCode = (slot: string): string => `SLOT:${slot}`;
export const commandCode = (command: Command): string => `CMD:${command}`;

/** `3` finds `03`, as people and worn labels say it. */
export function findSlot<T extends { readonly slot: string }>(slots: readonly T[], name: string): T | undefined {
  const exact = slots.find(({ slot }) => slot === name);
  if (exact !== undefined) return exact;
  const folded = fold(name);
  const alike = slots.filter(({ slot }) => fold(slot) === folded);
  return alike.length === 1 ? alike[0] : undefined;
}

const fold = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/^0+(?=.)/, '');
