import { afterEach, describe, expect, test } from 'vitest';
import { provokes } from '../../../test/support/provoke.ts';
import { createVirtualClock } from '../../../test/support/virtual-clock.ts';
import type { PortInfo } from '../../contract/device.ts';
import { concatBytes } from '../util/bytes.ts';
import { type Clock, systemClock } from '../util/clock.ts';
import type { Transport } from './transport.ts';
import { createVirtualBus, createVirtualLine } from './virtual.ts';
import type { DeviceLine, LineModel, VirtualDevice } from './virtual-device.ts';

const port: PortInfo = { id: 'virtual:01', kind: 'virtual', path: 'virtual:01', topology: 'bench-1' };
const unlimited: LineModel = { rate: 'unlimited', latencyMs: 0, bufferBytes: 4096 };
const uart: LineModel = { rate: 'uart', latencyMs: 0, bufferBytes: 4096 };

/** Sends back what it gets, and notes everything that happens to it. */
function createEchoDevice(options: { isEchoing: boolean } = { isEchoing: true }) {
  const log: string[] = [];
  const received: Uint8Array[] = [];
  let line: DeviceLine | undefined;
  const device: VirtualDevice & { baudRate: number } = {
    baudRate: 115200,
    connect: (given) => {
      line = given;
    },
    receive: (bytes) => {
      received.push(bytes);
      if (options.isEchoing) line?.send(bytes);
    },
    setLines: ({ dtr, rts }) => log.push(`dtr=${dtr} rts=${rts}`),
    setPower: (isOn) => log.push(`power=${isOn}`),
  };
  return { device, log, received, line: () => line ?? unconnected };
}

const unconnected: DeviceLine = { send: () => undefined, detach: () => undefined, attach: () => undefined };

function setUp(model: LineModel, echo = createEchoDevice(), clock: Clock = systemClock) {
  const bus = createVirtualBus(clock);
  const cable = createVirtualLine(echo.device, model, clock, port.id);
  bus.plug(port, cable);
  return { bus, cable, ...echo };
}

const open: Transport[] = [];
async function opened(bus: ReturnType<typeof createVirtualBus>, baudRate = 115200): Promise<Transport> {
  const transport = await bus.open(port, { baudRate });
  open.push(transport);
  return transport;
}
afterEach(async () => {
  for (const transport of open.splice(0)) await transport.close();
});

async function readBytes(transport: Transport, count: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length < count) {
    const chunk = await transport.read(1000);
    if (!chunk) break;
    chunks.push(chunk);
    length += chunk.length;
  }
  return concatBytes(chunks);
}

