// Owns: an emulated Espressif unit on a virtual line, with the driver at the other end, for tests. Start at `createEspUnit`.
import { createHash } from 'node:crypto';
import type { PortInfo } from '../../electron/contract/device.ts';
import type { ImageSource, OperationContext, PlacedImage, Session } from '../../electron/engine/drivers/driver.ts';
import {
  createEspEmulator,
  type EspEmulator,
  type EspEmulatorOptions,
} from '../../electron/engine/drivers/esp/emulator/emulator.ts';
import { espDriver } from '../../electron/engine/drivers/esp/module.ts';
import type { EspOptions } from '../../electron/engine/drivers/esp/options.ts';
import type { Transport } from '../../electron/engine/transport/transport.ts';
import {
  createVirtualBus,
  createVirtualLine,
  type VirtualBus,
  type VirtualLine,
} from '../../electron/engine/transport/virtual.ts';
import type { LineModel } from '../../electron/engine/transport/virtual-device.ts';
import type { Clock } from '../../electron/engine/util/clock.ts';
import { createVirtualClock } from './virtual-clock.ts';

export interface EspUnit extends AsyncDisposable {
  readonly emulator: EspEmulator;
  readonly line: VirtualLine;
  readonly bus: VirtualBus;
  readonly port: PortInfo;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: readonly string[];
  /** Opens a session with these options over the driver's defaults. */
  open(options?: Partial<EspOptions>, signal?: AbortSignal): Promise<Session>;
}

export interface EspUnitSpec extends Partial<Omit<EspEmulatorOptions, 'clock'>> {
  readonly line?: Partial<LineModel>;
  readonly port?: Partial<PortInfo>;
  readonly clock?: Clock;
  /** Leaves DTR and RTS without effect, as a pty does. */
  readonly hasNoModemLines?: boolean;
  readonly wrapTransport?: (transport: Transport) => Transport;
}

/** Time jumps whenever everybody waits, so a minute of line time costs milliseconds. */
export async function createEspUnit(spec: EspUnitSpec = {}): Promise<EspUnit> {
  const clock = spec.clock ?? createVirtualClock({ autoAdvance: true });
  const { line: model, port: portSpec, hasNoModemLines, wrapTransport, clock: _clock, ...options } = spec;
  const emulator = createEspEmulator({ chip: 'esp32c3', mac: '7c:df:a1:00:00:01', ...options, clock });
  const line = createVirtualLine(emulator, { rate: 'uart', latencyMs: 1, bufferBytes: 4096, ...model }, clock);
  const bus = createVirtualBus(clock);
  const port: PortInfo = { id: 'virtual:01', kind: 'virtual', path: 'virtual:01', ...portSpec };
  bus.plug(port, line);
  const opened = await bus.open(port, { baudRate: espDriver.initialBaudRate });
  const lines: Transport = hasNoModemLines ? withoutModemLines(opened) : opened;
  const transport = wrapTransport ? wrapTransport(lines) : lines;
  const log: string[] = [];
  return {
    emulator,
    line,
    bus,
    port,
    transport,
    clock,
    log,
    open: async (overrides = {}, signal = new AbortController().signal) =>
      espDriver.open(
        transport,
        { ...(await espDriver.optionsSchema.parseAsync({})), ...overrides },
        {
          clock,
          signal,
          log: (text) => log.push(text),
        },
      ),
    [Symbol.asyncDispose]: () => opened.close(),
  };
}

/** The same line with its modem signals missing, as the serial transport reports a pty. */
function withoutModemLines(transport: Transport): Transport {
  return withMembers(transport, { setLines: async () => 'no-modem-lines' as const });
}

/** Another transport with some members replaced; getters keep working. */
export function withMembers(transport: Transport, members: Partial<Transport>): Transport {
  return new Proxy(transport, {
    get: (target, key, receiver) =>
      Object.hasOwn(members, key) ? Reflect.get(members, key, receiver) : Reflect.get(target, key, target),
  });
}

export const operation = (signal: AbortSignal = new AbortController().signal): OperationContext => ({
  signal,
  onProgress: () => undefined,
});

export function sourceOf(name: string, bytes: Uint8Array): ImageSource {
  return {
    name,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    read: async (offset, length) => {
      if (offset < 0 || offset + length > bytes.length) throw new RangeError(`${name}: read past the end`);
      return bytes.subarray(offset, offset + length);
    },
  };
}

export const dataAt = (at: number, bytes: Uint8Array, name = 'data.bin'): PlacedImage => ({
  source: sourceOf(name, bytes),
  kind: 'data',
  at,
  isEncrypted: false,
});

/** Bytes that compress to a good half, as firmware does; the same every time. */
export function firmwareLike(length: number, seed = 1): Uint8Array {
  const out = new Uint8Array(length);
  let state = Math.imul(seed, 0x9e3779b1);
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    out[at] = (at >>> 5) % 2 === 0 ? state >>> 24 : (at >>> 12) & 0xff;
  }
  return out;
}
