// Owns: rehearsals: a recipe run on a virtual unit of a station that exists only for it. May import contract, util,
// identity, recipe, virtual-bench. Nothing of a rehearsal is in the records of the real station; the folder of the
// throwaway one is gone when it ends, however it ends. Start reading at `createRehearsals`.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { StartRun } from '../../contract/api.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { StreamEvent } from '../../contract/events.ts';
import type { RehearsalEvent } from '../../contract/library.ts';
import type { Recipe } from '../../contract/recipe.ts';
import { say } from '../../contract/sentences.ts';
import type { Engine } from '../engine.ts';
import { defaultAuthority } from '../identity/index.ts';
import type { SealingBox } from '../identity/keystore.ts';
import { decrypt, encrypt } from '../identity/passphrase.ts';
import { createSecretBytes } from '../identity/secret-bytes.ts';
import type { VirtualUnitSpec } from '../virtual-bench/bench.ts';
import { virtualUnits } from './bench-units.ts';
import type { Recipes } from './recipes.ts';

export interface RehearsalRequest extends Pick<StartRun, 'source' | 'config' | 'scannedSerial'> {
  readonly temper: string;
}

export interface Rehearsals extends AsyncDisposable {
  /** What happens, then `ended`. Aborting the signal or leaving the stream stops the run and clears everything away. */
  run(request: RehearsalRequest, signal: AbortSignal): AsyncGenerator<RehearsalEvent, void, void>;
}

export interface RehearsalsDeps {
  readonly dir: string;
  readonly recipes: Pick<Recipes, 'locate' | 'compile'>;
  /** Opens a station of its own in a folder, with one virtual unit and nothing else. */
  readonly openStation: (options: {
    readonly dataDir: string;
    readonly unit: VirtualUnitSpec;
    readonly box: SealingBox;
  }) => Promise<Engine>;
}

/** Each holds a chip's flash in memory. */
const maxRehearsals = 4;
const smallestFlashBytes = 0x40_0000;
/** The largest flash that is emulated; a recipe that asks for more is refused by the unit, as it should be. */
const largestFlashBytes = 0x200_0000;
const slot = '01';

/** A throwaway station; disposing it twice is fine. */
interface Stage extends AsyncDisposable {
  readonly station: Engine;
}

export async function createRehearsals(deps: RehearsalsDeps): Promise<Rehearsals> {
  const closing = new AbortController();
  const stages = new Set<AsyncDisposable>();
  const opening = new Set<Promise<Stage>>();
  let running = 0;
  await rm(deps.dir, { recursive: true, force: true });

  async function openStage(recipe: Recipe, temper: string): Promise<Stage> {
    const dataDir = path.join(deps.dir, randomUUID());
    const key = createSecretBytes(randomBytes(32));
    await using stack = new AsyncDisposableStack();
    stack.defer(() => rm(dataDir, { recursive: true, force: true }));
    stack.defer(() => key.wipe());
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const station = await deps.openStation({ dataDir, unit: unitFor(recipe, temper), box: createThrowawayBox(key) });
    stack.defer(() => station.close());
    await provide(station, recipe, path.join(dataDir, 'enrollments'));
    const resources = stack.move();
    let disposing: Promise<void> | undefined;
    const stage: Stage = {
      station,
      async [Symbol.asyncDispose]() {
        disposing ??= resources.disposeAsync();
        await disposing;
        stages.delete(stage);
      },
    };
    stages.add(stage);
    return stage;
  }

  async function* run(request: RehearsalRequest, asked: AbortSignal): AsyncGenerator<RehearsalEvent, void, void> {
    const signal = AbortSignal.any([asked, closing.signal]);
    if (signal.aborted) return;
    if (running >= maxRehearsals) {
      throw new SlipwayError('job/slot-busy', say('rehearsals-full', { count: running }), {
        action: say('do-wait-for-rehearsal'),
      });
    }
    running += 1;
    try {
      const { recipeFile } = await deps.recipes.locate(request.source);
      // Open until the end, so that nobody takes the files away meanwhile.
      await using job = await deps.recipes.compile(request.source, request.config ?? {});
      const opened = openStage(job.recipe, request.temper);
      opening.add(opened);
      await using stage = await opened.finally(() => opening.delete(opened));
      yield* play(stage.station, { ...request, recipeFile }, signal);
    } catch (thrown) {
      // Whoever stopped it knows that; a stream that was stopped just ends.
      if (!signal.aborted) throw thrown;
    } finally {
      running -= 1;
    }
  }

  return {
    run,
    async [Symbol.asyncDispose]() {
      closing.abort(new SlipwayError('job/aborted', say('station-closing')));
      await Promise.allSettled(opening);
      // Not by way of the streams: one that nobody reads would never get there.
      await Promise.all([...stages].map((stage) => stage[Symbol.asyncDispose]()));
      await rm(deps.dir, { recursive: true, force: true });
    },
  };
}

