import { SlipwayError } from '../../contract/errors.ts';
import { reasonOf } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { fillTemplate } from '../recipe/template.ts';
import { unitIdOf, wordsOf } from './scratch.ts';
import type { Step } from './step.ts';

/** The act whose end can be told by reading the fuses. */
export const userDataAct = 'fuses.user-data';

/** Burns the user-data fuses once. What is already burned with the same content is left alone; other content is refused. */
export function createFusesStep(deps: { readonly newActId: () => string }): Step {
  return {
    kind: 'fuses',
    isIrreversible: true,
    async run(ctx) {
      const template = ctx.job.recipe.fuses?.userData;
      const fuses = ctx.session.fuses;
      if (template === undefined) return { userData: null };
      if (fuses === undefined) {
        throw new SlipwayError(
          'device/unsupported-chip',
          say('fuses-not-supported', { chip: ctx.session.identity.chip }),
          {
            context: { chip: ctx.session.identity.chip },
          },
        );
      }
      const text = fillTemplate(template, wordsOf(ctx));
      const bytes = new TextEncoder().encode(text);
      if (bytes.length > fuses.userDataBytes) {
        throw new SlipwayError(
          'image/too-large',
          say('fuses-too-small', { limitBytes: fuses.userDataBytes, userData: text, sizeBytes: bytes.length }),
          {
            context: { limitBytes: fuses.userDataBytes, sizeBytes: bytes.length },
          },
        );
      }
      const wanted = new Uint8Array(fuses.userDataBytes);
      wanted.set(bytes);

      const unitId = unitIdOf(ctx);
      const now = await fuses.readUserData(ctx.signal);
      const isBurned = Buffer.compare(now, wanted) === 0;
      const isBlank = now.every((byte) => byte === 0);
      for (const act of ctx.journal.openActs(unitId).filter((open) => open.act === userDataAct)) {
        if (isBurned)
          ctx.journal.append({
            kind: 'act.confirmed',
            runId: ctx.runId,
            unitId,
            actId: act.actId,
            evidence: { readBack: true },
          });
        else if (isBlank)
          ctx.journal.append({
            kind: 'act.voided',
            runId: ctx.runId,
            unitId,
            actId: act.actId,
            ...reasonOf(say('voided-fuses-blank')),
          });
      }
      if (isBurned) return { userData: text, wasBurnedBefore: true };
      if (!isBlank) {
        throw new SlipwayError('device/fuse-mismatch', say('fuses-hold-other', { expected: text }), {
          context: { expected: text, foundHex: Buffer.from(now).toString('hex') },
        });
      }

      const actId = deps.newActId();
      ctx.journal.append({
        kind: 'act.intended',
        runId: ctx.runId,
        unitId,
        actId,
        act: userDataAct,
        isIrreversible: true,
        detail: { userData: text },
      });
      await fuses.burnUserData(wanted, ctx.signal);
      ctx.journal.append({ kind: 'act.confirmed', runId: ctx.runId, unitId, actId, evidence: { readBack: true } });
      return { userData: text, wasBurnedBefore: false };
    },
  };
}
