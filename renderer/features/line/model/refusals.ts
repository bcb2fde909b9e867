// Owns: what the station refused to start in a slot, and how long that is to be read on its tile. Pure.
// Imports contract types and the model. Start reading at `refusalIn`.
import type { ErrorReport } from '../../../../electron/contract/errors.ts';
import type { LineSlot, LineState } from '../../../../electron/contract/line.ts';
import { errorOf } from './what-now.ts';

export interface Refusal {
  readonly error: ErrorReport;
  /** The label that was scanned; undefined where a key was pressed. */
  readonly serial: string | undefined;
  /** The unit that it was for; null for one that has not said who it is. */
  readonly mac: string | null;
}

export type Refusals = ReadonlyMap<string, Refusal>;

/** The unit is gone or at work, or waits for no label any more. */
export function isOver({ serial, mac }: Refusal, slot: LineSlot | undefined): boolean {
  if (slot === undefined || slot.portId === null || (slot.unit?.mac ?? null) !== mac) return true;
  if (serial !== undefined) return slot.hold?.kind !== 'scan';
  return slot.phase !== 'finished' && slot.phase !== 'hold' && slot.phase !== 'repeat';
}

/** What the tile of a slot says beside what it shows anyway; undefined where that, or the head of the line, says it. */
export function refusalIn(line: LineState, slot: LineSlot, refusal: Refusal | undefined): Refusal | undefined {
  if (refusal === undefined || isOver(refusal, slot)) return undefined;
  return isSaidAnyway(line, slot, refusal.error.code) ? undefined : refusal;
}

function isSaidAnyway({ problem }: LineState, slot: LineSlot, code: string): boolean {
  switch (code) {
    case 'job/already-passed':
      return slot.phase === 'repeat';
    case 'job/needs-attention':
      return slot.hold?.kind === 'attention';
    case 'job/order-complete':
      return slot.hold?.kind === 'order-complete';
    default:
      // That the engine cannot be reached is said above all tiles.
      return code.startsWith('wire/') || problem?.code === code || errorOf(slot)?.code === code;
  }
}
