import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { tryFailedForGood } from './failed-for-good.ts';
import type { Step } from './step.ts';

/** Binds the run to its unit, refuses a wrong chip, and plans the flash: everything that needs a unit but writes nothing. */
export function createIdentifyStep(deps: { readonly newUnitId: () => string }): Step {
  return {
    kind: 'identify',
    isIrreversible: false,
    async run(ctx) {
      const hardware = ctx.session.identity;
      const wanted = ctx.job.recipe.device;
      if (hardware.chip !== wanted.chip) {
        throw new SlipwayError(
          'device/wrong-chip',
          say('chip-not-of-recipe', { expected: wanted.chip, slot: ctx.slot, found: hardware.chip }),
        );
      }
      const flashSize = hardware.flashSizeBytes;
      if (wanted.minFlashSizeBytes !== undefined && flashSize !== undefined && flashSize < wanted.minFlashSizeBytes) {
        throw new SlipwayError(
          'image/too-large',
          say('flash-too-small', { neededBytes: wanted.minFlashSizeBytes, flashSizeBytes: flashSize }),
        );
      }

      const known = ctx.journal.unitByHardwareId(hardware.hardwareId);
      if (known?.status === 'needs-attention') {
        throw new SlipwayError('job/needs-attention', say('attention-first', { unit: known.serial ?? known.unitId }), {
          context: { unitId: known.unitId },
        });
      }
      if (known?.status === 'retired') {
        throw new SlipwayError(
          'identity/duplicate-hardware',
          say('unit-retired', { unit: known.serial ?? known.unitId }),
          {
            context: { unitId: known.unitId, hardwareId: hardware.hardwareId },
          },
        );
      }
      const failedForGood = known && tryFailedForGood(ctx.journal, known);
      if (failedForGood !== undefined) throw failedForGood.error;
      const unitId = known?.unitId ?? deps.newUnitId();
      ctx.journal.append({ kind: 'unit.seen', unitId, hardware }, { kind: 'run.unit', runId: ctx.runId, unitId });
      ctx.scratch.unitId = unitId;
      ctx.scratch.plan = await ctx.session.plan(ctx.job.images, { preserve: ctx.job.recipe.preserve ?? [] });
      return {
        unitId,
        hardwareId: hardware.hardwareId,
        chip: hardware.chip,
        revision: hardware.revision ?? null,
        isKnownUnit: known !== undefined,
        plannedBytes: ctx.scratch.plan.totalBytes,
      };
    },
  };
}
