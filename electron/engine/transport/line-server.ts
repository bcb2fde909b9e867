// Owns: a host endpoint behind a TCP port on this machine, for one client at a time, as a terminal server does it.
// May import contract and util. Start reading at `serveLine`; rfc2217-server.ts gives it the dialect.
import { createServer, type Socket } from 'node:net';
import type { HostEndpoint } from './host-endpoint.ts';
import { MAX_UNSENT_BYTES } from './socket.ts';

/** What a client's bytes mean. Operations are carried out in order, each before the next. */
export interface LineDialect {
  receive(bytes: Uint8Array): readonly LineOperation[];
  encode(bytes: Uint8Array): Uint8Array;
  readonly greeting: readonly Uint8Array[];
}

export type LineOperation =
  | { readonly kind: 'write'; readonly bytes: Uint8Array }
  | { readonly kind: 'act'; act(): void };

export interface LineServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly hasClient: boolean;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly host?: string;
  /** 0 or absent: any free one. */
  readonly port?: number;
}

/** Starts to listen, on loopback unless told otherwise. The endpoint has no other user meanwhile. */
export async function serveLine(
  endpoint: HostEndpoint,
  createDialect: (reply: (bytes: Uint8Array) => void) => LineDialect,
  options: ServeOptions = {},
): Promise<LineServer> {
  const host = options.host ?? '127.0.0.1';
  let client: Socket | undefined;
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    if (client || !endpoint.isAttached) {
      socket.destroy();
      return;
    }
    client = socket;
    serveClient(endpoint, socket, createDialect);
    socket.once('close', () => {
      client = undefined;
      endpoint.close();
    });
  });
  const stopWatching = endpoint.onDetach(() => client?.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  async function close(): Promise<void> {
    stopWatching();
    client?.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  return {
    host,
    port,
    get hasClient() {
      return client !== undefined;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function serveClient(
  endpoint: HostEndpoint,
  socket: Socket,
  createDialect: (reply: (bytes: Uint8Array) => void) => LineDialect,
): void {
  const closed = new AbortController();
  /** A client that does not read loses bytes, as a UART without flow control does; it never fills our memory. */
  const send = (bytes: Uint8Array) => {
    if (!socket.destroyed && socket.writableLength < MAX_UNSENT_BYTES) socket.write(bytes);
  };
  const dialect = createDialect(send);
  const stopData = endpoint.onData((bytes) => send(dialect.encode(bytes)));
  // As Linux does when a tty is opened.
  endpoint.setLines({ dtr: true, rts: true });
  for (const bytes of dialect.greeting) send(bytes);

  async function carryOut(operations: readonly LineOperation[]): Promise<void> {
    for (const operation of operations) {
      if (operation.kind === 'act') operation.act();
      else await endpoint.write(operation.bytes, closed.signal);
    }
  }

  socket.on('data', (bytes) => {
    // Paused meanwhile: TCP's window is the flow control, and operations keep their order.
    socket.pause();
    carryOut(dialect.receive(bytes)).then(
      () => socket.resume(),
      () => socket.destroy(),
    );
  });
  socket.once('close', () => {
    closed.abort();
    stopData();
  });
}

/** Plain TCP: bytes only. */
export function serveRawLine(endpoint: HostEndpoint, options: ServeOptions = {}): Promise<LineServer> {
  return serveLine(
    endpoint,
    () => ({ greeting: [], encode: (bytes) => bytes, receive: (bytes) => [{ kind: 'write', bytes }] }),
    options,
  );
}
