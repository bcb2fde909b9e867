import { SlipwayError } from '../../contract/errors.ts';
import type { SerialPolicy } from '../../contract/recipe.ts';
import { unitIdOf } from './scratch.ts';
import type { Step } from './step.ts';

/** Gives out serial numbers, each once; the same unit gets its own again. identity/serial.ts implements it. */
export interface SerialSource {
  reserve(request: {
    policy: SerialPolicy;
    pool: readonly string[] | null;
    unitId: string;
    runId: string;
    scanned: string | undefined;
  }): { serial: string };
}

/** Reserves the unit's serial number in the journal before anything carries it. */
export function createReserveStep(deps: { readonly serials: SerialSource }): Step {
  return {
    kind: 'reserve',
    isIrreversible: false,
    async run(ctx) {
      const policy = ctx.job.recipe.identity?.serial;
      if (policy === undefined)
        throw new SlipwayError('station/internal', 'A serial number was planned, but the recipe gives none.');
      const { serial } = deps.serials.reserve({
        policy,
        pool: ctx.job.serialPool,
        unitId: unitIdOf(ctx),
        runId: ctx.runId,
        scanned: ctx.scannedSerial,
      });
      ctx.scratch.serial = serial;
      return { serial };
    },
  };
}