describe('an unlimited line', () => {
  test('carries bytes both ways and keeps their order', async () => {
    const { bus } = setUp(unlimited);
    const transport = await opened(bus);
    const sent = Uint8Array.from({ length: 50_000 }, (_, index) => index % 251);
    const got = readBytes(transport, sent.length);
    await transport.write(sent);
    expect(await got).toEqual(sent);
  });

  test('answers undefined when nothing arrives in time', async () => {
    const transport = await opened(setUp(unlimited).bus);
    expect(await transport.read(5)).toBeUndefined();
  });

  test('a read that is aborted rejects with the reason of the signal', async () => {
    const transport = await opened(setUp(unlimited).bus);
    const controller = new AbortController();
    const reading = transport.read(10_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
  });

  test('keeps at most 1 MiB that nobody reads, and the newest of it', async () => {
    const { bus, line } = setUp(unlimited);
    const transport = await opened(bus);
    line().send(new Uint8Array(1024 * 1024).fill(1));
    line().send(Uint8Array.of(2, 3));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    const kept = await transport.read(100);
    expect(kept?.length).toBe(1024 * 1024);
    expect(kept?.subarray(-2)).toEqual(Uint8Array.of(2, 3));
  });

  test('discardInput forgets what has arrived', async () => {
    const { bus, line } = setUp(unlimited);
    const transport = await opened(bus);
    line().send(Uint8Array.of(1));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await transport.discardInput();
    expect(await transport.read(5)).toBeUndefined();
  });

  test('moves DTR and RTS, asserts them on opening and releases them on closing', async () => {
    const { bus, log } = setUp(unlimited);
    const transport = await opened(bus);
    expect(await transport.setLines({ dtr: false })).toBe('ok');
    await transport.close();
    expect(log).toEqual(['power=true', 'dtr=true rts=true', 'dtr=false rts=true', 'dtr=false rts=false']);
  });
});

describe('a UART line', () => {
  /** How long ten seconds' worth of bytes take. */
  async function tenSecondsOfBytes(baudRate: number, clock: Clock): Promise<number> {
    const echo = createEchoDevice({ isEchoing: false });
    echo.device.baudRate = baudRate;
    const { bus } = setUp(uart, echo, clock);
    const transport = await opened(bus, baudRate);
    let arrived = 0;
    const arrivedAll = new Promise<number>((resolve) => {
      echo.device.receive = (bytes) => {
        arrived += bytes.length;
        if (arrived === baudRate) resolve(clock.monotonicMs());
      };
    });
    const startMs = clock.monotonicMs();
    await transport.write(new Uint8Array(baudRate));
    return (await arrivedAll) - startMs;
  }

  test.each([9600, 115200, 921600, 3_000_000])(
    'at %i baud a byte takes 10 bits, never less and at most 0.1 percent more',
    async (baudRate) => {
      const elapsedMs = await tenSecondsOfBytes(baudRate, createVirtualClock({ autoAdvance: true }));
      expect(elapsedMs).toBeGreaterThanOrEqual(9999.99);
      expect(elapsedMs).toBeLessThanOrEqual(10_010);
    },
  );

  test('real timers, coarse as they are, never make it faster than the rate', async () => {
    const echo = createEchoDevice({ isEchoing: true });
    echo.device.baudRate = 921600;
    const transport = await opened(setUp(uart, echo).bus, 921600);
    const startMs = performance.now();
    const echoed = readBytes(transport, 20_000);
    await transport.write(new Uint8Array(20_000));
    expect((await echoed).length).toBe(20_000);
    // 20 000 bytes at 92 160 bytes a second.
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(217);
  });

  test('write waits until the adapter has room', async () => {
    const clock = createVirtualClock({ autoAdvance: true });
    const { bus } = setUp({ ...uart, bufferBytes: 100 }, createEchoDevice({ isEchoing: false }), clock);
    const transport = await opened(bus, 115200);
    await transport.write(new Uint8Array(100));
    expect(clock.monotonicMs()).toBe(0);
    await transport.write(new Uint8Array(1000));
    // 1000 of the 1100 bytes have left: 86.8 ms.
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(86.8);
    expect(clock.monotonicMs()).toBeLessThan(90);
  });

  test('adds the latency of the adapter towards the host', async () => {
    const clock = createVirtualClock({ autoAdvance: true });
    const { bus, line } = setUp({ ...uart, latencyMs: 30 }, createEchoDevice(), clock);
    const transport = await opened(bus);
    line().send(Uint8Array.of(7));
    expect(await transport.read(500)).toEqual(Uint8Array.of(7));
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(30);
    expect(clock.monotonicMs()).toBeLessThan(33);
  });

  test('garbles every byte when the rates differ by more than 3 %, and none below', async () => {
    const { bus, device, received } = setUp(uart, createEchoDevice({ isEchoing: false }));
    const transport = await opened(bus, 115200);
    const sent = Uint8Array.from({ length: 64 }, (_, index) => index);
    device.baudRate = 117000;
    await transport.write(sent);
    await expect.poll(() => concatBytes(received)).toEqual(sent);
    received.length = 0;
    device.baudRate = 230400;
    await transport.write(sent);
    await expect.poll(() => concatBytes(received).length).toBe(64);
    expect(concatBytes(received).filter((byte, index) => byte === index).length).toBe(0);
  });

  test('bytes that were sent before a change of rate keep their rate', async () => {
    const { bus, device, line } = setUp(uart);
    const transport = await opened(bus, 115200);
    line().send(Uint8Array.of(1, 2, 3));
    device.baudRate = 921600;
    expect(await readBytes(transport, 3)).toEqual(Uint8Array.of(1, 2, 3));
    await transport.setBaudRate(921600);
    line().send(Uint8Array.of(4));
    expect(await transport.read(500)).toEqual(Uint8Array.of(4));
  });
});

describe('faults of the cable', () => {
  test.each([unlimited, uart])('drops, corrupts and stalls at the byte asked for ($rate)', async (model) => {
    const { bus, cable, received } = setUp(model, createEchoDevice({ isEchoing: false }));
    const transport = await opened(bus);
    const startMs = performance.now();
    cable.injectFault('to-device', { kind: 'drop', atByte: 2, count: 3 });
    cable.injectFault('to-device', { kind: 'corrupt', atByte: 6, xorMask: 0xff });
    cable.injectFault('to-device', { kind: 'stall', atByte: 7, forMs: 40 });
    await transport.write(Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7));
    await expect.poll(() => concatBytes(received)).toEqual(Uint8Array.of(0, 1, 5, 0xf9, 7));
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(40);
  });

  test('pulls the plug at a byte', async () => {
    const { bus, cable, log, received } = setUp(uart, createEchoDevice({ isEchoing: false }));
    const transport = await opened(bus);
    cable.injectFault('to-device', { kind: 'unplug', atByte: 100 });
    await expect(transport.write(new Uint8Array(20_000))).rejects.toMatchObject({ code: 'port/gone' });
    expect(concatBytes(received).length).toBe(100);
    expect(log.at(-1)).toBe('power=false');
    expect(bus.list()).toEqual([]);
  });
});

