import { execFileSync, spawn } from 'node:child_process';
import { chmod, chown } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { provokes } from '../../../test/support/provoke.ts';
import { openPtyPair, type PtyPair, whyNoPtyPair } from '../../../test/support/pty.ts';
import { skipUnless } from '../../../test/support/skip-unless.ts';
import type { PortInfo } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { concatBytes } from '../util/bytes.ts';
import { systemClock } from '../util/clock.ts';
import { createSerialOpener } from './serial.ts';
import { isWithoutModemLines, serialOpenError } from './serial-errors.ts';
import type { Transport } from './transport.ts';

const why = whyNoPtyPair();
const title = why ? `serial ports over ptys (skipped: ${why})` : 'serial ports over ptys';
const helper = join(import.meta.dirname, '../../../test/support/open-port.ts');
const isRoot = process.getuid?.() === 0;

const portAt = (path: string): PortInfo => ({ id: `serial:${path}`, kind: 'serial', path });
const opener = createSerialOpener({ clock: systemClock, locate: async (port) => port });
const toClose: AsyncDisposable[] = [];

async function pair(): Promise<PtyPair> {
  const opened = await openPtyPair();
  toClose.push(opened);
  return opened;
}
async function open(path: string): Promise<Transport> {
  const transport = await opener.open(portAt(path), { baudRate: 115200 });
  toClose.push(transport);
  return transport;
}
afterEach(async () => {
  for (const resource of toClose.splice(0).reverse()) await resource[Symbol.asyncDispose]();
});

