import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aKey, aUnit } from '../../../test/support/journal-bodies.ts';
import { caught, provokes } from '../../../test/support/provoke.ts';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import { createVirtualClock } from '../../../test/support/virtual-clock.ts';
import type { SlipwayError } from '../../contract/errors.ts';
import type { JournalBody } from '../../contract/events.ts';
import { type JournalStore, openJournal } from './store.ts';

const clock = createVirtualClock();
let dir: ReturnType<typeof createTempDir>;
let folder: string;
let journal: JournalStore;
const open = (name = 'journal.sqlite') => openJournal({ path: join(folder, name), clock, version: '0.1.0' });

beforeEach(async () => {
  dir = createTempDir();
  folder = dir.path;
  journal = await open();
});
afterEach(() => {
  journal.close();
  dir[Symbol.dispose]();
});

describe('duplicates', () => {
  const setUp = () => {
    journal.append(
      aUnit('first', { mac: 'aa:aa:aa:aa:aa:01' }),
      aUnit('second', { mac: 'aa:aa:aa:aa:aa:02' }),
      { kind: 'serial.reserved', serial: 'S1', unitId: 'first', runId: 'r', scheme: 's', number: 1 },
      aKey('first', 'S1', 'k1'),
    );
  };
  const namesFirst = (error: SlipwayError) => {
    expect(error.message).toContain('first');
    expect(error.message).toContain('S1');
    expect(error.context).toMatchObject({ otherUnitId: 'first', otherSerial: 'S1' });
  };
  const reserve = (unitId: string): JournalBody => ({
    kind: 'serial.reserved',
    serial: 'S1',
    unitId,
    runId: 'r',
    scheme: 's',
    number: 1,
  });
  provokes(
    'identity/duplicate-serial',
    'a second unit is given the same number',
    () => {
      setUp();
      journal.append(reserve('second'));
    },
    namesFirst,
  );
  provokes('identity/duplicate-serial', 'a released number is given to another unit', () => {
    setUp();
    journal.append({ kind: 'serial.released', serial: 'S1', unitId: 'first', runId: 'r', reason: 'x' });
    journal.append(reserve('second'));
  });
  provokes(
    'identity/duplicate-mac',
    'another hardware has the same MAC',
    () => {
      setUp();
      journal.append(aUnit('third', { mac: 'AA:AA:AA:AA:AA:01' }));
    },
    namesFirst,
  );
  provokes(
    'identity/duplicate-hardware',
    'a second record for the same hardware',
    () => {
      setUp();
      journal.append(aUnit('third', { hardwareId: 'esp:first' }));
    },
    namesFirst,
  );
  provokes(
    'identity/duplicate-key',
    'a second unit is given the same key',
    () => {
      setUp();
      journal.append(aKey('second', 'S2', 'k1'));
    },
    namesFirst,
  );
  test('the same hardware seen again only updates', () => {
    setUp();
    journal.append(aUnit('first', { mac: 'aa:aa:aa:aa:aa:09' }));
    expect(journal.unit('first')).toMatchObject({ mac: 'aa:aa:aa:aa:aa:09', serial: 'S1' });
    expect(journal.searchUnits({ text: 'aa:aa:aa:aa:aa:01', limit: 5 }).rows).toEqual([]);
  });
});

describe('the lock', () => {
  provokes(
    'journal/locked',
    'a second station opens the same journal',
    () => open(),
    (error) => {
      expect(error.message).toContain(`process ${process.pid} on ${hostname()}`);
      expect(error.context.pid).toBe(process.pid);
    },
  );

  test('lets readers read beside the station', async () => {
    journal.append(aUnit('u1'));
    const reader = await openJournal({ path: join(folder, 'journal.sqlite'), clock, version: '0.1.0', readOnly: true });
    expect(reader.unit('u1')?.status).toBe('new');
    journal.append(aUnit('u2'));
    expect(reader.countUnits()).toBe(2);
    const error = await caught(() => reader.append(aUnit('u3')));
    expect(error).toMatchObject({ code: 'journal/unwritable' });
    reader.close();
  });

  test('ends with its process, however that ends, and names it until then', async () => {
    const path = join(folder, 'other.sqlite');
    const script = join(folder, 'holder.ts');
    writeFileSync(
      script,
      `import { openJournal } from ${JSON.stringify(join(import.meta.dirname, 'store.ts'))};
       import { systemClock } from ${JSON.stringify(join(import.meta.dirname, '../util/clock.ts'))};
       const journal = await openJournal({ path: ${JSON.stringify(path)}, clock: systemClock, version: '0.1.0' });
       console.log('open', journal.lastSeq());
       setInterval(() => {}, 1000);`,
    );
    const holder = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(holder.stdout, 'data');
      expect(await caught(() => open('other.sqlite'))).toMatchObject({
        code: 'journal/locked',
        context: { pid: holder.pid },
      });
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
    const taken = await openJournal({ path, clock, version: '0.1.0', acceptClock: true });
    expect(taken.events({}).map(({ body }) => body.kind)).toEqual(['station.opened', 'station.opened']);
    expect(JSON.parse(readFileSync(`${path}.owner.json`, 'utf8'))).toMatchObject({ pid: process.pid });
    taken.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});
