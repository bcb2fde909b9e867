import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { fillTemplate } from '../recipe/template.ts';
import { serialOf, unitIdOf, wordsOf } from './scratch.ts';
import type { Step } from './step.ts';

/** The durable queue towards fleets. fleet/outbox.ts implements it. */
export interface EnrollmentQueue {
  enqueuePreauthorize(request: {
    fleet: string;
    unitId: string;
    runId: string;
    identityData: Readonly<Record<string, string>>;
    publicKeyPem: string;
    keyFingerprint: string;
    serial: string;
  }): { entryId: string };
}

/** Puts the unit's enrollment into the outbox. It is delivered when the fleet can be reached; the run does not wait. */
export function createEnrollStep(deps: { readonly outbox: EnrollmentQueue }): Step {
  return {
    kind: 'enroll',
    isIrreversible: false,
    async run(ctx) {
      const enrollment = ctx.job.recipe.enrollment;
      if (enrollment === undefined) return { fleet: null };
      const unitId = unitIdOf(ctx);
      const key = ctx.journal.keyOfUnit(unitId);
      if (key === undefined || key.state !== 'confirmed') {
        throw new SlipwayError('boot/identity-missing', say('boot-no-key'), {
          context: { unitId },
        });
      }
      const words = wordsOf(ctx);
      const identityData = Object.fromEntries(
        Object.entries(enrollment.identityData).map(([name, template]) => [name, fillTemplate(template, words)]),
      );
      const { entryId } = deps.outbox.enqueuePreauthorize({
        fleet: enrollment.fleet,
        unitId,
        runId: ctx.runId,
        identityData,
        publicKeyPem: key.publicKeyPem,
        keyFingerprint: key.keyFingerprint,
        serial: serialOf(ctx),
      });
      return { fleet: enrollment.fleet, entryId };
    },
  };
}
