// Owns: where a unit is on the line now, and whether it can be started there. Pure; imports contract and ui/tile's advice.
import type { ErrorReport } from '../../../../electron/contract/errors.ts';
import type { LineSlot, LineState } from '../../../../electron/contract/line.ts';
import { hasRecipe, isOrderFull } from '../../../../electron/contract/order.ts';
import type { UnitRecord } from '../../../../electron/contract/records.ts';
import { adviceOf, isFinal } from '../../../ui/tile/advice.ts';

export type Where =
  | { readonly kind: 'not-plugged' }
  /** It is there, but nobody has said what the line makes, or its recipe cannot be used. */
  | { readonly kind: 'no-setup'; readonly slot: string }
  | { readonly kind: 'working'; readonly slot: string; readonly runId: string | null }
  | { readonly kind: 'startable'; readonly slot: string; readonly isAgain: boolean }
  | { readonly kind: 'scan'; readonly slot: string }
  | { readonly kind: 'decide'; readonly slot: string }
  | { readonly kind: 'order-complete'; readonly slot: string }
  /** It has passed; the order is complete, so that it is not made again here. */
  | { readonly kind: 'passed'; readonly slot: string }
  /** Not for another run either: its error says where it goes. */
  | { readonly kind: 'bad'; readonly slot: string; readonly error: ErrorReport }
  | { readonly kind: 'refused'; readonly slot: string; readonly error: ErrorReport };

export function whereIs(unit: UnitRecord, line: LineState | undefined): Where {
  const place = line?.slots.find((slot) => isIn(unit, slot));
  if (place === undefined) return { kind: 'not-plugged' };
  const { slot, phase, hold, run } = place;
  if (phase === 'running' || phase === 'recognising') return { kind: 'working', slot, runId: run?.runId ?? null };
  if (line !== undefined && !hasRecipe(line)) return { kind: 'no-setup', slot };
  if (phase === 'hold' && hold !== null) {
    if (hold.kind === 'scan') return { kind: 'scan', slot };
    if (hold.kind === 'attention') return { kind: 'decide', slot };
    if (hold.kind === 'order-complete') return { kind: 'order-complete', slot };
    return { kind: 'refused', slot, error: hold.error };
  }
  const failed = phase === 'finished' ? (run?.error ?? null) : null;
  if (failed !== null && isFinal(failed)) return { kind: 'bad', slot, error: failed };
  // The order counts every unit of the line, also one that is begun from its record. It is said only of units that would
  // have another run before them.
  if (line !== undefined && isOrderFull(line)) {
    if (unit.status === 'passed') return { kind: 'passed', slot };
    if (failed !== null && adviceOf(failed) === 'reject') return { kind: 'bad', slot, error: failed };
    return { kind: 'order-complete', slot };
  }
  return { kind: 'startable', slot, isAgain: phase === 'repeat' || unit.status === 'passed' };
}

function isIn(unit: UnitRecord, { unit: there, phase }: LineSlot): boolean {
  if (there === null || phase === 'empty') return false;
  if (there.unitId !== null) return there.unitId === unit.unitId;
  return there.mac !== null && there.mac === unit.mac;
}
