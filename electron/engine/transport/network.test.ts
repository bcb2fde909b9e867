import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { provokes } from '../../../test/support/provoke.ts';
import type { PortInfo } from '../../contract/device.ts';
import { concatBytes } from '../util/bytes.ts';
import { systemClock } from '../util/clock.ts';
import { comPortCommand } from './com-port.ts';
import { serveRawLine } from './line-server.ts';
import { createRfc2217Opener } from './rfc2217.ts';
import { serveRfc2217 } from './rfc2217-server.ts';
import { parseAddress } from './socket.ts';
import { createTcpOpener } from './tcp.ts';
import { createTelnetParser } from './telnet.ts';
import type { Transport } from './transport.ts';
import { createVirtualLine } from './virtual-line.ts';

const tcp = createTcpOpener(systemClock);
const rfc2217 = createRfc2217Opener({ clock: systemClock, answerTimeoutMs: 300 });
const at = (kind: 'tcp' | 'rfc2217', port: number): PortInfo => ({
  id: `${kind}:127.0.0.1:${port}`,
  kind,
  path: `127.0.0.1:${port}`,
});

const toClose: AsyncDisposable[] = [];
function kept<T extends AsyncDisposable>(resource: T): T {
  toClose.push(resource);
  return resource;
}
afterEach(async () => {
  for (const resource of toClose.splice(0).reverse()) await resource[Symbol.asyncDispose]();
});

function echoLine() {
  const log: string[] = [];
  let send: (bytes: Uint8Array) => void = () => undefined;
  const line = createVirtualLine(
    {
      baudRate: 115200,
      connect: (far) => {
        send = far.send;
      },
      receive: (bytes) => send(bytes),
      setLines: ({ dtr, rts }) => log.push(`${dtr ? 'D' : 'd'}${rts ? 'R' : 'r'}`),
      setPower: () => undefined,
    },
    { rate: 'unlimited', latencyMs: 0, bufferBytes: 4096 },
    systemClock,
  );
  line.plug();
  return { line, log };
}

