// Owns: a Transport over one TCP connection; what travels on it is the dialect's. May import contract and util.
// Start reading at `createSocketTransport`; the dialects are tcp.ts and rfc2217.ts.
import type { Socket } from 'node:net';
import type { PortInfo } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { abortable } from '../util/abort.ts';
import type { Clock } from '../util/clock.ts';
import { portGone } from './host-endpoint.ts';
import { createInbox, type Inbox } from './inbox.ts';
import { connectSocket, writeSocket } from './socket.ts';
import type { ModemLines, SetLinesResult, Transport } from './transport.ts';

/** How often `reopen` tries again. */
const REOPEN_POLL_MS = 100;

/** What a dialect may do with its connection. */
export interface Connection {
  readonly inbox: Inbox;
  readonly isOpen: boolean;
  /** Aborted with port/gone when the connection is lost. */
  readonly lost: AbortSignal;
  send(bytes: Uint8Array): Promise<void>;
  /** The peer misbehaves: ends the connection; the user sees port/gone. */
  abandon(reason: string): void;
}

/** The meaning of the bytes on one connection. */
export interface Dialect {
  /** Bytes from the peer. */
  receive(bytes: Uint8Array): void;
  encode(bytes: Uint8Array): Uint8Array;
  /** Agrees on options and sets the rate; rejects when the peer does not speak the dialect. */
  start(baudRate: number, signal: AbortSignal | undefined): Promise<void>;
  setBaudRate(baudRate: number, signal: AbortSignal | undefined): Promise<void>;
  setLines(lines: ModemLines, signal: AbortSignal | undefined): Promise<SetLinesResult>;
  purgeInput(): Promise<void>;
}

export interface SocketTransportDeps {
  readonly clock: Clock;
  readonly createDialect: (port: PortInfo, connection: Connection) => Dialect;
}

export async function openSocketTransport(
  deps: SocketTransportDeps,
  port: PortInfo,
  initialBaudRate: number,
  signal: AbortSignal | undefined,
): Promise<Transport> {
  const { clock } = deps;
  const inbox = createInbox(clock);
  let isClosed = false;
  let baudRate = initialBaudRate;
  let link = await connect(signal);

  async function connect(connectSignal: AbortSignal | undefined, timeoutMs?: number) {
    const socket = await connectSocket(port, connectSignal, timeoutMs);
    const made = attach(socket);
    try {
      await made.dialect.start(baudRate, connectSignal);
    } catch (thrown) {
      socket.destroy();
      throw made.connection.lost.aborted && thrown === made.connection.lost.reason ? refused(port, thrown) : thrown;
    }
    return made;
  }

  function attach(socket: Socket) {
    let failure: SlipwayError | undefined;
    const lost = new AbortController();
    const lose = (cause: unknown): SlipwayError => {
      failure ??= portGone(port.path, cause);
      lost.abort(failure);
      if (!isClosed) inbox.fail(failure);
      socket.destroy();
      return failure;
    };
    const connection: Connection = {
      inbox,
      get isOpen() {
        return failure === undefined && !isClosed;
      },
      lost: lost.signal,
      send: (bytes) => writeSocket(socket, bytes, lose),
      abandon: lose,
    };
    const dialect = deps.createDialect(port, connection);
    // A plain array, as a Buffer's slice() shares memory where everybody expects a copy.
    socket.on('data', (bytes) => dialect.receive(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
    socket.on('error', lose);
    socket.on('close', () => lose(undefined));
    return { socket, connection, dialect };
  }

  function current() {
    if (!link.connection.isOpen) throw portGone(port.path);
    return link;
  }

  async function reopen(timeoutMs: number, reopenSignal?: AbortSignal): Promise<void> {
    if (isClosed) throw portGone(port.path);
    link.socket.destroy();
    const deadlineMs = clock.monotonicMs() + timeoutMs;
    for (;;) {
      inbox.reset();
      const leftMs = Math.max(1, deadlineMs - clock.monotonicMs());
      try {
        link = await connect(reopenSignal, leftMs);
        return;
      } catch (thrown) {
        reopenSignal?.throwIfAborted();
        if (clock.monotonicMs() + REOPEN_POLL_MS >= deadlineMs) {
          const error = portGone(port.path, thrown);
          inbox.fail(error);
          throw error;
        }
      }
      await clock.sleep(REOPEN_POLL_MS, reopenSignal);
    }
  }

  async function close(): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    inbox.fail(portGone(port.path));
    const { socket } = link;
    if (socket.destroyed) return;
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.destroySoon();
    });
  }

  return {
    port,
    get baudRate() {
      return baudRate;
    },
    async write(bytes, writeSignal) {
      writeSignal?.throwIfAborted();
      const { connection, dialect } = current();
      await abortable(connection.send(dialect.encode(bytes)), writeSignal);
    },
    read: (timeoutMs, readSignal) => inbox.read(timeoutMs, readSignal),
    async discardInput() {
      await current().dialect.purgeInput();
      inbox.discard();
    },
    async setBaudRate(wanted, rateSignal) {
      rateSignal?.throwIfAborted();
      await current().dialect.setBaudRate(wanted, rateSignal);
      baudRate = wanted;
    },
    async setLines(lines, linesSignal) {
      linesSignal?.throwIfAborted();
      return current().dialect.setLines(lines, linesSignal);
    },
    reopen,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Port servers close at once when another client has the port. */
function refused(port: PortInfo, cause: unknown): SlipwayError {
  return new SlipwayError('port/unreachable', say('port-server-hung-up', { address: port.path }), {
    context: { port: port.id },
    cause,
  });
}