/** Starts the run and tells what the throwaway station tells, up to the last event of the run. */
async function* play(
  station: Engine,
  request: Pick<StartRun, 'config' | 'scannedSerial'> & { readonly recipeFile: string },
  signal: AbortSignal,
): AsyncGenerator<RehearsalEvent, void, void> {
  const { config, scannedSerial, recipeFile } = request;
  const enough = new AbortController();
  const either = AbortSignal.any([signal, enough.signal]);
  let { lastSeq } = await station.station.info(undefined, { signal });
  const live = await station.events.stream({ after: lastSeq, progress: true }, { signal: either });
  const { runId } = await station.runs.start(
    { target: slot, source: { recipeFile }, operator: 'rehearsal', config, scannedSerial },
    { signal },
  );
  const end = station.runs.wait({ runId }, { signal }).finally(() => enough.abort());
  end.catch(() => undefined);

  for await (const event of live) {
    if (event.kind === 'journal') lastSeq = event.event.seq;
    if (isOfRun(event)) yield { kind: 'event', event };
  }
  const { outcome, error } = await end;
  // Whatever the journal got between the last look and the end.
  for await (const event of await station.events.stream({ after: lastSeq, progress: false }, { signal })) {
    if (event.kind === 'live') break;
    if (isOfRun(event)) yield { kind: 'event', event };
  }
  const { run, console: text } = await station.runs.get({ runId }, { signal });
  const durationMs = Math.max(0, (run.finishedAtMs ?? run.startedAtMs) - run.startedAtMs);
  yield { kind: 'ended', outcome, error, durationMs, console: text };
}

const isOfRun = ({ kind }: StreamEvent): boolean => kind === 'journal' || kind === 'progress';

/** One unit as the recipe wants it. */
function unitFor({ device }: Recipe, temper: string): VirtualUnitSpec {
  const wantedBytes = 2 ** Math.ceil(Math.log2(device.minFlashSizeBytes ?? smallestFlashBytes));
  const flashSizeBytes = Math.min(Math.max(wantedBytes, smallestFlashBytes), largestFlashBytes);
  const [unit] = virtualUnits(1, device.chip);
  if (unit === undefined) throw new RangeError('a bench of one unit has none');
  return { ...unit, slot, temper, emulator: { flashSizeBytes } };
}

/** Gives the throwaway station what the recipe takes for granted: its issuing CA and its fleet. */
async function provide(station: Engine, recipe: Recipe, enrollmentDir: string): Promise<void> {
  const options = { signal: new AbortController().signal };
  const certificate = recipe.identity?.certificate;
  if (certificate !== undefined) {
    await station.keys.createAuthority(
      {
        name: certificate.issuer ?? defaultAuthority,
        subject: 'CN=Slipway rehearsal CA',
        keyType: 'ecdsa-p256',
        validity: '1d',
      },
      options,
    );
  }
  if (recipe.enrollment !== undefined) {
    await mkdir(enrollmentDir, { recursive: true });
    await station.fleets.set({ kind: 'file', name: recipe.enrollment.fleet, dir: enrollmentDir }, options);
  }
}

/** Seals with a key that lives as long as the rehearsal. */
function createThrowawayBox(key: ReturnType<typeof createSecretBytes>): SealingBox {
  const bound = 'rehearsal';
  return { seal: (bytes) => encrypt(key, bytes, bound), open: (bytes) => decrypt(key, bytes, bound) };
}
