// Owns: choosing a slot by typing its number, one digit or more. Pure but for its deps. Start at `createNumberKeys`.

export interface NumberKeysDeps {
  /** A number that may still grow: the slot that it names so far is shown, where there is one. */
  readonly onNumber: (digits: string) => void;
  readonly nowMs: () => number;
}

/** The next digit of a number comes within this time. */
const nextDigitMs = 900;

export function createNumberKeys({ onNumber, nowMs }: NumberKeysDeps): (digit: string) => void {
  let digits = '';
  let lastAtMs = Number.NEGATIVE_INFINITY;
  return (digit) => {
    const atMs = nowMs();
    digits = atMs - lastAtMs <= nextDigitMs && digits.length < 3 ? digits + digit : digit;
    lastAtMs = atMs;
    onNumber(digits);
  };
}

/**
 * By name where slots are named by numbers; else by position, as they stand. `1` then `2` goes to slot 1, then to 12; on
 * a bench of nine it goes to slot 1, then to slot 2.
 */
export function slotOfNumber(slots: readonly { readonly slot: string }[], digits: string): string | undefined {
  const number = Number(digits);
  const byName = slots.find(({ slot }) => /^\d+$/.test(slot) && Number(slot) === number);
  if (byName) return byName.slot;
  const areNumbered = slots.some(({ slot }) => /^\d+$/.test(slot));
  const byPlace = areNumbered ? undefined : slots[number - 1]?.slot;
  if (byPlace !== undefined || digits.length === 1) return byPlace;
  return slotOfNumber(slots, digits.slice(-1));
}