async function listen(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  kept({
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function readBytes(transport: Transport, count: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let length = 0; length < count; ) {
    const chunk = await transport.read(2000);
    if (!chunk) break;
    chunks.push(chunk);
    length += chunk.length;
  }
  return concatBytes(chunks);
}

const everyByte = Uint8Array.from({ length: 100_000 }, (_, index) => index & 0xff);

describe('raw TCP', () => {
  test('carries every byte value, takes any rate, has no modem lines', async () => {
    const server = kept(await serveRawLine(echoLine().line.host));
    const transport = kept(await tcp.open(at('tcp', server.port), { baudRate: 115200 }));
    const echoed = readBytes(transport, everyByte.length);
    await transport.write(everyByte);
    expect(Buffer.compare(await echoed, everyByte)).toBe(0);
    await transport.setBaudRate(921600);
    expect(transport.baudRate).toBe(921600);
    expect(await transport.setLines({ dtr: true })).toBe('no-modem-lines');
  });

  test('comes back with reopen when the server does', async () => {
    const { line } = echoLine();
    const server = kept(await serveRawLine(line.host));
    const transport = kept(await tcp.open(at('tcp', server.port), { baudRate: 115200 }));
    line.unplug();
    await expect(transport.read(2000)).rejects.toMatchObject({ code: 'port/gone' });
    line.plug();
    await transport.reopen(2000);
    await transport.write(Uint8Array.of(5));
    expect(await transport.read(2000)).toEqual(Uint8Array.of(5));
  });
});

describe('RFC 2217', () => {
  test('carries every byte value, the rate, DTR and RTS', async () => {
    const { line, log } = echoLine();
    const server = kept(await serveRfc2217(line.host));
    const transport = kept(await rfc2217.open(at('rfc2217', server.port), { baudRate: 57600 }));
    expect(line.host.baudRate).toBe(57600);
    const echoed = readBytes(transport, everyByte.length);
    await transport.write(everyByte);
    expect(Buffer.compare(await echoed, everyByte)).toBe(0);
    await transport.setBaudRate(921600);
    expect(line.host.baudRate).toBe(921600);
    log.length = 0;
    expect(await transport.setLines({ dtr: false, rts: true })).toBe('ok');
    expect(await transport.setLines({ rts: false })).toBe('ok');
    expect(log).toEqual(['dR', 'dr']);
    await transport.write(Uint8Array.of(1, 2, 3));
    await transport.discardInput();
    expect(await transport.read(20)).toBeUndefined();
  });

  test('a second client is told that the port server closes at once', async () => {
    const server = kept(await serveRfc2217(echoLine().line.host));
    kept(await rfc2217.open(at('rfc2217', server.port), { baudRate: 115200 }));
    await expect(rfc2217.open(at('rfc2217', server.port), { baudRate: 115200 })).rejects.toMatchObject({
      code: 'port/unreachable',
    });
  });

  // esptool's esp_rfc2217_server does the same: see test/peers/esp-rfc2217-server.test.ts.
  test('a server that never answers SET-CONTROL is told what changes, and waited for once', async () => {
    const told: number[] = [];
    const port = await listen((socket) => {
      const parse = createTelnetParser();
      socket.write(Uint8Array.of(255, 253, 44));
      socket.on('data', (bytes) => {
        // Answers every command but SET-CONTROL (5) by its own payload.
        for (const event of parse(bytes)) {
          const command = event.kind === 'subnegotiation' ? event.payload[0] : undefined;
          if (event.kind !== 'subnegotiation' || command === undefined) continue;
          if (command === 5) told.push(event.payload[1] ?? -1);
          else socket.write(comPortCommand(command + 100, ...event.payload.subarray(1)));
        }
      });
    });
    const transport = kept(await rfc2217.open(at('rfc2217', port), { baudRate: 115200 }));
    const openedMs = performance.now();
    // DTR and RTS on (8, 11) at the start; off is 9 and 12.
    expect(await transport.setLines({ dtr: false, rts: true })).toBe('ok');
    expect(await transport.setLines({ dtr: true, rts: false })).toBe('ok');
    expect(await transport.setLines({ dtr: false, rts: false })).toBe('ok');
    expect(performance.now() - openedMs).toBeLessThan(900);
    await expect.poll(() => told).toEqual([8, 11, 9, 8, 12, 9]);
  });

  test('a client that sends garbage and reads nothing harms neither the server nor the next client', async () => {
    const server = kept(await serveRfc2217(echoLine().line.host));
    const hostile = createConnection(server.port, '127.0.0.1');
    hostile.on('error', () => undefined);
    const garbage = Buffer.alloc(
      512 * 1024,
      Buffer.of(255, 251, 0, 255, 252, 0, 255, 250, 44, 0, 255, 240, 255, 250, 44, 9),
    );
    const before = process.memoryUsage().rss;
    for (let turn = 0; turn < 8; turn++) {
      await Promise.race([new Promise((resolve) => hostile.write(garbage, resolve)), systemClock.sleep(200)]);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
    hostile.destroy();
    await expect.poll(() => server.hasClient, { timeout: 5000 }).toBe(false);
    const transport = kept(await rfc2217.open(at('rfc2217', server.port), { baudRate: 115200 }));
    await transport.write(Uint8Array.of(255, 1));
    expect(await readBytes(transport, 2)).toEqual(Uint8Array.of(255, 1));
  });

  test('a server that babbles cannot make memory grow or stop the opening from ending', async () => {
    const babble = Buffer.alloc(64 * 1024, Buffer.of(255, 250, 44, 1, 255, 253, 99, 255, 251, 7, 65));
    const port = await listen((socket) => {
      const more = () => {
        while (!socket.destroyed && socket.write(babble));
      };
      socket.on('drain', more);
      more();
    });
    await expect(rfc2217.open(at('rfc2217', port), { baudRate: 115200 })).rejects.toMatchObject({
      code: 'port/open-failed',
    });
  });
});

provokes('port/unreachable', 'nothing listens', async () => {
  const port = await listen(() => undefined);
  for (const resource of toClose.splice(0)) await resource[Symbol.asyncDispose]();
  await tcp.open(at('tcp', port), { baudRate: 115200 });
});
provokes('port/unreachable', 'the name is not known', () =>
  tcp.open({ id: 'tcp:x', kind: 'tcp', path: 'no-such-host.invalid:4000' }, { baudRate: 115200 }),
);
provokes('port/not-found', 'an address without a port', () =>
  tcp.open({ id: 'tcp:x', kind: 'tcp', path: 'bench-server' }, { baudRate: 115200 }),
);
provokes('port/open-failed', 'a server that speaks something else', async () => {
  const port = await listen((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
  await rfc2217.open(at('rfc2217', port), { baudRate: 115200 });
});
provokes('port/gone', 'the server closes in the middle', async () => {
  const port = await listen((socket) => setTimeout(() => socket.destroy(), 20));
  const transport = kept(await tcp.open(at('tcp', port), { baudRate: 115200 }));
  await transport.read(5000);
});

test.each([
  ['bench:4000', { host: 'bench', port: 4000 }],
  ['127.0.0.1:1', { host: '127.0.0.1', port: 1 }],
  ['[::1]:4000', { host: '::1', port: 4000 }],
  ['::1:4000', undefined],
  ['bench', undefined],
  ['bench:0', undefined],
  ['bench:70000', undefined],
])('the address %s', (text, expected) => expect(parseAddress(text)).toEqual(expected));
