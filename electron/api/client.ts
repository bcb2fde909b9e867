// Owns: clients over the window's two wires. Imports the contract's errors and siblings; no Node module, so that a browser
// can load it, and not the contract itself, which a page would load for nothing: http-client.ts needs it.
// All return the same `Connection` as `createInProcessClient` in in-process.ts. Start reading at `createWebSocketClient`.
import { StandardRPCLink } from '@orpc/client/standard';
import { ClientPeer } from '@orpc/standard-server-peer';
import { SlipwayError } from '../contract/errors.ts';
import { type Connection, createConnection } from './connection.ts';
import { createSocketDialer } from './socket-dialer.ts';
import { listenToPort, type WirePort } from './wire-port.ts';

/** Only the path matters: the peers on both ends leave this origin out of their messages. */
const messageUrl = 'http://orpc';

/** What calls get after their client was closed. */
export const refusal = () => new SlipwayError('wire/closed', 'This client has been closed.');

/** The desktop's wire. A port cannot be reopened: whoever made it makes another one and another client. */
export function createMessagePortClient(port: WirePort): Connection {
  let closedBecause: SlipwayError | undefined;
  const peer = new ClientPeer(async (message) => {
    if (typeof message !== 'string') throw new SlipwayError('wire/malformed', 'Files cannot be sent over this wire.');
    port.postMessage(message);
  });
  const end = (reason: SlipwayError) => {
    closedBecause ??= reason;
    peer.close({ reason: closedBecause });
  };
  listenToPort(port, {
    onMessage: (message) => {
      if (typeof message !== 'string') return;
      peer.message(message).catch((thrown: unknown) => {
        end(
          new SlipwayError('wire/malformed', 'The engine sent a message that cannot be understood.', { cause: thrown }),
        );
        port.close();
      });
    },
    onClose: () => end(new SlipwayError('wire/closed', 'The engine closed the port.')),
  });
  const link = new StandardRPCLink(
    {
      async call(request) {
        if (closedBecause) throw closedBecause;
        const response = await peer.request(request);
        return { ...response, body: async () => response.body };
      },
    },
    { url: messageUrl },
  );
  return createConnection(link, async () => {
    end(refusal());
    port.close();
  });
}

export interface RemoteOptions {
  /** What `slipway serve` printed: `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly token: string;
}

/**
 * Calls over one WebSocket. It is opened by the first call and, when it was lost, again by the next one;
 * calls that were waiting fail with `wire/closed`, for nobody knows whether they were done.
 */
export function createWebSocketClient(options: RemoteOptions): Connection {
  const dialer = createSocketDialer(options);
  const link = new StandardRPCLink(
    {
      async call(request) {
        const peer = await dialer.peer(request.signal);
        const response = await peer.request(request);
        return { ...response, body: async () => response.body };
      },
    },
    { url: messageUrl },
  );
  return createConnection(link, async () => dialer.close(refusal()));
}
