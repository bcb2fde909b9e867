import { named } from '../../contract/evidence.ts';
import { flashPlanOf } from './scratch.ts';
import type { Step } from './step.ts';

/** Compares every written region with the unit's flash. Never optional. */
export function createVerifyStep(): Step {
  return {
    kind: 'verify',
    isIrreversible: false,
    async run(ctx) {
      const regions = await ctx.session.verify(flashPlanOf(ctx), { signal: ctx.signal, onProgress: ctx.onProgress });
      return { regions: regions.map((region) => ({ ...named(region) })) };
    },
  };
}
