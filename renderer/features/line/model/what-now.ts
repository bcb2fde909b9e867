// Owns: the one thing that an operator does next, chosen among all slots. Pure; imports contract types.
// Start reading at `whatNow`; the sentences are in texts.ts under the same names.
import type { ErrorReport } from '../../../../electron/contract/errors.ts';
import type { LineSlot, LineState } from '../../../../electron/contract/line.ts';
import { hasRecipe, isOrderFull } from '../../../../electron/contract/order.ts';
import { type Advice, adviceOf, isFinal } from '../../../ui/tile/advice.ts';
import { outcomeOf } from '../../../ui/tile/blame.ts';

export type WhatNow =
  | { readonly kind: 'problem'; readonly error: ErrorReport }
  | { readonly kind: 'no-slots' }
  | { readonly kind: 'set-up' }
  | { readonly kind: 'decide'; readonly slots: readonly string[] }
  | { readonly kind: 'scan'; readonly slots: readonly string[] }
  | { readonly kind: 'station'; readonly slots: readonly string[] }
  | { readonly kind: 'take-out-bad'; readonly slots: readonly string[] }
  | { readonly kind: 'try-again'; readonly slots: readonly string[] }
  /** Each of them says on its tile what to do: a cable, a mode, another unit. */
  | { readonly kind: 'look'; readonly slots: readonly string[] }
  | { readonly kind: 'go-on'; readonly slots: readonly string[] }
  | { readonly kind: 'order-complete' }
  | { readonly kind: 'take-out-good'; readonly slots: readonly string[] }
  | { readonly kind: 'take-out-repeat'; readonly slots: readonly string[] }
  | { readonly kind: 'start'; readonly slots: readonly string[] }
  | { readonly kind: 'plug-in'; readonly slots: readonly string[]; readonly areAllEmpty: boolean }
  | { readonly kind: 'wait'; readonly slots: readonly string[] };

/**
 * What blocks the line comes first, then what needs a decision, then bad units before good ones (a bad unit that is
 * taken for a good one costs most), then what brings the next unit in.
 */
export function whatNow(line: LineState): WhatNow {
  const { slots } = line;
  if (line.problem !== null) return { kind: 'problem', error: line.problem };
  if (slots.length === 0) return { kind: 'no-slots' };
  if (line.setup === null) return { kind: 'set-up' };
  const named = (test: (slot: LineSlot) => boolean) => slots.filter(test).map(({ slot }) => slot);

  const attention = named(({ hold }) => hold?.kind === 'attention');
  if (attention.length > 0) return { kind: 'decide', slots: attention };
  const scans = named(({ hold }) => hold?.kind === 'scan');
  if (scans.length > 0) return { kind: 'scan', slots: scans };

  const station = named((slot) => isThere(slot) && badness(slot) === 'station');
  if (station.length > 0) return { kind: 'station', slots: station };
  // A unit is bad only where its error says so: another one is tried again, or waits for a cable. An order that has all
  // its units tries none again: what is red stays with the bad ones, and no sentence names a key that starts nothing.
  const isFull = isOrderFull(line);
  const advised = (...advices: readonly (Advice | undefined)[]) =>
    named((slot) => isThere(slot) && badness(slot) === 'unit' && advices.includes(adviceFor(slot)));
  const bad = isFull ? advised('reject', undefined, 'check', 'again') : advised('reject', undefined);
  if (bad.length > 0) return { kind: 'take-out-bad', slots: bad };
  const look = isFull ? [] : advised('check', 'plug', 'swap');
  if (look.length > 0) return { kind: 'look', slots: look };
  const again = isFull ? [] : advised('again');
  if (again.length > 0) return { kind: 'try-again', slots: again };
  const cutOff = isFull ? [] : named(isCutOff);
  if (cutOff.length > 0) return { kind: 'go-on', slots: cutOff };

  const isOrderComplete = isFull || slots.some(({ hold }) => hold?.kind === 'order-complete');
  const passed = named((slot) => isThere(slot) && slot.phase === 'finished' && slot.run?.outcome === 'PASS');
  const working = named(({ phase }) => phase === 'running' || phase === 'recognising');
  if (isOrderComplete && working.length === 0) return { kind: 'order-complete' };
  if (passed.length > 0) return { kind: 'take-out-good', slots: passed };
  const repeats = named(({ phase }) => phase === 'repeat');
  if (repeats.length > 0) return { kind: 'take-out-repeat', slots: repeats };
  // The key that would start them starts nothing now.
  if (isFull) return { kind: 'wait', slots: working };
  const ready = named(({ phase }) => phase === 'ready');
  if (ready.length > 0) return { kind: 'start', slots: ready };
  const empty = named((slot) => slot.phase === 'empty' || !isThere(slot));
  if (empty.length > 0) return { kind: 'plug-in', slots: empty, areAllEmpty: empty.length === slots.length };
  return { kind: 'wait', slots: working };
}

