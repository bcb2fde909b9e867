// Owns: one run, from its plan to its one end. May import contract, util, the interfaces of journal, steps and drivers.
// Order: journal the plan, open the unit, do the steps, tear down, journal the end. Start reading at `createRunner`.
import type { PortInfo } from '../../contract/device.ts';
import { type ErrorOutcome, SlipwayError, toSlipwayError } from '../../contract/errors.ts';
import type { JournalBodyOf, ProgressEvent } from '../../contract/events.ts';
import type { PlannedStep, StepKind } from '../../contract/job.ts';
import { say } from '../../contract/sentences.ts';
import type { Session } from '../drivers/driver.ts';
import type { Journal } from '../journal/journal.ts';
import type { CompiledJob, RunScratch, Step, StepContext } from '../steps/step.ts';
import type { Clock } from '../util/clock.ts';
import { abortErrorOf, attempt, settledWithin, stopGraceMs } from './attempt.ts';
import { createProgressThrottle, type ProgressThrottle } from './progress.ts';

/** A step is tried so often in all, where its error says that trying the step again can help. */
const maxAttempts = 3;
const progressIntervalMs = 100;

export interface RunRequest {
  readonly runId: string;
  readonly slot: string;
  readonly port: PortInfo;
  /** Stays the caller's: it is not disposed here. */
  readonly job: CompiledJob;
  readonly operator: string;
  readonly scannedSerial: string | undefined;
  /** The interrupted or failed run that this one goes on from. */
  readonly continues: string | null;
  /** The order of the line that it counts for. */
  readonly order?: string | undefined;
  /** Called in the first step; called again only where it failed and its error allows another try. */
  readonly openSession: (signal: AbortSignal) => Promise<Session>;
  readonly steps: ReadonlyMap<StepKind, Step>;
  readonly signal: AbortSignal;
  /** At most ten a second; the newest always arrives. */
  readonly onProgress: (progress: ProgressEvent) => void;
}

export interface RunResult {
  readonly outcome: 'PASS' | ErrorOutcome;
  readonly error: SlipwayError | null;
}

export interface RunnerDeps {
  readonly journal: Journal;
  readonly clock: Clock;
  /** Kinds of act whose end a later run can tell by reading the unit; see recovery.ts. */
  readonly settleableActs: ReadonlySet<string>;
  /** What teardown could not close; the outcome does not depend on it. */
  readonly onTeardownError?: (error: SlipwayError, runId: string) => void;
}

export interface Runner {
  /**
   * Never rejects. The journal has exactly one `run.finished` afterwards, unless it could not be written: then the
   * result is that error, and the run is left for recovery.
   */
  run(request: RunRequest): Promise<RunResult>;
}

/** The run as it goes; `session` is there from the first successful opening until teardown. */
interface RunInProgress {
  readonly request: RunRequest;
  readonly scratch: RunScratch;
  readonly progress: ProgressThrottle;
  session: Session | undefined;
  needsReconnect: boolean;
  failedStep: StepKind | null;
}

