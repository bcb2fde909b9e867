import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { aUnit } from '../../test/support/journal-bodies.ts';
import { useTempDir } from '../../test/support/temp-dir.ts';
import { openJournal } from '../engine/journal/store.ts';
import { systemClock } from '../engine/util/clock.ts';
import { exitCodes } from './exit-codes.ts';
import { runCli } from './program.ts';
import { createCliDeps } from './station.ts';
import { createTestIo } from './test-io.ts';

async function run(...args: string[]) {
  const io = createTestIo();
  return { code: await runCli(createCliDeps(io), args), out: io.stdout(), err: io.stderr() };
}

/** A journal with 2,000 units, and a page in the middle of it overwritten. */
async function aDamagedStation(): Promise<string> {
  const dataDir = useTempDir();
  const file = path.join(dataDir, 'journal.db');
  const journal = await openJournal({ path: file, clock: systemClock, version: '0.1.0' });
  journal.transact(() => {
    for (let n = 0; n < 2_000; n++) journal.append(aUnit(`u${n}`));
  });
  journal.close();
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, 4096 * 40);
  closeSync(handle);
  return dataDir;
}

test('what a damaged journal still has can be written out, and the journal stays as it is', async () => {
  const dataDir = await aDamagedStation();
  const before = readFileSync(path.join(dataDir, 'journal.db'));
  const refused = await run('--data-dir', dataDir, 'units');
  expect(refused.code).toBe(exitCodes.ERROR);
  expect(refused.err).toContain('journal/damaged');
  expect(refused.err).toContain('slipway export --salvage');

  const file = path.join(dataDir, 'events.jsonl');
  expect((await run('--data-dir', dataDir, 'export', '--salvage', '--out', file)).code).toBe(exitCodes.PASS);
  const text = readFileSync(file, 'utf8');
  expect((await run('--data-dir', dataDir, 'export', '--salvage')).out).toBe(text);
  const events = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.length).toBeGreaterThan(100);
  expect(events[1]).toMatchObject({ seq: 2, body: { kind: 'unit.seen', unitId: 'u0' } });
  expect(readFileSync(path.join(dataDir, 'journal.db')).equals(before)).toBe(true);
});

test('nothing to save is said, not passed over', async () => {
  const dataDir = useTempDir();
  expect(await run('--data-dir', dataDir, 'export', '--salvage')).toMatchObject({ code: exitCodes.usage });
  writeFileSync(path.join(dataDir, 'journal.db'), 'no database at all');
  expect((await run('--data-dir', dataDir, 'export', '--salvage')).code).toBe(exitCodes.ERROR);
});
