// Owns: the window of a bench of 32 while runs go on: event to screen, frame times, and memory of each process.
// Start reading at `benchAppBusy`.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright';
import * as z from 'zod';
import type { SlipwayClient } from '../../electron/api/connection.ts';
import type { ResultRow } from '../../scripts/results.ts';
import { launchApp } from '../e2e/support/app.ts';
import type { Display } from '../e2e/support/display.ts';
import { connectThrough } from '../e2e/support/engine-client.ts';
import { type Change, framesOf, percentile, startWatchingTiles, takeTileChanges } from './app-page.ts';
import { drawingMs, memoryOf, type ProcessKind } from './app-processes.ts';

const slots = 32;
/** A new unit into some slot each time: all 32 have had one after a good ten seconds, which is about what a run takes. */
const nextUnitMs = 330;
const heapEveryMs = 15_000;

export interface BusyOptions {
  readonly display: Display;
  /** How long frames are counted, each time. */
  readonly framesMs: number;
  readonly minutes: number;
  readonly say: (line: string) => void;
}

export async function benchAppBusy({ display, framesMs, minutes, say }: BusyOptions): Promise<ResultRow[]> {
  await using app = await launchApp({ virtualUnits: slots, display });
  const page = app.window;
  await page.locator(`button[data-slot="${slots}"]`).waitFor();
  await using connection = await connectThrough(page);
  const { client } = connection;
  const devtools = await page.context().newCDPSession(page);
  const rootPid = app.process.pid ?? -1;

  await sleep(5_000);
  const idle = await watched(rootPid, () => framesOf(page, framesMs));
  const idleMemory = { ...memoryOf(rootPid), heap: await heapMiB(devtools) };

  await client.line.setup({ source: { draft: 'acme-sensor' }, operator: 'Ada', order: null, autoStart: true });
  using feeding = feed(client, say);
  await sleep(15_000);
  const { lastSeq } = await startOfWatch(page, client);
  const busy = await watched(rootPid, () => framesOf(page, framesMs));
  const changes = await takeTileChanges(page);
  const latencies = await latenciesOf(client, lastSeq, changes);
  const busyMemory = memoryOf(rootPid);
  const heap = await growth(devtools, minutes * 60_000, say);
  const made = (await client.stats.summary({ sinceMs: feeding.sinceMs })).passed;

  return [
    latencyRow(latencies),
    {
      figure: 'frame times, 32 busy slots',
      value: spread(busy.result),
      detail: `the same window with 32 idle slots: ${spread(idle.result)}; ${framesMs / 1000} s each, drawn in software; processor time of window and GPU process ${share(busy)} of a core (${share(idle)})`,
    },
    memoryRow(idleMemory, { ...busyMemory, heap: heap.lastMiB }),
    {
      figure: "growth of the window's heap",
      value: `${heap.slopeMiBPerMinute.toFixed(2)} MiB a minute`,
      detail: `JavaScript heap after a forced collection every ${heapEveryMs / 1000} s over ${minutes} minutes, least squares over the second half; ${told(heap.samples)} MiB; ${made} units passed`,
    },
  ];
}

interface Watched<T> {
  readonly result: T;
  /** Of one core, used by the processes that draw. */
  readonly share: number;
}

async function watched<T>(rootPid: number, act: () => Promise<T>): Promise<Watched<T>> {
  const [beforeMs, startedMs] = [drawingMs(rootPid), performance.now()];
  const result = await act();
  return { result, share: (drawingMs(rootPid) - beforeMs) / (performance.now() - startedMs) };
}

const share = ({ share }: Watched<unknown>) => `${(share * 100).toFixed(0)} %`;
const spread = (values: readonly number[]) =>
  `p50 ${ms(percentile(values, 0.5))}, p95 ${ms(percentile(values, 0.95))}, longest ${ms(percentile(values, 1))}`;
const ms = (value: number) => `${value.toFixed(1)} ms`;

/** Puts new units in, slot by slot, until it is disposed of. */
function feed(client: SlipwayClient, say: (line: string) => void): Disposable & { readonly sinceMs: number } {
  let next = 0;
  let isOver = false;
  const timer = setInterval(() => {
    const slot = String((next % slots) + 1).padStart(2, '0');
    next += 1;
    client.bench.replace({ slot }).catch((thrown: unknown) => {
      if (!isOver) say(`slot ${slot}: ${String(thrown)}`);
    });
  }, nextUnitMs);
  return {
    sinceMs: Date.now(),
    [Symbol.dispose]() {
      isOver = true;
      clearInterval(timer);
    },
  };
}