export function createRunner(deps: RunnerDeps): Runner {
  const { journal, clock } = deps;

  async function run(request: RunRequest): Promise<RunResult> {
    const startedMs = clock.monotonicMs();
    try {
      journal.append(startedBody(request));
    } catch (thrown) {
      return resultOf(toSlipwayError(thrown));
    }
    const current: RunInProgress = {
      request,
      scratch: { disposers: [] },
      progress: createProgressThrottle({ clock, intervalMs: progressIntervalMs, deliver: request.onProgress }),
      session: undefined,
      needsReconnect: false,
      failedStep: null,
    };
    let error: SlipwayError | null = null;
    try {
      for (const planned of request.job.steps) await runStep(current, planned);
    } catch (thrown) {
      error = toSlipwayError(thrown);
    }
    await tearDown(current);
    return finish(current, error, clock.monotonicMs() - startedMs);
  }

  async function runStep(current: RunInProgress, planned: PlannedStep): Promise<void> {
    const { request } = current;
    const { runId } = request;
    const { kind } = planned;
    const step = request.steps.get(kind);
    if (step === undefined) {
      throw new SlipwayError('station/internal', `The plan has a step "${kind}" that this station does not know.`);
    }
    for (let number = 1; ; number++) {
      if (request.signal.aborted) throw abortErrorOf(request.signal);
      journal.append({ kind: 'step.started', runId, step: kind, attempt: number });
      try {
        const evidence = await attempt(
          deps,
          planned.timeoutMs,
          () => stepTimeout(planned),
          request.signal,
          async (signal, fencedJournal) => {
            const session = await readySession(current, signal);
            return step.run(contextOf(current, kind, session, signal, fencedJournal));
          },
        );
        journal.append({ kind: 'step.finished', runId, step: kind, attempt: number, evidence });
        return;
      } catch (thrown) {
        const error = toSlipwayError(thrown);
        current.failedStep = kind;
        const willRetry = error.entry.retry === 'step' && number < maxAttempts && !request.signal.aborted;
        journal.append({ kind: 'step.failed', runId, step: kind, attempt: number, error: error.toReport(), willRetry });
        if (!willRetry) throw error;
        current.failedStep = null;
        current.needsReconnect = current.session !== undefined;
      } finally {
        current.progress.flush();
      }
    }
  }

  /** Opens the unit the first time, finds it again after a failed attempt. */
  async function readySession(current: RunInProgress, signal: AbortSignal): Promise<Session> {
    if (current.session !== undefined) {
      if (current.needsReconnect) await current.session.reconnect(signal);
      current.needsReconnect = false;
      return current.session;
    }
    const session = await current.request.openSession(signal);
    if (signal.aborted) {
      // It came after its time: nobody would close it.
      await session[Symbol.asyncDispose]();
      throw abortErrorOf(signal);
    }
    current.session = session;
    refuseUndecided(session);
    return session;
  }

  function refuseUndecided(session: Session): void {
    const { hardwareId } = session.identity;
    const unit = journal.unitByHardwareId(hardwareId);
    if (unit?.status !== 'needs-attention') return;
    throw new SlipwayError('job/needs-attention', say('attention-first', { unit: unit.serial ?? unit.unitId }), {
      context: { unitId: unit.unitId, hardwareId },
    });
  }

  function contextOf(
    { request, scratch, progress }: RunInProgress,
    step: StepKind,
    session: Session,
    signal: AbortSignal,
    fencedJournal: Journal,
  ): StepContext {
    const { runId, slot, port, operator, scannedSerial, job } = request;
    return {
      runId,
      slot,
      port,
      operator,
      scannedSerial,
      signal,
      clock,
      journal: fencedJournal,
      session,
      job,
      scratch,
      onProgress: (label, doneBytes, totalBytes) => progress.push({ runId, slot, step, label, doneBytes, totalBytes }),
    };
  }

  /** Secrets are wiped and the unit let go, whatever happened and whatever throws on the way. */
  async function tearDown({ request, scratch, session, progress }: RunInProgress): Promise<void> {
    const report = (thrown: unknown) => deps.onTeardownError?.(toSlipwayError(thrown), request.runId);
    for (const dispose of scratch.disposers.toReversed()) {
      try {
        dispose();
      } catch (thrown) {
        report(thrown);
      }
    }
    scratch.disposers.length = 0;
    progress.flush();
    if (session === undefined) return;
    const closing = (async () => session[Symbol.asyncDispose]())().catch(report);
    if (!(await settledWithin(clock, stopGraceMs, closing))) {
      report(
        new SlipwayError('station/internal', `The session of run ${request.runId} did not close in ${stopGraceMs} ms.`),
      );
    }
  }

  function finish(
    { request, scratch, failedStep }: RunInProgress,
    cause: SlipwayError | null,
    durationMs: number,
  ): RunResult {
    const { runId } = request;
    try {
      return journal.transact(() => {
        const result = resultOf(cause === null ? null : unsettledError(runId, scratch.unitId, cause));
        journal.append({
          kind: 'run.finished',
          runId,
          outcome: result.outcome,
          failedStep,
          error: result.error?.toReport() ?? null,
          durationMs,
        });
        return result;
      });
    } catch (thrown) {
      return resultOf(toSlipwayError(thrown));
    }
  }

  /** An irreversible act that was begun and that no later run can tell the end of is for a person to decide. */
  function unsettledError(runId: string, unitId: string | undefined, cause: SlipwayError): SlipwayError {
    const acts = unitId === undefined ? [] : journal.openActs(unitId);
    const unknown = acts.find((act) => act.runId === runId && act.isIrreversible && !deps.settleableActs.has(act.act));
    if (unknown === undefined) return cause;
    return new SlipwayError(
      'job/needs-attention',
      say('attention-begun', { act: unknown.act, cause: cause.sentence }),
      { context: { actId: unknown.actId, code: cause.code }, cause },
    );
  }

  return { run };
}

function startedBody(request: RunRequest): JournalBodyOf<'run.started'> {
  const { runId, slot, port, job, operator, continues, order } = request;
  return {
    kind: 'run.started',
    runId,
    slot,
    port,
    recipe: job.ref,
    steps: [...job.steps],
    operator,
    continues,
    ...(order === undefined ? {} : { order }),
  };
}

const stepTimeout = ({ kind, timeoutMs }: PlannedStep) =>
  new SlipwayError('job/step-timeout', say('step-too-long', { step: say(`step-${kind}`), timeoutMs }));

const resultOf = (error: SlipwayError | null): RunResult => ({
  outcome: error === null ? 'PASS' : error.entry.outcome,
  error,
});
