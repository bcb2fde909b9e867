// The whole round by command, as people do it with a stick: each step a process of its own, one of them killed half-way.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createOutbox } from '../../electron/engine/fleet/outbox.ts';
import { generateKey } from '../../electron/engine/identity/keys.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { spawnNode, spawnProcess } from '../support/processes.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { useTempDir } from '../support/temp-dir.ts';
import { startFakeMender } from './fake-mender.ts';
import { openTestJournal } from './test-journal.ts';

const units = ['AC-1', 'AC-2', 'AC-3'].map((serial) => ({ serial, ...generateKey('ed25519') }));

/** The command line of one station; each call is a process. */
function commandLine(dir: string, name: string) {
  const dataDir = path.join(dir, name);
  const passphraseFile = path.join(dir, `${name}.pass`);
  writeFileSync(passphraseFile, `passphrase of ${name}\n`, { mode: 0o600 });
  const start = (...args: string[]) =>
    spawnNode(['electron/cli/main.ts', ...args, '--data-dir', dataDir, '--passphrase-file', passphraseFile]);
  async function run(args: readonly string[], input?: string) {
    await using process = start(...args);
    if (input !== undefined) process.child.stdin.write(input);
    process.child.stdin.end();
    const { code } = await process.end(30_000);
    return { code, out: process.stdout(), err: process.stderr() };
  }
  return {
    dataDir,
    start,
    run,
    async ok(args: readonly string[], input?: string) {
      const { code, out, err } = await run(args, input);
      expect(code, `${args.join(' ')}\n${out}${err}`).toBe(0);
      return out;
    },
  };
}

async function queueUnits(dataDir: string): Promise<void> {
  const { journal, see } = await openTestJournal(systemClock, path.join(dataDir, 'journal.db'));
  let id = 0;
  const newEntryId = () => `o-${++id}`;
  const connector = () => Promise.reject(new Error('This outbox is never started.'));
  const outbox = createOutbox({ journal, clock: systemClock, connector, newEntryId, random: () => 0.5 });
  for (const { serial, publicKeyPem, keyFingerprint } of units) {
    see(serial);
    const identityData = { sn: serial };
    const what = { fleet: 'acme', unitId: serial, runId: 'r', identityData, publicKeyPem, keyFingerprint, serial };
    outbox.enqueuePreauthorize(what);
  }
  await outbox.close();
  journal.close();
}

describe('a stick between two stations', () => {
  test('killed half-way and carried again: one device for each unit, nothing waits', { timeout: 90_000 }, async () => {
    const dir = useTempDir();
    const stick = useTempDir();
    await using server = await startFakeMender();
    const plant = commandLine(dir, 'plant');
    const laptop = commandLine(dir, 'laptop');

    // Keys go by another way than the stick.
    for (const [from, to] of [[plant, laptop] as const, [laptop, plant] as const]) {
      const keyFile = path.join(dir, 'key.pub');
      writeFileSync(keyFile, await from.ok(['keys', 'station']));
      const accept = from === plant ? 'enrollments' : 'receipts';
      await to.ok(['stations', 'add', keyFile, '--name', 'The other one', '--accept', accept]);
    }
    await queueUnits(plant.dataDir);
    const file = path.join(stick, 'waiting.enroll.json');
    expect(await plant.ok(['outbox', 'export', file])).toMatch(/^3 entries written/);

    // The token is in no argument, and in no file of the station but the sealed one.
    await laptop.ok(['fleets', 'add', 'acme', '--url', server.url, '--fleet-token', '-'], `${server.token}\n`);
    await laptop.ok(['fleets', 'test', 'acme']);
    expect(server.devices).toEqual([]);
    for (const name of readdirSync(laptop.dataDir, { recursive: true, encoding: 'utf8' })) {
      if (/\.(?:json|db|db-wal)$/.test(name))
        expect(readFileSync(path.join(laptop.dataDir, name)).includes(server.token), name).toBe(false);
    }

    // The server knows the second unit, and its answer never comes: here the laptop dies.
    server.faults.push('none', 'silent-after');
    {
      await using process = laptop.start('outbox', 'deliver', file);
      await process.waitForOutput(/AC-1 → acme: delivered/, 30_000);
      await expect.poll(() => server.devices.length, { timeout: 10_000 }).toBe(2);
      process.kill('SIGKILL');
      await process.end();
    }
    expect(readdirSync(stick)).toEqual(['waiting.enroll.json']);

    const again = await laptop.ok(['outbox', 'deliver', file, '--json']);
    const records = again
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.filter(({ kind }) => kind === 'request').map(({ outcome }) => outcome)).toEqual([
      'known',
      'delivered',
      'delivered',
    ]);
    expect(server.devices.map(({ identity_data }) => identity_data.sn)).toEqual(['AC-1', 'AC-2', 'AC-3']);

    const receipt = path.join(stick, 'waiting.receipt.json');
    expect(await plant.ok(['outbox', 'receipt', receipt])).toMatch(/3 delivered, 0 known already/);
    expect(await plant.ok(['outbox', 'list', '--state', 'waiting'])).toBe('Nothing is in the outbox.\n');
  });

  test('says what is wrong with a file, and does nothing', { timeout: 60_000 }, async () => {
    const dir = useTempDir();
    const laptop = commandLine(dir, 'laptop');
    const strange = path.join(dir, 'notes.json');
    writeFileSync(strange, '{"secret":"nobody should read this on a screen"}');
    const refused = await laptop.run(['outbox', 'deliver', strange]);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('[fleet/carry-file-invalid]');
    expect(refused.err).not.toContain('nobody should read this');
    // A file of somebody else's under the receipt's name is not written over, and nothing is delivered before that.
    writeFileSync(path.join(dir, 'notes.receipt.json'), 'mine');
    expect((await laptop.run(['outbox', 'deliver', strange])).err).toContain('is there already, and is no receipt');
    expect(readFileSync(path.join(dir, 'notes.receipt.json'), 'utf8')).toBe('mine');
  });

  skipUnless(process.platform !== 'win32', 'the file system of Windows has no named pipes').run('a named pipe', () => {
    test('is refused, and not waited at for ever', { timeout: 60_000 }, async () => {
      const dir = useTempDir();
      const pipe = path.join(dir, 'pipe.enroll.json');
      await using made = spawnProcess('mkfifo', [pipe]);
      await made.end();
      const { code, err } = await commandLine(dir, 'laptop').run(['outbox', 'deliver', pipe]);
      expect(code).toBe(2);
      expect(err).toContain('it is not a file');
    });
  });
});
