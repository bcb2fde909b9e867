// `fleets.test`: whether a fleet can be reached and lets this station in, without telling it anything.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFileConnector } from '../../electron/engine/fleet/file.ts';
import { createMenderConnector } from '../../electron/engine/fleet/mender.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { caught } from '../support/provoke.ts';
import { useTempDir } from '../support/temp-dir.ts';
import { type FakeMender, startFakeMender } from './fake-mender.ts';

const signal = new AbortController().signal;

const menderAt = ({ url }: Pick<FakeMender, 'url'>, token: string) =>
  createMenderConnector({ fleet: 'acme', url, token: async () => token, clock: systemClock, timeoutMs: 250 });

describe('a Mender server', () => {
  test('is fine when it lists devices, of which there may be none', async () => {
    await using server = await startFakeMender();
    await menderAt(server, server.token).check(signal);
    server.deviceCalls({ sn: 'AC-1' }, 'not looked at');
    await menderAt(server, server.token).check(signal);
    expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  test.each([
    ['answer-401', 'fleet/unauthorized'],
    ['html-200', 'fleet/not-the-api'],
    ['redirect', 'fleet/redirected'],
    ['answer-500', 'fleet/unavailable'],
    ['silent-before', 'fleet/timeout'],
  ] as const)('that does %s is told as %s', async (fault, code) => {
    await using server = await startFakeMender();
    server.faults.push(fault);
    expect(await caught(() => menderAt(server, server.token).check(signal))).toMatchObject({ code });
  });

  test('with another API at its address is no fleet', async () => {
    await using server = await startFakeMender();
    server.fixedAnswer = { status: 200, body: '{"hello":"world"}' };
    expect(await caught(() => menderAt(server, server.token).check(signal))).toMatchObject({
      code: 'fleet/not-the-api',
    });
  });

  test('that is not there is offline', async () => {
    const server = await startFakeMender();
    await server[Symbol.asyncDispose]();
    expect(await caught(() => menderAt(server, 'x').check(signal))).toMatchObject({ code: 'fleet/offline' });
  });
});

describe('a folder', () => {
  const folder = (dir: string) =>
    createFileConnector({
      fleet: 'carried',
      dir,
      signer: () => Promise.reject(new Error('no key')),
      clock: systemClock,
    });

  test('is fine when something can be written to it, and stays as it was', async () => {
    const dir = useTempDir();
    await folder(dir).check(signal);
    expect(readdirSync(dir)).toEqual([]);
  });

  test('that is not there is offline', async () => {
    const error = await caught(() => folder(path.join(useTempDir(), 'gone')).check(signal));
    expect(error).toMatchObject({ code: 'fleet/offline' });
  });

  test('that is a file is offline, and the file stays as it was', async () => {
    const file = path.join(useTempDir(), 'file');
    writeFileSync(file, 'mine');
    expect(await caught(() => folder(file).check(signal))).toMatchObject({ code: 'fleet/offline' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});