/** A unit that is plugged in may be made: there is a recipe that can be used, and the order has room. */
export const canMake = (line: LineState): boolean => hasRecipe(line) && !isOrderFull(line);

const isThere = ({ portId }: LineSlot) => portId !== null;
const isStopped = (slot: LineSlot) =>
  isThere(slot) && slot.phase === 'finished' && (slot.run?.outcome ?? 'ABORTED') === 'ABORTED';

/** Whether the unit or the station is to blame for what stands in a slot; undefined where all is well. */
export function badness({ phase, run, hold }: LineSlot): 'unit' | 'station' | undefined {
  if (hold?.kind === 'refused') return outcomeOf(hold.error) === 'ERROR' ? 'station' : 'unit';
  if (phase !== 'finished') return undefined;
  if (run?.outcome === 'ERROR') return 'station';
  return run?.outcome === 'FAIL' || run?.outcome === 'TIMEOUT' ? 'unit' : undefined;
}

/** Where the unit goes that failed here; undefined where nothing is known about it. */
export const adviceFor = (slot: LineSlot): Advice | undefined => {
  const error = errorOf(slot);
  return error === null ? undefined : adviceOf(error);
};

/** Why a slot stands: of its hold, else of its run. */
export const errorOf = ({ hold, run }: LineSlot): ErrorReport | null =>
  hold !== null && 'error' in hold ? hold.error : (run?.error ?? null);

/** A unit in this slot may be started now: fresh, or once more. */
export const canStart = (slot: LineSlot): boolean =>
  isThere(slot) && (slot.phase === 'ready' || (slot.phase === 'hold' && slot.hold?.kind === 'scan'));

/** Once more, when a person says so of this very slot. Never where the unit must not be begun again. */
export const canRetry = (slot: LineSlot): boolean => {
  if (!isThere(slot)) return false;
  if (slot.phase === 'repeat') return true;
  const error = errorOf(slot);
  if (error !== null && isFinal(error)) return false;
  if (slot.phase === 'hold') return slot.hold?.kind === 'refused' || slot.hold?.kind === 'interrupted';
  return slot.phase === 'finished' && slot.run?.outcome !== 'PASS';
};

/** As `canRetry`, on a line as it is. An order that has all its units takes only one again that has passed before. */
export const mayRetry = (line: LineState, slot: LineSlot): boolean =>
  hasRecipe(line) && canRetry(slot) && (!isOrderFull(line) || slot.phase === 'repeat');

/**
 * Once more without being chosen: what its tile asks for. A unit that goes into the tray, or is the wrong one, or has
 * passed before, is not begun again by a key that was meant for its neighbour.
 */
export const mayRetryUnasked = (slot: LineSlot): boolean => {
  if (!canRetry(slot) || slot.phase === 'repeat') return false;
  const advice = adviceFor(slot);
  return advice !== 'reject' && advice !== 'swap';
};

/** Its run was cut off or stopped: trying again goes on from there. */
export const isCutOff = (slot: LineSlot): boolean => slot.hold?.kind === 'interrupted' || isStopped(slot);

export const canStop = ({ phase, run }: LineSlot): boolean => phase === 'running' && run !== null;
