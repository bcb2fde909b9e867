// Owns: one client's calls over a wire of messages (WebSocket, MessagePort). Imports nothing of ours.
// Start reading at `createPeer`.
import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { ServerPeer } from '@orpc/standard-server-peer';
import type { Router } from './router.ts';

/** Largest message of a client. Bundles and images come in pieces, or are named by their path. */
export const maxMessageBytes = 1024 * 1024;
/** Calls and streams that one client may have open; a window needs about a dozen. */
const maxOpenCalls = 256;

/** Why a client was cut off. Only its own connection ends; runs and other clients go on. */
export type CutOff = 'malformed' | 'too-large' | 'too-many';

export interface PeerOptions {
  readonly handler: StandardRPCHandler<Record<never, never>>;
  /** Resolves when the message has left, so that a client that reads slowly slows its streams down. */
  readonly send: (message: string) => Promise<void>;
  readonly cutOff: (why: CutOff) => void;
}

export interface Peer {
  receive(message: unknown): void;
  /** Aborts what the client had open. */
  close(): void;
}

export const createRpcHandler = (router: Router) => new StandardRPCHandler<Record<never, never>>(router);

export function createPeer({ handler, send, cutOff }: PeerOptions): Peer {
  let openCalls = 0;
  let isClosed = false;
  const closed = new AbortController();
  const peer = new ServerPeer(async (message) => {
    if (isClosed) return;
    // Contract values are JSON; only files would make the peer send anything but text.
    if (typeof message !== 'string') throw new TypeError('only text messages are sent');
    await send(message);
  });
  const serve = createServerPeerHandleRequestFn(handler, { context: {} });
  // A message that is still being decoded when the client leaves becomes a call after the peer has aborted its calls.
  const handle: typeof serve = ({ signal, ...request }) =>
    serve({ ...request, signal: AbortSignal.any(signal ? [signal, closed.signal] : [closed.signal]) });
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    peer.close();
    closed.abort();
  };
  const end = (why: CutOff) => {
    if (isClosed) return;
    close();
    cutOff(why);
  };
  return {
    close,
    receive(message) {
      if (isClosed) return;
      if (typeof message !== 'string') return end('malformed');
      if (message.length > maxMessageBytes) return end('too-large');
      if (openCalls >= maxOpenCalls) return end('too-many');
      openCalls++;
      peer
        .message(message, handle)
        .catch(() => end('malformed'))
        .finally(() => {
          openCalls--;
        });
    },
  };
}
