// Owns: what a station had journaled when its power went in the middle of a run. May import the engine.
import path from 'node:path';
import type { JournalBody } from '../../electron/contract/events.ts';
import { openJournal } from '../../electron/engine/journal/store.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { type MainJob, macOf } from './main-job.ts';

export interface CutOffRun {
  /** The slot's number; its unit is the one that a virtual bench has there. */
  readonly slot?: number;
  readonly runId: string;
  readonly unitId: string;
  readonly recipeHash: string;
  /** The step that it was in. */
  readonly step?: 'write' | 'fuses';
  /** An irreversible act that was begun; nothing says how it ended. */
  readonly act?: string;
  /** Whatever else was journaled before the power went. */
  readonly rest?: readonly JournalBody[];
}

/** The station must be closed. */
export async function cutOffRun(job: Pick<MainJob, 'dataDir'>, cut: CutOffRun): Promise<void> {
  const { slot = 1, runId, unitId, recipeHash, step = 'write', act, rest = [] } = cut;
  const name = String(slot).padStart(2, '0');
  const journal = await openJournal({
    path: path.join(job.dataDir, 'journal.db'),
    clock: systemClock,
    version: '0.1.0',
  });
  const isIrreversible = step === 'fuses';
  const title = isIrreversible ? 'Burn the fuses' : 'Write the images';
  journal.append(
    {
      kind: 'run.started',
      runId,
      slot: name,
      port: { id: `virtual:${name}`, kind: 'virtual', path: `virtual:${name}` },
      recipe: { product: 'acme-sensor', version: '1.0.0', hash: recipeHash, bundleHash: null },
      steps: [{ kind: step, title, isIrreversible, timeoutMs: 1_000, totalBytes: 0 }],
      operator: 'test',
      continues: null,
    },
    { kind: 'step.started', runId, step, attempt: 1 },
    {
      kind: 'unit.seen',
      unitId,
      hardware: { hardwareId: `esp:${macOf(slot)}`, family: 'esp', chip: 'esp32c3', mac: macOf(slot), details: {} },
    },
    { kind: 'run.unit', runId, unitId },
    ...rest,
  );
  if (act !== undefined) {
    journal.append({ kind: 'act.intended', runId, unitId, actId: 'a-cut', act, isIrreversible: true, detail: {} });
  }
  journal.close();
}
