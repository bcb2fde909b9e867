// Owns: the WebSocket of a client: opened when it is needed, again after it was lost. Imports contract and siblings.
// Start reading at `createSocketDialer`.
import { ClientPeer } from '@orpc/standard-server-peer';
import { type ErrorCode, SlipwayError } from '../contract/errors.ts';
import { fromHttpStatus } from './wire-error.ts';

const openTimeoutMs = 10_000;

export interface SocketDialer {
  /** The peer on an open socket; opens one if there is none. Throws wire/closed, wire/bad-token, wire/bad-origin. */
  peer(signal: AbortSignal | undefined): Promise<ClientPeer>;
  close(reason: SlipwayError): void;
}

interface Line {
  readonly socket: WebSocket;
  readonly opened: Promise<ClientPeer>;
}

export function createSocketDialer(options: { readonly url: string; readonly token: string }): SocketDialer {
  const socketUrl = new URL('/rpc', options.url);
  socketUrl.protocol = socketUrl.protocol === 'https:' ? 'wss:' : 'ws:';
  let line: Line | undefined;
  let closedBecause: SlipwayError | undefined;

  const dial = (): Line => {
    // The token is a subprotocol, because a URL ends up in logs and browsers cannot send headers here.
    const socket = new WebSocket(socketUrl, ['slipway.v1', `slipway.token.${options.token}`]);
    const opened = Promise.withResolvers<ClientPeer>();
    const peer = new ClientPeer(async (message) => {
      if (socket.readyState !== WebSocket.OPEN) throw lost('the socket is not open');
      if (typeof message !== 'string') throw new SlipwayError('wire/malformed', 'Files cannot be sent over this wire.');
      socket.send(message);
    });
    const timer = setTimeout(() => socket.close(), openTimeoutMs);
    let wasOpen = false;
    socket.addEventListener('open', () => {
      clearTimeout(timer);
      wasOpen = true;
      opened.resolve(peer);
    });
    socket.addEventListener('message', (event) => {
      const message: unknown = event.data;
      if (typeof message !== 'string') return socket.close();
      peer.message(message).catch(() => socket.close());
    });
    socket.addEventListener('close', (event) => {
      clearTimeout(timer);
      if (line?.socket === socket) line = undefined;
      peer.close({ reason: closedBecause ?? reasonOfClose(event.code, event.reason) });
      // A WebSocket hides why it was refused; plain HTTP tells.
      if (!wasOpen) whyRefused(options).then(opened.reject, opened.reject);
    });
    // `close` follows with the reason; an `error` without a listener would be reported as uncaught.
    socket.addEventListener('error', () => undefined);
    opened.promise.catch(() => undefined);
    return { socket, opened: opened.promise };
  };

  return {
    async peer(signal) {
      signal?.throwIfAborted();
      if (closedBecause) throw closedBecause;
      line ??= dial();
      return await line.opened;
    },
    close(reason) {
      closedBecause ??= reason;
      line?.socket.close(1000);
      line = undefined;
    },
  };
}

const lost = (reason: string): SlipwayError =>
  new SlipwayError('wire/closed', `The connection to the engine broke off: ${reason}.`);

/** Close codes of RFC 6455, section 7.4.1, as ws.ts sends them. */
const codeOfClose = new Map<number, ErrorCode>([
  [1002, 'wire/malformed'],
  [1003, 'wire/malformed'],
  [1007, 'wire/malformed'],
  [1008, 'wire/malformed'],
  [1009, 'wire/too-large'],
]);

function reasonOfClose(closeCode: number, reason: string): SlipwayError {
  const text = `The engine closed the connection with code ${closeCode}${reason === '' ? '' : ` (${reason})`}.`;
  return new SlipwayError(codeOfClose.get(closeCode) ?? 'wire/closed', text, { context: { closeCode } });
}

async function whyRefused(options: { readonly url: string; readonly token: string }): Promise<SlipwayError> {
  try {
    const response = await fetch(new URL('/api/v1/station', options.url), {
      headers: { authorization: `Bearer ${options.token}` },
      signal: AbortSignal.timeout(openTimeoutMs),
    });
    await response.body?.cancel();
    return fromHttpStatus(response.status) ?? lost('the station takes no further connection');
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause.message : String(thrown);
    return lost(cause);
  }
}
