// Owns: the four wires as tests see them. A suite over `wires` runs the same on each.
import { MessageChannel } from 'node:worker_threads';
import type { OnDefect } from '../../electron/api/call-error.ts';
import { createMessagePortClient, createWebSocketClient } from '../../electron/api/client.ts';
import type { Connection } from '../../electron/api/connection.ts';
import { startServer } from '../../electron/api/http.ts';
import { createHttpClient } from '../../electron/api/http-client.ts';
import { createInProcessClient } from '../../electron/api/in-process.ts';
import { createMessagePortServer } from '../../electron/api/message-port.ts';
import type { Engine } from '../../electron/engine/engine.ts';

export interface Wire extends AsyncDisposable {
  /** A client of its own each time. */
  connect(): Connection;
}

export interface WireKind {
  readonly name: string;
  open(engine: Engine, onDefect?: OnDefect): Promise<Wire>;
}

const inProcess: WireKind = {
  name: 'in-process',
  open: async (engine, onDefect) => ({
    connect: () => createInProcessClient(engine, { onDefect }),
    [Symbol.asyncDispose]: async () => undefined,
  }),
};

const messagePort: WireKind = {
  name: 'MessagePort',
  open: async (engine, onDefect) => {
    const server = createMessagePortServer(engine, { onDefect });
    return {
      connect() {
        const { port1, port2 } = new MessageChannel();
        server.accept(port1);
        return createMessagePortClient(port2);
      },
      [Symbol.asyncDispose]: async () => server.close(),
    };
  },
};

const webSocket: WireKind = {
  name: 'WebSocket',
  open: async (engine, onDefect) => {
    const server = await startServer(engine, { version: '0.0.0', onDefect });
    return { connect: () => createWebSocketClient(server), [Symbol.asyncDispose]: server.close };
  },
};

const http: WireKind = {
  name: 'HTTP',
  open: async (engine, onDefect) => {
    const server = await startServer(engine, { version: '0.0.0', onDefect });
    return { connect: () => createHttpClient(server), [Symbol.asyncDispose]: server.close };
  },
};

export const wires: readonly WireKind[] = [inProcess, messagePort, webSocket, http];
