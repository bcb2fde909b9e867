import { named } from '../../contract/evidence.ts';
import { flashPlanOf } from './scratch.ts';
import type { Step } from './step.ts';

/** Writes the images; what the unit already holds is not written again, so a resumed run costs little. */
export function createWriteStep(): Step {
  return {
    kind: 'write',
    isIrreversible: false,
    async run(ctx) {
      const report = await ctx.session.flash(flashPlanOf(ctx), { signal: ctx.signal, onProgress: ctx.onProgress });
      return {
        ...named(report),
        images: ctx.job.images.map(({ source }) => ({ name: source.name, sha256: source.sha256 })),
      };
    },
  };
}
