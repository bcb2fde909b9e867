// Owns: how fast the journal answers with a million units in it, and how that grows from ten thousand.
// A part of `npm run bench`. May import the journal and scripts/results.ts. Start reading at `journalRows`.
// Every unit is written through the real append with seven events; only the fsync is shared by many units.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JournalBody } from '../../electron/contract/events.ts';
import { type JournalStore, openJournal } from '../../electron/engine/journal/store.ts';
import { summarise } from '../../electron/engine/station/stats.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { createIdSource } from '../../electron/engine/util/ids.ts';
import type { ResultRow } from '../../scripts/results.ts';
import { aKey, aRun, aUnit, fingerprintOf } from '../support/journal-bodies.ts';

const unitsPerTransaction = 10_000;
const pageSize = 50;
const statsRuns = 5;
/** As far as the window asks: beyond it, it says "more than". */
const countedUpTo = 100_000;

interface Figures {
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

async function measureAt(folder: string, units: number) {
  const path = join(folder, `${units}.sqlite`);
  const open = () => openJournal({ path, clock: systemClock, version: 'bench' });
  let journal = await open();
  const filled = journal.countUnits();
  const fillStartedMs = performance.now();
  if (filled < units) fill(journal, filled, units);
  const fillMs = performance.now() - fillStartedMs;
  const events = journal.lastSeq();
  journal.close();
  const openStartedMs = performance.now();
  journal = await open();
  const openMs = performance.now() - openStartedMs;
  const queries = measureQueries(journal, units);
  const stats = await measureStats(journal);
  journal.close();
  return {
    units,
    events,
    fileBytes: statSync(path).size,
    append:
      filled < units ? `${round((fillMs * 1_000) / ((units - filled) * 7))} µs per event` : 'filled by an earlier run',
    openMs: round(openMs),
    queries,
    stats,
  };
}

/** All runs there are, summed up; and the longest time in which the engine answered nobody meanwhile. */
async function measureStats(journal: JournalStore) {
  const totalsMs: number[] = [];
  let longestMs = 0;
  for (let n = 0; n < statsRuns; n++) {
    const watching = watchBlocks();
    const startedMs = performance.now();
    await summarise(journal, { sinceMs: 0, bucketMinutes: 60 }, new AbortController().signal);
    totalsMs.push(performance.now() - startedMs);
    longestMs = Math.max(longestMs, await watching.end());
  }
  return {
    totalMs: round(totalsMs.toSorted((a, b) => a - b)[Math.floor(statsRuns / 2)] ?? Number.NaN),
    longestMs: round(longestMs),
  };
}

/** Counts the turns of the event loop, as whoever waits for an answer does. */
function watchBlocks() {
  let longestMs = 0;
  let lastMs = performance.now();
  let isOver = false;
  const turn = () => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    async end(): Promise<number> {
      // The last stretch of work ends with a turn too.
      await nextTurn();
      isOver = true;
      return longestMs;
    },
  };
}

function fill(journal: JournalStore, from: number, units: number): void {
  const newId = createIdSource({ nowMs: () => Date.now() });
  for (let start = from; start < units; start += unitsPerTransaction) {
    journal.transact(() => {
      for (let n = start; n < Math.min(units, start + unitsPerTransaction); n++) journal.append(...lifeOf(n, newId));
    });
    if (start % 100_000 === 0) process.stderr.write(`${start} of ${units} units\n`);
  }
}

/** Serial numbers go by week, ten thousand a week, as a line makes them. */
const serialOf = (n: number) => `AC-${String(2_000 + Math.floor(n / 10_000))}-${String(n % 10_000).padStart(5, '0')}`;
const macOf = (n: number) =>
  `24:0a:c4:${n
    .toString(16)
    .padStart(6, '0')
    .replaceAll(/(..)(?=.)/g, '$1:')}`;
const unitIdOf = (n: number) => `unit-${fingerprintOf(`unit ${n}`).slice(0, 20)}`;

function lifeOf(n: number, newId: () => string): JournalBody[] {
  const unitId = unitIdOf(n);
  const runId = newId();
  const serial = serialOf(n);
  const key = { ...aKey(unitId, serial, `key ${n}`), runId };
  return [
    aRun(runId),
    aUnit(unitId, { hardwareId: `esp:${macOf(n)}`, mac: macOf(n) }),
    { kind: 'run.unit', runId, unitId },
    { kind: 'serial.reserved', serial, unitId, runId, scheme: 'AC', number: n },
    key,
    { kind: 'identity.confirmed', unitId, runId, serial, keyFingerprint: key.keyFingerprint },
    {
      kind: 'run.finished',
      runId,
      outcome: n % 50 === 0 ? 'FAIL' : 'PASS',
      failedStep: null,
      error: null,
      durationMs: 1_000,
    },
  ];
}