describe.skipIf(why !== undefined)(title, () => {
  test('every byte value crosses both ways unchanged, 256 KiB without loss', async () => {
    const ends = await pair();
    const [near, far] = [await open(ends.near), await open(ends.far)];
    const sent = Uint8Array.from({ length: 256 * 1024 }, (_, index) => index & 0xff);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      const chunks: Uint8Array[] = [];
      const received = (async () => {
        for (let length = 0; length < sent.length; ) {
          const chunk = await to.read(2000);
          if (!chunk) break;
          chunks.push(chunk);
          length += chunk.length;
        }
        return concatBytes(chunks);
      })();
      await from.write(sent);
      expect(Buffer.compare(await received, sent)).toBe(0);
    }
  });

  test('a pty has no modem lines, and says so as a fact', async () => {
    const near = await open((await pair()).near);
    expect(await near.setLines({ dtr: true, rts: false })).toBe('no-modem-lines');
  });

  test('the rate changes in place, also to one that termios has no constant for', async () => {
    const ends = await pair();
    const near = await open(ends.near);
    await near.setBaudRate(921600);
    expect(near.baudRate).toBe(921600);
    expect(execFileSync('stty', ['-F', ends.near, 'speed'], { encoding: 'utf8' }).trim()).toBe('921600');
    await near.setBaudRate(74880);
    expect(near.baudRate).toBe(74880);
  });

  test('a read that nobody answers ends with undefined, an aborted one with the reason', async () => {
    const near = await open((await pair()).near);
    expect(await near.read(10)).toBeUndefined();
    await expect(near.read(5000, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  });

  test('closing ends a pending read and leaves the port free', async () => {
    const ends = await pair();
    const near = await open(ends.near);
    const reading = expect(near.read(10_000)).rejects.toMatchObject({ code: 'port/gone' });
    await near.close();
    await reading;
    await open(ends.near);
  });

  test('reopen waits for the port at the same position, under its new name', async () => {
    const first = await pair();
    const second = await pair();
    let position: PortInfo | undefined = portAt(first.near);
    const moving = createSerialOpener({ clock: systemClock, locate: async () => position });
    const transport = await moving.open(portAt(first.near), { baudRate: 115200 });
    toClose.push(transport);
    position = undefined;
    setTimeout(() => {
      position = portAt(second.near);
    }, 120);
    await transport.reopen(5000);
    expect(transport.port).toMatchObject({ id: `serial:${first.near}`, path: second.near });
    const far = await open(second.far);
    await transport.write(Uint8Array.of(1, 2));
    expect(await far.read(2000)).toEqual(Uint8Array.of(1, 2));
  });

  provokes('port/gone', 'the port vanishes while a read waits', async () => {
    const ends = await pair();
    const near = await open(ends.near);
    const reading = near.read(10_000);
    ends.hangUp();
    await reading;
  });
  provokes('port/gone', 'a port that does not come back', async () => {
    const ends = await pair();
    const lost = createSerialOpener({ clock: systemClock, locate: async () => undefined });
    const transport = await lost.open(portAt(ends.near), { baudRate: 115200 });
    toClose.push(transport);
    await transport.reopen(60);
  });
  provokes(
    'port/busy',
    'the message names the process that holds the port',
    async () => {
      const ends = await pair();
      const holder = spawn(process.execPath, [helper, ends.near, 'hold'], { stdio: ['pipe', 'pipe', 'inherit'] });
      try {
        await new Promise((resolve) => holder.stdout.once('data', resolve));
        await open(ends.near).catch((thrown) => {
          expect(thrown).toMatchObject({ context: { pid: holder.pid } });
          throw thrown;
        });
      } finally {
        holder.kill();
      }
    },
    (error) => expect(error.message).toMatch(/held by .+ \(process \d+\)/),
  );

  test('[port/busy] the second open in one process', async () => {
    const ends = await pair();
    await open(ends.near);
    await expect(open(ends.near)).rejects.toMatchObject({
      code: 'port/busy',
      message: expect.stringContaining('this process'),
    });
  });

  skipUnless(isRoot, 'only root can become another user').run('a port of others', () => {
    provokes(
      'port/forbidden',
      'the message names the group, the action the command',
      async () => {
        const ends = await pair();
        await chown(ends.near, 0, 20);
        await chmod(ends.near, 0o660);
        throw reported(
          execFileSync(process.execPath, [helper, ends.near], { uid: 65534, gid: 65534, encoding: 'utf8' }),
        );
      },
      (error) => {
        expect(error.message).toContain('group dialout');
        expect(error.action).toContain('sudo usermod -aG dialout $USER');
      },
    );
  });
});

/** The error that another process printed. */
function reported(line: string): SlipwayError {
  const schema = z.object({
    code: z.literal('port/forbidden'),
    message: z.string(),
    action: z.string(),
    context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  });
  const { code, message, action, context } = schema.parse(JSON.parse(line));
  return new SlipwayError(code, message, { action, context });
}

provokes('port/not-found', 'a node that is not there', () => open('/dev/ttyNONE42'));
provokes('port/open-failed', 'a node that is no serial port', () => open('/dev/null'));

test.each([
  ['Opening COM3: File not found', 'port/not-found'],
  ['Opening COM3: Access denied', 'port/busy'],
  ['Opening COM3: Unknown error code 31', 'port/open-failed'],
  ['Error: Permission denied, cannot open /dev/ttyUSB0', 'port/forbidden'],
  ['Error: Device or resource busy, cannot open /dev/ttyUSB0', 'port/busy'],
  ['Error: No such device or address, cannot open /dev/ttyUSB0', 'port/not-found'],
])('%s means %s', async (message, code) => {
  expect((await serialOpenError('/dev/ttyUSB99', new Error(message))).code).toBe(code);
});

test.each(['Error: Inappropriate ioctl for device, cannot set', 'Error: Invalid argument, cannot set'])(
  '"%s" means that there are no modem lines',
  (message) => expect(isWithoutModemLines(new Error(message))).toBe(true),
);

test('importing this module does not load serialport', () => {
  const script = `await import(${JSON.stringify(join(import.meta.dirname, 'serial.ts'))});
    const { createRequire } = await import('node:module');
    console.log(Object.keys(createRequire(${JSON.stringify(import.meta.filename)}).cache).filter((k) => k.includes('serialport')).length)`;
  const loaded = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(loaded.trim()).toBe('0');
});