describe('plug and unplug', () => {
  test('a unit that detaches its USB is there again after reopen', async () => {
    const { bus, line } = setUp(unlimited);
    const transport = await opened(bus);
    const reading = transport.read(10_000);
    const changes: number[] = [];
    bus.onChange(() => changes.push(bus.list().length));
    line().detach();
    await expect(reading).rejects.toMatchObject({ code: 'port/gone' });
    setTimeout(() => line().attach(), 10);
    await transport.reopen(1000);
    expect(changes).toEqual([0, 1]);
    await transport.write(Uint8Array.of(9));
    expect(await transport.read(1000)).toEqual(Uint8Array.of(9));
  });

  test('last words before the unplug can still be read', async () => {
    const { bus, line } = setUp(unlimited);
    const transport = await opened(bus);
    line().send(Uint8Array.of(0x2a));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    bus.unplug(port.id);
    expect(await transport.read(10)).toEqual(Uint8Array.of(0x2a));
    await expect(transport.read(10)).rejects.toMatchObject({ code: 'port/gone' });
  });

  provokes('port/gone', 'unplugged while a read waits', async () => {
    const { bus } = setUp(unlimited);
    const transport = await opened(bus);
    const reading = transport.read(10_000);
    bus.unplug(port.id);
    await reading;
  });
  provokes('port/gone', 'a unit that never comes back', async () => {
    const { bus } = setUp(unlimited);
    const transport = await opened(bus);
    bus.unplug(port.id);
    await transport.reopen(10);
  });
  provokes('port/not-found', 'a place of the bench that is empty', async () => {
    const { bus } = setUp(unlimited);
    bus.unplug(port.id);
    await bus.open(port, { baudRate: 115200 });
  });
  provokes('port/busy', 'a virtual port that is open already', async () => {
    const { bus } = setUp(unlimited);
    await opened(bus);
    await bus.open(port, { baudRate: 115200 });
  });
});