function measureQueries(journal: JournalStore, units: number): Record<string, Figures> {
  const some = (n: number) => (n * 7_919) % units;
  const page = (text: string | undefined) => journal.searchUnits({ text, limit: pageSize });
  const secondPage = (text: string | undefined) => {
    const cursor = page(text).nextCursor;
    return journal.searchUnits({ text, limit: pageSize, ...(cursor === null ? {} : { cursor }) });
  };
  const middle = serialOf(Math.floor(units / 2));
  const queries: Record<string, (n: number) => unknown> = {
    newestPage: () => page(undefined),
    'searchAndPage: every unit (AC-)': () => secondPage('ac-'),
    'searchAndPage: a tenth, the oldest': () => secondPage(serialOf(0).slice(0, 6)),
    'searchAndPage: a week in the middle': () => secondPage(middle.slice(0, 7)),
    'searchAndPage: a hundred of it': () => secondPage(middle.slice(0, 11)),
    'searchAndPage: one serial number': (n) => page(serialOf(some(n))),
    'searchAndPage: first of a key (1 of 16)': (n) => secondPage((n % 16).toString(16)),
    'searchAndPage: three of a key (1 of 4096)': (n) => secondPage(fingerprintOf(`key ${some(n)}`).slice(0, 3)),
    'searchAndPage: a MAC without colons': (n) => page(macOf(some(n)).replaceAll(':', '')),
    'searchAndPage: last five digits of a serial number': (n) => page(serialOf(some(n)).slice(-5)),
    'searchAndPage: last three digits (1 of 1000)': (n) => secondPage(serialOf(some(n)).slice(-3)),
    'searchAndPage: last three digits, of a chip': (n) =>
      journal.searchUnits({ text: serialOf(some(n)).slice(-3), chip: 'esp32c3', limit: pageSize }),
    'searchAndPage: end of a MAC': (n) => page(macOf(some(n)).slice(-8)),
    'searchAndPage: nothing': () => page('zzzz'),
    'searchAndPage: failed units': () => journal.searchUnits({ status: 'failed', limit: pageSize }),
    'searchAndPage: failed ones of every unit': () =>
      journal.searchUnits({ text: 'ac-', status: 'failed', limit: pageSize }),
    'searchAndPage: a chip': () => journal.searchUnits({ chip: 'esp32c3', limit: pageSize }),
    'searchAndPage: failed ones of a product': () =>
      journal.searchUnits({ status: 'failed', product: 'clock', limit: pageSize }),
    'searchAndPage: passed ones of a tenth, the oldest': () =>
      journal.searchUnits({ text: serialOf(0).slice(0, 6), status: 'passed', limit: pageSize }),
    'searchAndPage: what changed before now, of a product': () =>
      journal.searchUnits({ untilMs: Date.now(), product: 'clock', limit: pageSize }),
    'lookup: unit': (n) => journal.unit(unitIdOf(some(n))),
    'lookup: serial number': (n) => journal.unitBySerial(serialOf(some(n))),
    'lookup: MAC': (n) => journal.unitByMac(macOf(some(n))),
    'lookup: key': (n) => journal.key(fingerprintOf(`key ${some(n)}`)),
    'lookup: last number': () => journal.lastNumber('AC'),
    'runs: of a unit': (n) => journal.runs({ unitId: unitIdOf(some(n)), limit: pageSize }),
    'runs: newest': () => journal.runs({ limit: pageSize }),
    countUnits: () => journal.countUnits(),
    unitProducts: () => journal.unitProducts(),
    'countMatches: every unit (AC-)': () => journal.countMatches({ text: 'ac-' }, countedUpTo),
    'countMatches: a week in the middle': () => journal.countMatches({ text: middle.slice(0, 7) }, countedUpTo),
    'countMatches: last three digits (1 of 1000)': (n) =>
      journal.countMatches({ text: serialOf(some(n)).slice(-3) }, countedUpTo),
    'countMatches: failed units': () => journal.countMatches({ status: 'failed' }, countedUpTo),
    'countMatches: failed ones of every unit': () =>
      journal.countMatches({ text: 'ac-', status: 'failed' }, countedUpTo),
  };
  return Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, time(query)]));
}

function time(query: (n: number) => unknown): Figures {
  const timesMs: number[] = [];
  for (let n = 0; n < 60; n++) {
    const startedMs = performance.now();
    query(n);
    timesMs.push(performance.now() - startedMs);
  }
  timesMs.sort((a, b) => a - b);
  const at = (share: number) => round(timesMs[Math.floor(share * (timesMs.length - 1))] ?? Number.NaN);
  return { medianMs: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** Journals of a small and a large size, made through the real append, and how the answers' time grows between them. */
export async function journalRows(folder: string, sizes: readonly [number, number]): Promise<ResultRow[]> {
  mkdirSync(folder, { recursive: true });
  const small = await measureAt(folder, sizes[0]);
  const large = await measureAt(folder, sizes[1]);
  const worst = (prefix: string) =>
    Object.entries(large.queries)
      .filter(([name]) => name.startsWith(prefix))
      .reduce((a, b) => (b[1].p95Ms > a[1].p95Ms ? b : a));
  const [worstSearch, search] = worst('searchAndPage');
  const [worstLookup, lookup] = worst('lookup');
  const rows: ResultRow[] = [
    { figure: `search and page, slowest of ${sizes[1]} units`, value: `${search.p95Ms} ms (p95)`, detail: worstSearch },
    { figure: `one lookup, slowest of ${sizes[1]} units`, value: `${lookup.p95Ms} ms (p95)`, detail: worstLookup },
    {
      figure: 'journal file and append',
      value: `${(large.fileBytes / 2 ** 20).toFixed(0)} MiB, ${large.append}`,
      detail: `${large.events} events; opened in ${large.openMs} ms, with ${sizes[0]} units in ${small.openMs} ms`,
    },
    {
      figure: `statistics of ${sizes[1]} runs`,
      value: `${large.stats.totalMs} ms, of which the engine answers nobody for ${large.stats.longestMs} ms at a time`,
      detail: `of ${sizes[0]} runs: ${small.stats.totalMs} ms and ${small.stats.longestMs} ms; median and longest of ${statsRuns}`,
    },
  ];
  for (const [name, { medianMs, p95Ms }] of Object.entries(large.queries)) {
    const before = small.queries[name]?.medianMs ?? Number.NaN;
    rows.push({
      figure: name,
      value: `${medianMs} ms (p95 ${p95Ms} ms)`,
      detail: `${round(medianMs / before)} times what ${sizes[0]} units take (${before} ms)`,
    });
  }
  return rows;
}
