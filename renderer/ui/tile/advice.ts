// Owns: where a unit goes that failed, as the window asks for it. Reads the contract's catalogue of errors, and decides nothing.
// The line, its keys and its panel all ask here, so that none contradicts the sentence on the tile.
import { type ErrorReport, isFinalForUnit, type UnitAdvice, unitAdviceOf } from '../../../electron/contract/errors.ts';

/** As the catalogue has it; what is final goes into the red tray like all that is rejected. */
export type Advice = Exclude<UnitAdvice, 'final'>;

/** Undefined where the unit is not what failed: the station's errors, and what a person stopped. */
export function adviceOf({ code }: Pick<ErrorReport, 'code'>): Advice | undefined {
  const advice = unitAdviceOf(code);
  return advice === 'final' ? 'reject' : advice;
}

/** A unit that must never be shipped or written again: no key and no button offers to. */
export const isFinal = ({ code }: Pick<ErrorReport, 'code'>): boolean => isFinalForUnit(code);
