// Owns: the starts that the station refused, by slot, until the unit leaves or something else is done. Imports the model.
import { useCallback, useMemo, useState } from 'react';
import type { LineState } from '../../../electron/contract/line.ts';
import { isOver, type Refusal, type Refusals, refusalIn } from './model/refusals.ts';

export interface RefusedStarts {
  /** Those that the tiles say. */
  readonly shown: Refusals;
  add(slot: string, refusal: Refusal): void;
  /** Of these slots; without them all. */
  forget(slots?: readonly string[]): void;
}

const none: Refusals = new Map();

export function useRefusals(line: LineState | undefined): RefusedStarts {
  const [kept, setKept] = useState(none);
  // What is over does not come back with the next unit.
  const standing = useMemo(() => standingOf(kept, line), [kept, line]);
  if (standing !== kept) setKept(standing);
  const shown = useMemo(() => shownOf(standing, line), [standing, line]);
  return {
    shown,
    add: useCallback((slot, refusal) => setKept((before) => new Map(before).set(slot, refusal)), []),
    forget: useCallback(
      (slots) =>
        setKept((before) => {
          const left = [...before].filter(([slot]) => slots !== undefined && !slots.includes(slot));
          return left.length === before.size ? before : new Map(left);
        }),
      [],
    ),
  };
}

function standingOf(kept: Refusals, line: LineState | undefined): Refusals {
  if (line === undefined || kept.size === 0) return kept;
  const left = [...kept].filter(
    ([name, refusal]) =>
      !isOver(
        refusal,
        line.slots.find(({ slot }) => slot === name),
      ),
  );
  return left.length === kept.size ? kept : new Map(left);
}

function shownOf(standing: Refusals, line: LineState | undefined): Refusals {
  if (line === undefined || standing.size === 0) return none;
  return new Map(
    line.slots.flatMap((slot) => {
      const refusal = refusalIn(line, slot, standing.get(slot.slot));
      return refusal === undefined ? [] : [[slot.slot, refusal] as const];
    }),
  );
}
