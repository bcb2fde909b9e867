// RFC 2217 against pyserial in both directions: its client drives our server, our client drives its PortManager.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createRfc2217Opener } from '../../electron/engine/transport/rfc2217.ts';
import { serveRfc2217 } from '../../electron/engine/transport/rfc2217-server.ts';
import { createSerialOpener } from '../../electron/engine/transport/serial.ts';
import { createVirtualLine } from '../../electron/engine/transport/virtual.ts';
import { concatBytes } from '../../electron/engine/util/bytes.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';
import { openPtyPair, PYTHON, whyNoPtyPair, whyNoPyserial } from '../support/pty.ts';

const why = whyNoPyserial() ?? whyNoPtyPair();
const here = import.meta.dirname;

describe.skipIf(why !== undefined)(why ? `RFC 2217 and pyserial (skipped: ${why})` : 'RFC 2217 and pyserial', () => {
  test("pyserial's client: every byte value, rate, DTR and RTS through our server", async () => {
    const lines: string[] = [];
    let send: (bytes: Uint8Array) => void = () => undefined;
    const line = createVirtualLine(
      {
        baudRate: 57600,
        connect: (far) => {
          send = far.send;
        },
        receive: (bytes) => send(bytes),
        setLines: ({ dtr, rts }) => lines.push(`${dtr ? 'D' : 'd'}${rts ? 'R' : 'r'}`),
        setPower: () => undefined,
      },
      { rate: 'unlimited', latencyMs: 0, bufferBytes: 4096 },
      systemClock,
    );
    line.plug();
    await using server = await serveRfc2217(line.host);
    const url = `rfc2217://127.0.0.1:${server.port}`;
    const result = await output(PYTHON, [join(here, 'rfc2217-client.py'), url]);
    expect(z.json().parse(JSON.parse(result))).toEqual({ same: true, count: 16384, escaped: 'ffff', baud: 921600 });
    expect(line.host.baudRate).toBe(921600);
    expect(lines.slice(-4)).toEqual(['dR', 'dR', 'dr', 'dr']);
  });

  test("our client: every byte value, rate, DTR and RTS through pyserial's PortManager", async () => {
    await using ends = await openPtyPair();
    const child = spawn(PYTHON, [join(here, 'rfc2217-server.py'), ends.far], { stdio: ['ignore', 'pipe', 'inherit'] });
    const heard: string[] = [];
    try {
      const port = await new Promise<number>((resolve) => {
        createInterface({ input: child.stdout }).on('line', (text) => {
          heard.push(text);
          if (text.startsWith('listening ')) resolve(Number(text.slice(10)));
        });
      });
      const serial = createSerialOpener({ clock: systemClock, locate: async (given) => given });
      await using device = await serial.open(
        { id: 'serial:near', kind: 'serial', path: ends.near },
        { baudRate: 115200 },
      );
      const path = `127.0.0.1:${port}`;
      const opener = createRfc2217Opener({ clock: systemClock });
      await using transport = await opener.open({ id: `rfc2217:${path}`, kind: 'rfc2217', path }, { baudRate: 115200 });
      const sent = Uint8Array.from({ length: 8192 }, (_, index) => index & 0xff);
      for (const [from, to] of [
        [transport, device],
        [device, transport],
      ] as const) {
        const got = collect(to, sent.length);
        await from.write(sent);
        expect(Buffer.compare(await got, sent)).toBe(0);
      }
      heard.length = 0;
      await transport.setBaudRate(460800);
      expect(await transport.setLines({ dtr: false, rts: true })).toBe('ok');
      expect(await transport.setLines({ dtr: true, rts: false })).toBe('ok');
      await expect.poll(() => heard).toEqual(['baud 460800', 'dtr 0', 'dtr 1', 'rts 0']);
      await device.write(Uint8Array.of(1, 2, 3));
      await transport.discardInput();
    } finally {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
  });
});

async function collect(
  from: { read(timeoutMs: number): Promise<Uint8Array | undefined> },
  count: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let length = 0; length < count; ) {
    const chunk = await from.read(3000);
    if (!chunk) break;
    chunks.push(chunk);
    length += chunk.length;
  }
  return concatBytes(chunks);
}

async function output(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], timeout: 20_000 });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part) => parts.push(part));
  await once(child, 'close');
  return Buffer.concat(parts).toString('utf8');
}
