// Owns: the pace of this line's recipe, learned while the window is open. Imports data and the model.
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LineState } from '../../../electron/contract/line.ts';
import type { Pace } from '../../ui/tile/run-progress.ts';
import { createPaceBook } from './model/pace.ts';

/** `medianRunMs`: of the passes of today, from the engine's statistics. */
export function usePace(line: LineState | undefined, medianRunMs: number | null): Pace {
  const [book] = useState(createPaceBook);
  const before = useRef<LineState | undefined>(undefined);
  const product = line?.recipe ? `${line.recipe.product}@${line.recipe.version}` : undefined;
  const [learnedCount, setLearnedCount] = useState(0);

  useEffect(() => {
    const then = before.current;
    before.current = line;
    if (then === undefined || line === undefined || then === line) return;
    if (then.recipe?.product !== line.recipe?.product || then.recipe?.version !== line.recipe?.version) book.forget();
    if (book.see(then.slots, line.slots)) setLearnedCount((count) => count + 1);
  }, [book, line]);

  const steps = line?.recipe?.steps;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the book changes with what it learned and with the recipe.
  return useMemo(() => book.pace(medianRunMs, steps ?? []), [book, medianRunMs, steps, product, learnedCount]);
}