async function startOfWatch(page: Page, client: SlipwayClient) {
  const { lastSeq } = await client.station.info();
  await startWatchingTiles(page);
  return { lastSeq };
}

/** What the journal says of a slot, and what its tile shows then. */
const shownAs = { 'run.started': 'running', 'run.finished': 'finished' } as const;

/** From the journal's time of an event to the frame in which its slot's tile showed it. */
async function latenciesOf(client: SlipwayClient, after: number, changes: readonly Change[]): Promise<number[]> {
  const slotOf = new Map<string, string>();
  const found: number[] = [];
  const unused = changes.toSorted((a, b) => a.atMs - b.atMs);
  const stop = new AbortController();
  for await (const event of await client.events.stream({ after, progress: false }, { signal: stop.signal })) {
    // Everything that was in the journal has come.
    if (event.kind === 'live') break;
    if (event.kind !== 'journal') continue;
    const { atMs, body } = event.event;
    if (body.kind === 'run.started') slotOf.set(body.runId, body.slot);
    if (body.kind !== 'run.started' && body.kind !== 'run.finished') continue;
    const slot = slotOf.get(body.runId);
    const at = unused.findIndex(
      (change) => change.slot === slot && change.phase === shownAs[body.kind] && change.atMs >= atMs,
    );
    const [change] = at < 0 ? [] : unused.splice(at, 1);
    if (change !== undefined) found.push(change.atMs - atMs);
  }
  stop.abort();
  return found;
}

function latencyRow(latencies: readonly number[]): ResultRow {
  return {
    figure: 'event to screen',
    value: spread(latencies),
    detail: `from the time in the journal to the frame in which the slot's tile shows the start or the end of its run; ${latencies.length} events with 32 busy slots`,
  };
}

type Memory = Record<ProcessKind | 'heap', number>;

function memoryRow(idle: Memory, busy: Memory): ResultRow {
  const both = (kind: keyof Memory) => `${busy[kind].toFixed(0)} (${idle[kind].toFixed(0)})`;
  const total = ({ heap: _heap, ...processes }: Memory) => Object.values(processes).reduce((sum, one) => sum + one, 0);
  return {
    figure: 'memory, 32 busy slots (idle ones)',
    value: `${total(busy).toFixed(0)} MiB (${total(idle).toFixed(0)} MiB)`,
    detail: `PSS in MiB: main ${both('main')}, window ${both('renderer')} of which JavaScript heap ${both('heap')}, GPU process ${both('gpu')}, engine with the virtual units ${both('engine')}, Chromium's others ${both('other')}`,
  };
}

const usageSchema = z.object({ usedSize: z.number() });

async function heapMiB(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  return usageSchema.parse(await devtools.send('Runtime.getHeapUsage')).usedSize / 2 ** 20;
}

async function growth(devtools: CDPSession, durationMs: number, say: (line: string) => void) {
  const points: { atMs: number; mib: number }[] = [];
  const startMs = performance.now();
  while (performance.now() - startMs < durationMs) {
    await sleep(heapEveryMs);
    points.push({ atMs: performance.now() - startMs, mib: await heapMiB(devtools) });
    say(`heap ${points.at(-1)?.mib.toFixed(1)} MiB`);
  }
  const settled = points.slice(Math.floor(points.length / 2));
  return {
    samples: points.map(({ mib }) => mib),
    lastMiB: points.at(-1)?.mib ?? Number.NaN,
    slopeMiBPerMinute: slopeOf(settled) * 60_000,
  };
}

/** Least squares. */
function slopeOf(points: readonly { readonly atMs: number; readonly mib: number }[]): number {
  const mean = (pick: (point: { atMs: number; mib: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [atMean, mibMean] = [mean(({ atMs }) => atMs), mean(({ mib }) => mib)];
  const over = points.reduce((sum, { atMs, mib }) => sum + (atMs - atMean) * (mib - mibMean), 0);
  return over / points.reduce((sum, { atMs }) => sum + (atMs - atMean) ** 2, 0);
}

/** All of a few; of many, the smallest of each of twelve parts in their order: what stays when everything was collected. */
function told(samples: readonly number[]): string {
  const parts = Math.min(12, samples.length);
  const size = samples.length / parts;
  const least = Array.from({ length: parts }, (_, part) =>
    Math.min(...samples.slice(Math.floor(part * size), Math.floor((part + 1) * size))),
  );
  const words = least.map((sample) => sample.toFixed(1)).join(', ');
  return parts < samples.length ? `the smallest of each twelfth of the time: ${words}` : words;
}
