import { SlipwayError } from '../../contract/errors.ts';
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
          `The recipe is for ${wanted.chip}; slot ${ctx.slot} has ${hardware.chip}.`,
          {
            context: { expected: wanted.chip, found: hardware.chip, slot: ctx.slot },
          },
        );
      }
      const flashSize = hardware.flashSizeBytes;
      if (wanted.minFlashSizeBytes !== undefined && flashSize !== undefined && flashSize < wanted.minFlashSizeBytes) {
        throw new SlipwayError(
          'image/too-large',
          `The recipe needs ${wanted.minFlashSizeBytes} bytes of flash; the unit has ${flashSize}.`,
          { context: { neededBytes: wanted.minFlashSizeBytes, flashSizeBytes: flashSize } },
        );
      }

      const known = ctx.journal.unitByHardwareId(hardware.hardwareId);
      if (known?.status === 'needs-attention') {
        throw new SlipwayError(
          'job/needs-attention',
          `Unit ${known.serial ?? known.unitId} has an irreversible act with an unknown end; a person must decide first.`,
          { context: { unitId: known.unitId } },
        );
      }
      if (known?.status === 'retired') {
        throw new SlipwayError(
          'identity/duplicate-hardware',
          `Unit ${known.serial ?? known.unitId} was retired and must not be provisioned again.`,
          {
            context: { unitId: known.unitId, hardwareId: hardware.hardwareId },
          },
        );
      }
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
