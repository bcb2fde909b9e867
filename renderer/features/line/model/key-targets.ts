// Owns: which slots a key acts on. Pure. The keys, their labels and what the tiles say of them all ask here, so that no
// key does another thing than is written on it. Imports contract types and the model.
import type { LineSlot, LineState } from '../../../../electron/contract/line.ts';
import { hasRecipe, isOrderFull } from '../../../../electron/contract/order.ts';
import { badness, canMake, canStart, canStop, mayRetry, mayRetryUnasked, whatNow } from './what-now.ts';

export interface StartRequest {
  readonly slot: string;
  readonly scannedSerial?: string;
  readonly again?: boolean;
}

const slotOf = (line: LineState | undefined, name: string | undefined): LineSlot | undefined =>
  line?.slots.find(({ slot }) => slot === name);

/** What F3 starts: every unit that is ready; one that waits for its label is started by the scan. */
export const startTargets = (line: LineState | undefined): StartRequest[] =>
  line === undefined || !canMake(line)
    ? []
    : line.slots.filter((slot) => canStart(slot) && slot.phase === 'ready').map(({ slot }) => ({ slot }));

/**
 * What F2 tries again: the selected slot where it can be, else every slot whose tile asks for it. A unit that goes into
 * the tray is begun again only when somebody selected it; one that has passed before only when, besides, no slot asks for
 * another try: a selection that was forgotten must not turn the key away from a unit that failed. What the station failed
 * at waits for the technician and is no part of a try that other units ask for; once it is all there is, the key tries it.
 */
export function retryTargets(line: LineState | undefined, selected: string | undefined): StartRequest[] {
  if (line === undefined || !hasRecipe(line)) return [];
  const slot = slotOf(line, selected);
  const chosen = slot !== undefined && mayRetry(line, slot) ? slot : undefined;
  if (chosen !== undefined && chosen.phase !== 'repeat') return [{ slot: chosen.slot, again: false }];
  const asking = isOrderFull(line) ? [] : line.slots.filter(mayRetryUnasked);
  if (asking.length === 0) return chosen === undefined ? [] : [{ slot: chosen.slot, again: true }];
  const units = asking.filter((each) => badness(each) !== 'station');
  return (units.length > 0 ? units : asking).map((each) => ({ slot: each.slot }));
}

/** What F9 stops: the selected slot; without a selection the only one that works. */
export function stopTarget(line: LineState | undefined, selected: string | undefined): LineSlot | undefined {
  const chosen = slotOf(line, selected);
  if (chosen !== undefined) return canStop(chosen) ? chosen : undefined;
  const working = line?.slots.filter(canStop) ?? [];
  return working.length === 1 ? working[0] : undefined;
}

/**
 * What F4 tells about: the selected slot; without a selection the first that the line's sentence names. While it is
 * open, undefined: the key closes it; but where the sentence asks for a decision on a slot that is not shown, it goes there.
 */
export function evidenceTarget(
  line: LineState | undefined,
  selected: string | undefined,
  isOpen: boolean,
): string | undefined {
  const chosen = slotOf(line, selected)?.slot;
  if (line === undefined || (chosen !== undefined && !isOpen)) return chosen;
  const now = whatNow(line);
  if (!isOpen) return 'slots' in now ? now.slots[0] : undefined;
  if (now.kind !== 'decide' || (chosen !== undefined && now.slots.includes(chosen))) return undefined;
  return now.slots[0];
}
