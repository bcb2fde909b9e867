// Owns: a virtual line between an emulated device and the host: two wires, power, and the plug.
// May import contract and util. Start reading at `createVirtualLine`; virtual-wire.ts is the model of one direction.

import type { Clock } from '../util/clock.ts';
import { createEmitter, type Unsubscribe } from '../util/emitter.ts';
import { type HostEndpoint, portGone } from './host-endpoint.ts';
import type { LineModel, VirtualDevice } from './virtual-device.ts';
import { createWire, type WireFault } from './virtual-wire.ts';

/** Line rate that a port has before anyone sets one. */
const DEFAULT_BAUD_RATE = 115200;

export interface VirtualLine {
  readonly host: HostEndpoint;
  readonly isPlugged: boolean;
  readonly bytesToDevice: number;
  readonly bytesToHost: number;
  /** Gives power and attaches. */
  plug(): void;
  /** Takes power away and detaches, in the middle of whatever happens. */
  unplug(): void;
  /** Makes the cable misbehave at a byte from now on. */
  injectFault(direction: 'to-device' | 'to-host', fault: WireFault): void;
}

interface Writer {
  bytes: Uint8Array;
  resolve(): void;
  reject(reason: unknown): void;
}

/** Puts the line model between the device and a host endpoint. It starts unplugged. `name` is used in messages. */
export function createVirtualLine(
  device: VirtualDevice,
  model: LineModel,
  clock: Clock,
  name = 'virtual',
): VirtualLine {
  const data = createEmitter<Uint8Array>();
  const attached = createEmitter<void>();
  const detached = createEmitter<void>();
  let isPlugged = false;
  let isAttached = false;
  let baudRate = DEFAULT_BAUD_RATE;
  let lines = { dtr: false, rts: false };
  let writers: Writer[] = [];

  const toDevice = createWire({
    model,
    clock,
    latencyMs: 0,
    receiverBaudRate: () => device.baudRate,
    deliver: (bytes) => device.receive(bytes),
    onSpace: pumpWriters,
    onUnplug: unplug,
    defer: queueMicrotask,
  });
  const toHost = createWire({
    model,
    clock,
    latencyMs: model.latencyMs,
    receiverBaudRate: () => baudRate,
    deliver: (bytes) => data.emit(bytes),
    onSpace: () => undefined,
    onUnplug: unplug,
    // One direction takes a turn of the event loop, so that a busy line does not starve sockets and timers.
    defer: setImmediate,
  });

  device.connect({
    send: (bytes) => {
      if (isAttached) toHost.send(bytes, device.baudRate);
    },
    detach,
    attach,
  });

  function attach(): void {
    if (isAttached || !isPlugged) return;
    isAttached = true;
    attached.emit();
  }

  function detach(): void {
    if (!isAttached) return;
    isAttached = false;
    toDevice.clear();
    toHost.clear();
    const abandoned = writers;
    writers = [];
    for (const writer of abandoned) writer.reject(portGone(name));
    lines = { dtr: false, rts: false };
    detached.emit();
  }

  function plug(): void {
    if (isPlugged) return;
    isPlugged = true;
    device.setPower(true);
    attach();
  }

  function unplug(): void {
    if (!isPlugged) return;
    isPlugged = false;
    device.setPower(false);
    detach();
  }

  /** Hands the adapter as much as it has room for. */
  function pumpWriters(): void {
    for (;;) {
      const [writer] = writers;
      const room = model.bufferBytes - toDevice.queuedBytes;
      if (!writer || room <= 0) return;
      const part = writer.bytes.subarray(0, room);
      writer.bytes = writer.bytes.subarray(part.length);
      if (writer.bytes.length === 0) writers.shift();
      toDevice.send(part, baudRate);
      if (writer.bytes.length === 0) writer.resolve();
    }
  }

  function write(bytes: Uint8Array, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (!isAttached) return reject(portGone(name));
      const onAbort = () => {
        writers = writers.filter((other) => other !== writer);
        reject(signal?.reason);
      };
      const done = (act: () => void) => {
        signal?.removeEventListener('abort', onAbort);
        act();
      };
      const writer: Writer = {
        bytes,
        resolve: () => done(resolve),
        reject: (reason) => done(() => reject(reason)),
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      writers.push(writer);
      pumpWriters();
    });
  }

  function setLines(wanted: { dtr?: boolean; rts?: boolean }): void {
    lines = { dtr: wanted.dtr ?? lines.dtr, rts: wanted.rts ?? lines.rts };
    if (isAttached) device.setLines(lines);
  }

  const host: HostEndpoint = {
    get isAttached() {
      return isAttached;
    },
    get baudRate() {
      return baudRate;
    },
    get lines() {
      return lines;
    },
    write,
    onData: (listener): Unsubscribe => data.on(listener),
    setLines,
    setBaudRate: (rate) => {
      baudRate = rate;
    },
    discardOutput: () => toDevice.clear(),
    onAttach: (listener) => attached.on(listener),
    onDetach: (listener) => detached.on(listener),
    close: () => setLines({ dtr: false, rts: false }),
  };

  return {
    host,
    get isPlugged() {
      return isPlugged;
    },
    get bytesToDevice() {
      return toDevice.deliveredBytes;
    },
    get bytesToHost() {
      return toHost.deliveredBytes;
    },
    plug,
    unplug,
    injectFault: (direction, fault) => (direction === 'to-device' ? toDevice : toHost).inject(fault),
  };
}
