// Owns: runs in several slots at once, followed to their end, as commands show them. A client of the contract only.
// Start reading at `provisionSlots`.
import type { SlipwayClient } from '../api/connection.ts';
import { followEvents } from '../api/follow-events.ts';
import { type ErrorReport, toSlipwayError } from '../contract/errors.ts';
import type { JournalBody, StreamEvent } from '../contract/events.ts';
import type { Outcome, PlannedStep } from '../contract/job.ts';
import type { RecipeSource } from '../contract/line.ts';
import { type Board, createBoard } from './board.ts';
import type { CliContext } from './context.ts';
import { createRunProgress, type RunProgress } from './progress.ts';
import { outcomeColour, printable, seconds } from './style.ts';

export interface SlotRequest {
  readonly target: string;
  readonly scannedSerial?: string | undefined;
}

export interface SlotResult {
  readonly target: string;
  /** Null where the run could not be started. */
  readonly runId: string | null;
  readonly outcome: Outcome;
  readonly error: ErrorReport | null;
}

export interface ProvisionRequest {
  readonly source: RecipeSource;
  readonly slots: readonly SlotRequest[];
  /** The plan, for the bars; a client learns it from `recipes.check`. */
  readonly steps: readonly PlannedStep[];
}

interface Track {
  readonly target: string;
  readonly progress: RunProgress;
  readonly startedAtMs: number;
  isOver: boolean;
}

/** Starts every slot at once and waits for all; a slot that fails leaves the others alone. Ctrl-C stops the runs. */
export async function provisionSlots(
  client: SlipwayClient,
  context: CliContext,
  request: ProvisionRequest,
): Promise<readonly SlotResult[]> {
  const tracks = new Map<string, Track>();
  const board = createBoard(context.io, context.paint, () =>
    [...tracks.values()]
      .filter((track) => !track.isOver)
      .map(({ target, progress }) => ({
        slot: target,
        fraction: progress.fraction(),
        remainingMs: progress.remainingMs(performance.now()),
        label: progress.label(),
      })),
  );
  const following = new AbortController();
  // The number from which to follow is known before the first run starts, so that no event of it is missed.
  const { lastSeq } = await client.station.info();
  const watching = watch(client, context, { after: lastSeq, signal: following.signal, tracks, board });
  try {
    return await Promise.all(
      request.slots.map((slot) => provisionSlot(client, context, { request, slot, tracks, board })),
    );
  } finally {
    following.abort();
    await watching;
    board.close();
  }
}

interface Watch {
  readonly after: number;
  readonly signal: AbortSignal;
  readonly tracks: ReadonlyMap<string, Track>;
  readonly board: Board;
}

async function watch(
  client: SlipwayClient,
  context: CliContext,
  { after, signal, tracks, board }: Watch,
): Promise<void> {
  try {
    for await (const event of followEvents(client, { after, signal })) {
      if (context.isJson) {
        if (event.kind === 'journal' || event.kind === 'progress') context.io.out(`${JSON.stringify(event)}\n`);
        continue;
      }
      applyEvent(event, tracks, context, board);
      board.changed();
    }
  } catch (thrown) {
    // The bars stand still then; outcomes come by `runs.wait`, which reports a lost station by itself.
    context.io.err(`Progress is no longer shown: ${toSlipwayError(thrown).message}\n`);
  }
}

function applyEvent(event: StreamEvent, tracks: ReadonlyMap<string, Track>, context: CliContext, board: Board): void {
  if (event.kind === 'progress') tracks.get(event.progress.runId)?.progress.progress(event.progress);
  if (event.kind !== 'journal' || !('runId' in event.event.body)) return;
  const { body } = event.event;
  const track = body.runId === null ? undefined : tracks.get(body.runId);
  if (track === undefined) return;
  if (body.kind === 'step.started') track.progress.stepStarted(body.step);
  if (body.kind === 'step.finished') track.progress.stepFinished(body.step);
  const line = plainLine(body);
  // On a terminal the bar says it; in a log each step is a line.
  if (line !== undefined && !context.io.isTerminal) board.say(`${track.target}  ${line}`);
}

function plainLine(body: JournalBody): string | undefined {
  switch (body.kind) {
    case 'step.started':
      return body.attempt > 1 ? `${body.step} (attempt ${body.attempt})` : body.step;
    case 'step.failed':
      return `${body.step} failed: ${printable(body.error.message)}${body.willRetry ? ' Trying again.' : ''}`;
    default:
      return undefined;
  }
}

interface SlotWork {
  readonly request: ProvisionRequest;
  readonly slot: SlotRequest;
  readonly tracks: Map<string, Track>;
  readonly board: Board;
}

async function provisionSlot(
  client: SlipwayClient,
  context: CliContext,
  { request, slot, tracks, board }: SlotWork,
): Promise<SlotResult> {
  const startedAtMs = performance.now();
  const { target, scannedSerial } = slot;
  let runId: string | null = null;
  let result: SlotResult;
  try {
    context.signal.throwIfAborted();
    ({ runId } = await client.runs.start({
      target,
      source: request.source,
      operator: context.operator,
      scannedSerial,
    }));
    tracks.set(runId, { target, startedAtMs, progress: createRunProgress(request.steps, startedAtMs), isOver: false });
    board.changed();
    const end = await waitForEnd(client, context.signal, runId);
    result = { target, runId, outcome: end.outcome ?? 'ABORTED', error: end.error };
  } catch (thrown) {
    const error = toSlipwayError(thrown);
    result = { target, runId, outcome: error.entry.outcome, error: error.toReport() };
  }
  const track = runId === null ? undefined : tracks.get(runId);
  if (track) track.isOver = true;
  if (context.isJson) context.io.out(`${JSON.stringify({ kind: 'outcome', ...result })}\n`);
  else board.say(resultLine(context, result, performance.now() - startedAtMs));
  return result;
}

/** Waits without a signal: after Ctrl-C the run still has an end, and its outcome is what counts. */
async function waitForEnd(client: SlipwayClient, signal: AbortSignal, runId: string) {
  const cancel = () => void client.runs.cancel({ runId }).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await client.runs.wait({ runId });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

function resultLine({ paint }: CliContext, { target, outcome, error }: SlotResult, tookMs: number): string {
  const head = `${target.padEnd(4)} ${paint(outcomeColour(outcome), outcome.padEnd(8))} ${seconds(tookMs).padStart(8)}`;
  return error === null ? head : `${head}  ${printable(error.message)} [${error.code}]\n     → ${error.action}`;
}
