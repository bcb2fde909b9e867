// Owns: serial ports of the operating system, by serialport's native binding; its only importer, loaded when first used.
// May import contract and util. Start reading at `createSerialOpener`; the words of its errors are in serial-errors.ts.
//
// The binding is used without serialport's Duplex stream: one pending read, no pool, no drain after each write.
// `write` resolves when the kernel took the bytes (the contract of Transport); only a change of rate and
// `discardInput` wait until they have left (tcdrain), as the binding flushes both directions then (tcflush).
import { realpath, stat } from 'node:fs/promises';
import type { SerialPort as SerialPortClass } from 'serialport';
import type { PortInfo } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { abortable } from '../util/abort.ts';
import type { Clock } from '../util/clock.ts';
import { findHolders } from './holders.ts';
import { portGone } from './host-endpoint.ts';
import { createInbox } from './inbox.ts';
import { busyError, isWithoutModemLines, serialOpenError } from './serial-errors.ts';
import type { Transport, TransportOpener } from './transport.ts';

const READ_BUFFER_BYTES = 64 * 1024;
/** A hung-up tty answers reads with 0 bytes for ever, which the binding retries; so the node itself is watched. */
const WATCH_INTERVAL_MS = 500;
/** How often `reopen` looks for the port. */
const REOPEN_POLL_MS = 50;

/** An open port of the native binding, on whatever system this is. */
type Binding = Awaited<ReturnType<(typeof SerialPortClass)['binding']['open']>>;

/** A port as serialport lists it, before it is ours. */
export interface ListedSerialPort {
  readonly path: string;
  readonly manufacturer: string | undefined;
  readonly serialNumber: string | undefined;
  readonly pnpId: string | undefined;
  readonly locationId: string | undefined;
  readonly vendorId: string | undefined;
  readonly productId: string | undefined;
}

/** The ports as serialport sees them; on Linux sysfs-ports.ts knows more and is cheaper. */
export async function listSerialPorts(): Promise<ListedSerialPort[]> {
  const { SerialPort } = await import('serialport');
  return SerialPort.list();
}

export interface SerialOpenerDeps {
  readonly clock: Clock;
  /** Finds the port that is at the same physical position now; it may have another path. */
  readonly locate: (port: PortInfo) => Promise<PortInfo | undefined>;
}

export function createSerialOpener(deps: SerialOpenerDeps): TransportOpener {
  return {
    async open(port, options, signal) {
      signal?.throwIfAborted();
      return createSerialTransport(deps, port, options.baudRate, await openBinding(port.path, options.baudRate));
    },
  };
}

async function openBinding(path: string, baudRate: number): Promise<Binding> {
  const { SerialPort } = await import('serialport');
  let binding: Binding;
  try {
    binding = await SerialPort.binding.open({ path, baudRate, lock: true, hupcl: true });
  } catch (thrown) {
    throw await serialOpenError(path, thrown);
  }
  // The lock is advisory: a terminal program that takes none would eat bytes. (The far end of a pty is held by who made it.)
  const node = await realpath(path).catch(() => path);
  if (node.startsWith('/dev/pts/')) return binding;
  const others = (await findHolders(path)).filter(({ pid }) => pid !== process.pid);
  if (others.length === 0) return binding;
  await binding.close();
  throw busyError(path, others);
}

