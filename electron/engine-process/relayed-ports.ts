// Owns: windows' wires where a MessagePort cannot be handed over: their messages come by way of main, each with the
// number of its port. Imports siblings and the wire's port type. Start reading at `createRelayedPorts`.
import type { WirePort } from '../api/wire-port.ts';
import type { FromEngine } from './control.ts';

export interface RelayedPorts {
  open(id: number): WirePort;
  receive(id: number, message: string): void;
  /** The window's end was closed. */
  closed(id: number): void;
  closeAll(): void;
}

type Listener = (message?: unknown) => void;

interface Ends {
  readonly onMessage: Listener[];
  readonly onClose: Listener[];
  /** What came before the port was started. */
  early: string[] | undefined;
  isClosed: boolean;
}

export function createRelayedPorts(send: (message: FromEngine) => void): RelayedPorts {
  const ports = new Map<number, Ends>();

  const closed = (id: number): void => {
    const ends = ports.get(id);
    if (!ports.delete(id) || ends === undefined) return;
    ends.isClosed = true;
    for (const listener of ends.onClose) listener();
  };
  return {
    open(id) {
      const ends: Ends = { onMessage: [], onClose: [], early: [], isClosed: false };
      ports.set(id, ends);
      return {
        on(event, listener) {
          if (event === 'message') ends.onMessage.push(listener);
          else if (event === 'close') ends.onClose.push(listener);
        },
        start() {
          // Its window went while nobody listened: what it asked for is done for nobody.
          if (ends.isClosed) {
            for (const listener of ends.onClose) listener();
            return;
          }
          const early = ends.early ?? [];
          ends.early = undefined;
          for (const message of early) deliver(ends, message);
        },
        postMessage(message) {
          if (ports.has(id)) send({ kind: 'port-message', id, message });
        },
        close() {
          if (!ports.has(id)) return;
          send({ kind: 'port-closed', id });
          closed(id);
        },
      };
    },
    receive(id, message) {
      const ends = ports.get(id);
      if (ends?.early !== undefined) ends.early.push(message);
      else if (ends !== undefined) deliver(ends, message);
    },
    closed,
    closeAll() {
      for (const id of [...ports.keys()]) closed(id);
    },
  };
}

function deliver(ends: Ends, message: string): void {
  for (const listener of ends.onMessage) listener(message);
}
