import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aRun, aUnit } from '../../../test/support/journal-bodies.ts';
import { caught, provokes } from '../../../test/support/provoke.ts';
import { useTempDir } from '../../../test/support/temp-dir.ts';
import { createVirtualClock } from '../../../test/support/virtual-clock.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { assertNodeCanOpenDatabases, openDatabase } from './db.ts';
import { schemaVersion } from './migrations/index.ts';
import { checkJournalFile, salvageEvents } from './salvage.ts';
import { type JournalStore, type OpenJournalOptions, openJournal } from './store.ts';

const open = (path: string, options: Partial<OpenJournalOptions> = {}) =>
  openJournal({ path, clock: createVirtualClock(), version: '0.1.0', ...options });

/** A closed journal with `units` units in it; its path. */
async function aJournal(units = 0): Promise<string> {
  const path = join(useTempDir(), 'journal.sqlite');
  const journal = await open(path);
  journal.transact(() => {
    for (let n = 0; n < units; n++) journal.append(aUnit(`u${n}`), aRun(`r${n}`));
  });
  journal.close();
  return path;
}

test.skipIf(process.platform === 'win32')('the folder of a new journal is for its user only', async () => {
  const folder = join(useTempDir(), 'made', 'for-it');
  (await open(join(folder, 'journal.sqlite'))).close();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

describe('Node', () => {
  provokes(
    'station/node-too-old',
    'Node 20 has no Node-API 10',
    () => open(join(useTempDir(), 'journal.sqlite'), { versions: { node: '20.20.2', napi: '9' } }),
    (error) => expect(error.message).toContain('20.20.2'),
  );
  provokes('station/node-too-old', 'Node 22 before 22.14 has no Node-API 10', () =>
    assertNodeCanOpenDatabases({ node: '22.4.0', napi: '9' }),
  );
  test('that runs this is new enough', () => assertNodeCanOpenDatabases(process.versions));
});

describe('a journal of a newer version', () => {
  const aNewer = async () => {
    const path = await aJournal(1);
    const db = await openDatabase(path, { busyTimeoutMs: 1_000 });
    db.pragma('user_version = 99');
    db.close();
    return path;
  };
  provokes(
    'journal/newer',
    'its schema is number 99',
    async () => open(await aNewer()),
    (error) => {
      expect(error.context).toMatchObject({ foundSchema: 99, knownSchema: schemaVersion });
    },
  );
  test('is left byte for byte as it is', async () => {
    const path = await aNewer();
    const before = readFileSync(path);
    await caught(() => open(path));
    await caught(() => open(path, { readOnly: true }));
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('a damaged journal', () => {
  const overwrite = (path: string, offset: number, bytes: Uint8Array) => {
    const file = openSync(path, 'r+');
    writeSync(file, bytes, 0, bytes.length, offset);
    closeSync(file);
  };
  /** Pages in the middle of the file are replaced by garbage. */
  const withGarbage = async () => {
    const path = await aJournal(2_000);
    const pages = statSync(path).size / 4_096;
    overwrite(path, Math.floor(pages / 2) * 4_096, new Uint8Array(3 * 4_096).fill(0xa5));
    return path;
  };

  provokes(
    'journal/damaged',
    'garbage in the middle',
    async () => open(await withGarbage()),
    (error) => {
      expect(error.message).toMatch(/\d+ events are readable, up to number 4002/);
      expect(Number(error.context.readableEvents)).toBeGreaterThan(3_000);
    },
  );
  provokes('journal/damaged', 'the end is cut off', async () => {
    const path = await aJournal(500);
    truncateSync(path, Math.floor(statSync(path).size / 8_192) * 4_096);
    await open(path);
  });
  provokes(
    'journal/damaged',
    'another kind of file',
    async () => {
      const path = join(useTempDir(), 'journal.sqlite');
      writeFileSync(path, 'this is not a database, and long enough to have a header of one hundred bytes. '.repeat(4));
      await open(path);
    },
    (error) => expect(error.message).toContain('None of its events is readable'),
  );
  provokes(
    'journal/damaged',
    'it vanished',
    async () => {
      const path = await aJournal(1);
      rmSync(path);
      await open(path);
    },
    (error) => expect(error.message).toContain('missing or empty'),
  );
  provokes(
    'journal/damaged',
    'an event was changed behind its back',
    async () => {
      const path = await aJournal(3);
      const body = Buffer.from('"unitId":"u1"');
      overwrite(path, readFileSync(path).indexOf(body), Buffer.from('"unitId":"u7"'));
      const journal = await open(path);
      onTestFinished(() => journal.close());
      journal.events({});
    },
    (error) => expect(error.context.seq).toBeGreaterThan(1),
  );

  provokes('journal/damaged', 'the doctor reads the whole file', async () => checkJournalFile(await withGarbage()));
  test('is told from a whole one by the doctor', async () => checkJournalFile(await aJournal(1)));
  test('is never started over, and what is readable can be exported', async () => {
    const path = await withGarbage();
    const before = readFileSync(path);
    await caught(() => open(path));
    const lines: string[] = [];
    const survey = await salvageEvents(path, (line) => lines.push(line));
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(lines).toHaveLength(survey.readable);
    expect(survey).toMatchObject({ firstSeq: 1, lastSeq: 4_002, unreadable: 4_002 - survey.readable });
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ seq: 2, body: { kind: 'unit.seen', unitId: 'u0' } });
  });
});

describe('the clock', () => {
  const behind = (minutes: number) => {
    const clock = createVirtualClock();
    clock.setNow(clock.nowMs() - minutes * 60_000);
    return clock;
  };
  provokes(
    'journal/clock-behind',
    'it is an hour behind the last record',
    async () => open(await aJournal(), { clock: behind(60) }),
    (error) => {
      expect(error.message).toContain('60 minutes before');
    },
  );
  test('may be a little behind, and a person may accept more', async () => {
    const path = await aJournal();
    (await open(path, { clock: behind(4) })).close();
    (await open(path, { clock: behind(60), acceptClock: true })).close();
    (await open(path, { clock: behind(600), readOnly: true })).close();
  });
});

describe('a folder that cannot be written', () => {
  provokes('journal/unwritable', 'the folder is a file', async () => {
    const file = join(useTempDir(), 'file');
    writeFileSync(file, '');
    await open(join(file, 'journal.sqlite'));
  });
  provokes('journal/unwritable', 'a reader appends', async () => {
    const journal = await open(await aJournal(), { readOnly: true });
    onTestFinished(() => journal.close());
    journal.append(aUnit('u1'));
  });
  provokes('job/not-found', 'a reader opens what is not there', () =>
    open(join(useTempDir(), 'journal.sqlite'), { readOnly: true }),
  );
});

/** Tools of the operating system, not packages of this repository. */
const tools = { mount: 'mount', umount: 'umount', unshare: 'unshare' } as const;
const mount = (folder: string, options: string) =>
  spawnSync(tools.mount, ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
/** Only root can mount; elsewhere the real disk and permissions are left to the chaos suite. */
const canMount = (() => {
  if (process.getuid?.() !== 0) return false;
  return spawnSync(tools.unshare, ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
})();

function useTmpfs(options: string): string {
  const folder = join(useTempDir(), 'disk');
  mkdirSync(folder);
  if (!mount(folder, options)) throw new Error('tmpfs could not be mounted');
  onTestFinished(() => void execFileSync(tools.umount, ['-l', folder]));
  return folder;
}

async function fillUntilFull(journal: JournalStore): Promise<never> {
  onTestFinished(() => journal.close());
  for (let n = 0; ; n++)
    journal.append(aUnit(`u${n}`), {
      kind: 'console.captured',
      runId: 'r',
      text: 'x'.repeat(20_000),
      isTruncated: false,
    });
}

describe.skipIf(!canMount)('a real small disk (skipped: needs root to mount a tmpfs)', () => {
  provokes('journal/disk-full', 'it runs full', async () =>
    fillUntilFull(await open(join(useTmpfs('size=2m'), 'journal.sqlite'))),
  );

  test('keeps every event that was acknowledged, and takes more once there is space', async () => {
    const folder = useTmpfs('size=3m');
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, new Uint8Array(1024 * 1024));
    const path = join(folder, 'journal.sqlite');
    const journal = await open(path);
    const acknowledged = journal.events({});
    journal.subscribe((event) => acknowledged.push(event));
    const error = await caught(() => fillUntilFull(journal));
    expect(error).toBeInstanceOf(SlipwayError);
    expect(error).toMatchObject({ code: 'journal/disk-full' });
    rmSync(ballast);
    journal.append(aUnit('after'));
    journal.close();
    const again = await open(path);
    onTestFinished(() => again.close());
    expect(acknowledged.length).toBeGreaterThan(10);
    expect(again.events({}).slice(0, acknowledged.length)).toEqual(acknowledged);
    expect(again.unit('after')?.status).toBe('new');
  });

  provokes('journal/unwritable', 'it is mounted for reading only', async () => {
    const folder = useTmpfs('size=2m');
    execFileSync(tools.mount, ['-o', 'remount,ro', folder]);
    await open(join(folder, 'journal.sqlite'));
  });
});

describe('a database that may not grow', () => {
  provokes('journal/disk-full', 'SQLite finds no room', async () => {
    // The same answer of SQLite as on a full disk, where no disk can be mounted.
    const path = join(useTempDir(), 'journal.sqlite');
    const journal = await open(path, { maxPageCount: 80 });
    await fillUntilFull(journal);
  });
});