function createSerialTransport(
  deps: SerialOpenerDeps,
  initialPort: PortInfo,
  initialBaudRate: number,
  initialBinding: Binding,
): Transport {
  const { clock } = deps;
  const inbox = createInbox(clock);
  let port = initialPort;
  let binding = initialBinding;
  let baudRate = initialBaudRate;
  let isClosed = false;
  let isGone = false;
  /** Linux asserts both when a tty is opened (tty_port_raise_dtr_rts); the binding sets both at every call. */
  let lines = { dtr: true, rts: true };
  /** The binding takes one operation at a time; an aborted one still has to end. */
  let lastOperation: Promise<unknown> = Promise.resolve();
  /** Whether bytes were written since the last drain: tcdrain costs a round trip to a USB adapter. */
  let isOutputPending = false;
  let watch = startWatching();
  void pump(binding);

  async function drain(): Promise<void> {
    if (isOutputPending) await binding.drain();
    isOutputPending = false;
  }

  function lose(cause: unknown): SlipwayError {
    const error = portGone(port.path, cause);
    isGone = true;
    inbox.fail(error);
    return error;
  }

  async function pump(source: Binding): Promise<void> {
    const buffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES);
    try {
      while (source.isOpen) {
        const { bytesRead } = await source.read(buffer, 0, buffer.length);
        inbox.push(new Uint8Array(buffer.subarray(0, bytesRead)));
      }
    } catch (thrown) {
      // Our own close cancels the read.
      if (!isClosed && source === binding && source.isOpen) lose(thrown);
    }
  }

  function startWatching(): AbortController {
    const controller = new AbortController();
    const path = port.path;
    const look = async () => {
      const node = await stat(path);
      for (;;) {
        await clock.sleep(WATCH_INTERVAL_MS, controller.signal);
        const now = await stat(path);
        if (now.rdev !== node.rdev || now.ino !== node.ino) throw new Error(`${path} is another device now`);
      }
    };
    if (process.platform !== 'win32') {
      look().catch((thrown) => {
        if (!controller.signal.aborted) lose(thrown);
      });
    }
    return controller;
  }

  async function closeBinding(): Promise<void> {
    watch.abort();
    if (binding.isOpen) await binding.close().catch(() => undefined);
  }

  /** Runs an operation of the binding; a failure while the port is there is the port vanishing. */
  async function operate(act: () => Promise<void>, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (isClosed || isGone) throw portGone(port.path);
    const work = lastOperation.then(act).catch((thrown) => {
      if (isClosed) throw portGone(port.path, thrown);
      throw isWithoutModemLines(thrown) ? thrown : lose(thrown);
    });
    lastOperation = work.catch(() => undefined);
    await abortable(work, signal);
  }

  async function reopen(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    if (isClosed) throw portGone(port.path);
    await closeBinding();
    const deadlineMs = clock.monotonicMs() + timeoutMs;
    let refusal: unknown;
    for (;;) {
      const found = await deps.locate(port);
      // The node may be there before udev has set its rights, and a modem manager may look at it first: both pass.
      const opened =
        found &&
        (await openBinding(found.path, baudRate).catch((thrown) => {
          refusal = thrown;
          return undefined;
        }));
      if (found && opened) {
        port = { ...found, id: initialPort.id };
        binding = opened;
        break;
      }
      if (clock.monotonicMs() >= deadlineMs) throw refusal ?? lose(`not back within ${timeoutMs} ms`);
      await clock.sleep(REOPEN_POLL_MS, signal);
    }
    isGone = false;
    lines = { dtr: true, rts: true };
    inbox.reset();
    watch = startWatching();
    void pump(binding);
  }

  async function close(): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    inbox.fail(portGone(port.path));
    await closeBinding();
  }

  return {
    get port() {
      return port;
    },
    get baudRate() {
      return baudRate;
    },
    write: (bytes, signal) =>
      operate(() => {
        isOutputPending = true;
        return binding.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      }, signal),
    read: (timeoutMs, signal) => inbox.read(timeoutMs, signal),
    async discardInput() {
      await operate(async () => {
        await drain();
        await binding.flush();
      });
      inbox.discard();
    },
    async setBaudRate(wanted, signal) {
      await operate(async () => {
        await drain();
        await binding.update({ baudRate: wanted });
      }, signal);
      baudRate = wanted;
    },
    async setLines(wanted, signal) {
      const next = { dtr: wanted.dtr ?? lines.dtr, rts: wanted.rts ?? lines.rts };
      try {
        // Low latency: FTDI adapters else hold bytes back for 16 ms (Linux only; the binding ignores where it is refused).
        await operate(() => binding.set(process.platform === 'linux' ? { ...next, ...LOW_LATENCY } : next), signal);
      } catch (thrown) {
        if (thrown instanceof SlipwayError || !isWithoutModemLines(thrown)) throw thrown;
        return 'no-modem-lines';
      }
      lines = next;
      return 'ok';
    },
    reopen,
    close,
    [Symbol.asyncDispose]: close,
  };
}

const LOW_LATENCY = { lowLatency: true } as const;
