// Owns: how long a selection lasts: as long as the unit that it was meant for. Pure. Imports contract types.
import type { LineSlot } from '../../../../electron/contract/line.ts';

/** A chip with USB of its own comes and goes while it is worked on, and is the same unit. */
const isAtWork = ({ phase }: LineSlot) => phase === 'running' || phase === 'recognising';

/**
 * The unit that was in the selected slot has been taken out, or another one is in its place. While `isShown`, how a run
 * ended whose unit was pulled stays to be read until the next unit comes. An empty slot may be selected for what comes.
 */
export function isUnitGone(then: LineSlot, now: LineSlot, isShown: boolean): boolean {
  if (isAtWork(now)) return false;
  const wasThere = then.portId !== null || isAtWork(then);
  if (now.portId === null) return wasThere && !(isShown && now.phase === 'finished');
  return then.portId === null && then.phase !== 'empty' && !isAtWork(then);
}
