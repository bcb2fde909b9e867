// Owns: the virtual bench's bus: which emulated devices are plugged in where, and opening them as Transports.
// May import contract and util. Start reading at `createVirtualBus`; virtual-line.ts is what lies between.
import type { PortInfo } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { Clock } from '../util/clock.ts';
import { createEmitter, type Unsubscribe } from '../util/emitter.ts';
import { portGone } from './host-endpoint.ts';
import { createInbox } from './inbox.ts';
import type { Transport, TransportOpener } from './transport.ts';
import type { VirtualLine } from './virtual-line.ts';

export { createVirtualLine, type VirtualLine } from './virtual-line.ts';

export interface VirtualBus extends TransportOpener {
  /** Puts a line at a place of the bench and plugs it in; plugging the same place again replaces the line. */
  plug(port: PortInfo, line: VirtualLine): void;
  /** Pulls it out: power goes and the port vanishes. The line stays at its place; `plug` brings it back. */
  unplug(portId: string): void;
  /** Ports that are attached now. */
  list(): PortInfo[];
  onChange(listener: () => void): Unsubscribe;
}

interface Place {
  readonly port: PortInfo;
  readonly line: VirtualLine;
  isOpen: boolean;
  readonly release: readonly Unsubscribe[];
}

export function createVirtualBus(clock: Clock): VirtualBus {
  const places = new Map<string, Place>();
  const changed = createEmitter<void>();

  function plug(port: PortInfo, line: VirtualLine): void {
    const before = places.get(port.id);
    if (before?.line !== line) {
      before?.line.unplug();
      for (const release of before?.release ?? []) release();
      const notify = () => changed.emit();
      places.set(port.id, {
        port,
        line,
        isOpen: false,
        release: [line.host.onAttach(notify), line.host.onDetach(notify)],
      });
    }
    line.plug();
  }

  function placeOf(port: PortInfo): Place {
    const place = places.get(port.id);
    if (place?.line.host.isAttached) return place;
    throw new SlipwayError('port/not-found', say('port-no-virtual-unit', { port: port.id }));
  }

  return {
    plug,
    unplug: (portId) => places.get(portId)?.line.unplug(),
    list: () => [...places.values()].filter((place) => place.line.host.isAttached).map((place) => place.port),
    onChange: (listener) => changed.on(listener),
    async open(port, options, signal) {
      signal?.throwIfAborted();
      const place = placeOf(port);
      if (place.isOpen) {
        throw new SlipwayError('port/busy', say('port-open-already', { port: port.id }), {
          context: { port: port.id, pid: process.pid },
        });
      }
      return openPlace(place, options.baudRate, clock);
    },
  };
}

function openPlace(place: Place, initialBaudRate: number, clock: Clock): Transport {
  const { line, port } = place;
  const { host } = line;
  const inbox = createInbox(clock);
  let isClosed = false;
  let isGone = false;
  place.isOpen = true;
  const release = [
    host.onData((bytes) => {
      if (!isGone) inbox.push(bytes);
    }),
    host.onDetach(() => {
      isGone = true;
      inbox.fail(portGone(port.path));
    }),
  ];
  /** Linux asserts both lines when a tty is opened (tty_port_raise_dtr_rts). */
  const raise = () => {
    host.setBaudRate(initialBaudRate);
    host.setLines({ dtr: true, rts: true });
  };
  const assertThere = () => {
    if (isClosed || isGone || !host.isAttached) throw portGone(port.path);
  };
  raise();

  async function close(): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    for (const stop of release) stop();
    inbox.fail(portGone(port.path));
    host.close();
    place.isOpen = false;
  }

  return {
    port,
    get baudRate() {
      return host.baudRate;
    },
    async write(bytes, signal) {
      assertThere();
      await host.write(bytes, signal);
    },
    read: (timeoutMs, signal) => inbox.read(timeoutMs, signal),
    async discardInput() {
      assertThere();
      inbox.discard();
    },
    async setBaudRate(baudRate, signal) {
      signal?.throwIfAborted();
      assertThere();
      host.setBaudRate(baudRate);
    },
    async setLines(lines, signal) {
      signal?.throwIfAborted();
      assertThere();
      host.setLines(lines);
      return 'ok';
    },
    async reopen(timeoutMs, signal) {
      if (isClosed) throw portGone(port.path);
      if (!host.isAttached) await waitForAttach(line, port, clock, timeoutMs, signal);
      isGone = false;
      inbox.reset();
      raise();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function waitForAttach(
  line: VirtualLine,
  port: PortInfo,
  clock: Clock,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const waited = new AbortController();
  const stop = line.host.onAttach(() => waited.abort());
  try {
    await clock.sleep(timeoutMs, signal ? AbortSignal.any([signal, waited.signal]) : waited.signal);
  } catch (thrown) {
    if (!waited.signal.aborted) throw thrown;
  } finally {
    stop();
  }
  if (!line.host.isAttached) {
    throw new SlipwayError('port/gone', say('port-did-not-return', { port: port.path, timeoutMs }));
  }
}
