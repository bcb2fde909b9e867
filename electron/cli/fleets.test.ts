import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEngineDouble } from '../../test/flows/contract-double.ts';
import type { NewTrustedStation } from '../contract/carry.ts';
import type { NewFleet } from '../contract/library.ts';
import type { Engine } from '../engine/engine.ts';
import { runCli } from './program.ts';
import { createTestIo, depsOf } from './test-io.ts';

/** A station that keeps what it was told. */
function createTold() {
  const fleets: NewFleet[] = [];
  const stations: NewTrustedStation[] = [];
  const { engine } = createEngineDouble();
  const station: Engine = {
    ...engine,
    fleets: {
      ...engine.fleets,
      set: async (fleet) => {
        fleets.push(fleet);
        return { ok: true };
      },
    },
    stations: {
      ...engine.stations,
      add: async (one) => {
        stations.push(one);
        return { keyId: 'key', name: one.name, accepts: one.accepts, fleets: one.fleets };
      },
    },
  };
  return {
    fleets,
    stations,
    async run(args: readonly string[], options: Parameters<typeof createTestIo>[0] = {}) {
      const io = createTestIo(options);
      const code = await runCli(depsOf(io, station), args);
      return { code, out: io.stdout(), err: io.stderr() };
    },
  };
}

function useDir(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'slipway-cli-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const acme = ['fleets', 'add', 'acme', '--url', 'https://fleet.example'];

describe('slipway fleets add', () => {
  test('reads the token from a file, without its line end', async () => {
    const told = createTold();
    const cwd = useDir();
    writeFileSync(path.join(cwd, 'token'), 'a-secret\n');
    const { code, out, err } = await told.run([...acme, '--fleet-token', 'token'], { cwd });
    expect(code, err).toBe(0);
    expect(told.fleets).toEqual([{ kind: 'mender', name: 'acme', url: 'https://fleet.example', token: 'a-secret' }]);
    expect(out + err).not.toContain('a-secret');
  });

  test('reads it from standard input', async () => {
    const told = createTold();
    await told.run([...acme, '--fleet-token', '-'], { input: 'piped\n' });
    expect(told.fleets).toMatchObject([{ token: 'piped' }]);
  });

  test('asks for it on a terminal', async () => {
    const told = createTold();
    await told.run(acme, { secret: ' typed ' });
    expect(told.fleets).toMatchObject([{ token: 'typed' }]);
  });

  test('keeps the sealed one where nobody gives another: whether there is one is for the station to say', async () => {
    const told = createTold();
    await told.run(acme, { secret: '' });
    expect(told.fleets).toEqual([{ kind: 'mender', name: 'acme', url: 'https://fleet.example' }]);
  });

  test('takes it from no argument, where everybody on the machine sees it', async () => {
    const told = createTold();
    expect((await told.run([...acme, '--token', 'a-secret'])).code).toBe(2);
    expect(told.fleets).toEqual([]);
  });

  test.each([
    ['neither a server nor a folder', ['fleets', 'add', 'acme']],
    ['both', [...acme, '--dir', 'x']],
    ['a token for a folder', ['fleets', 'add', 'acme', '--dir', 'x', '--fleet-token', '-']],
    ['an empty token', [...acme, '--fleet-token', '-']],
    ['a file that is not there', [...acme, '--fleet-token', 'nowhere']],
  ])('does nothing with %s', async (_what, args) => {
    const told = createTold();
    expect((await told.run(args, { cwd: useDir() })).code).toBe(2);
    expect(told.fleets).toEqual([]);
  });

  test('names a folder from its root', async () => {
    const told = createTold();
    const cwd = useDir();
    await told.run(['fleets', 'add', 'carried', '--dir', 'stick'], { cwd });
    expect(told.fleets).toEqual([{ kind: 'file', name: 'carried', dir: path.join(cwd, 'stick') }]);
  });
});

describe('slipway stations add', () => {
  test('takes what `keys station` prints, key id and all', async () => {
    const told = createTold();
    const cwd = useDir();
    const pem = '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----';
    writeFileSync(path.join(cwd, 'plant.pub'), `${'ab'.repeat(32)}\n${pem}\n`);
    const args = [
      'stations',
      'add',
      'plant.pub',
      '--name',
      'Plant',
      '--accept',
      'receipts',
      '--fleet',
      'acme',
      'other',
    ];
    const { code, err } = await told.run(args, { cwd });
    expect(code, err).toBe(0);
    expect(told.stations).toEqual([
      { publicKey: pem, name: 'Plant', accepts: ['receipts'], fleets: ['acme', 'other'] },
    ]);
  });

  test('refuses a kind of file that there is not', async () => {
    const told = createTold();
    const cwd = useDir();
    writeFileSync(path.join(cwd, 'plant.pub'), 'x');
    expect((await told.run(['stations', 'add', 'plant.pub', '--name', 'P', '--accept', 'bundles'], { cwd })).code).toBe(
      2,
    );
    expect(told.stations).toEqual([]);
  });
});

describe('slipway keys unlock', () => {
  test('is about a station that runs: for one that ends with the command it would do nothing', async () => {
    const { code, err } = await createTold().run(['keys', 'unlock'], { secret: 'x' });
    expect(code).toBe(2);
    expect(err).toContain('--connect');
  });
});
