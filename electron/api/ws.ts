// Owns: the WebSocket face of `slipway serve`, at /rpc. Imports siblings only.
// Start reading at `createWebSocketFace`; http.ts has checked the request before it comes here.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { wireProtocol } from './guard.ts';
import { type CutOff, createPeer, createRpcHandler, maxMessageBytes } from './peer-server.ts';
import type { Router } from './router.ts';

export interface WebSocketFace {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  clientCount(): number;
  close(): void;
}

export interface WebSocketFaceOptions {
  /** A client that does not answer a ping within this time is gone: a pulled network cable sends no goodbye. */
  readonly heartbeatMs: number;
  readonly maxClients: number;
}

/** Close codes of RFC 6455, section 7.4.1. */
const closeCodes: Record<CutOff, number> = { malformed: 1007, 'too-large': 1009, 'too-many': 1008 };

export function createWebSocketFace(router: Router, options: WebSocketFaceOptions): WebSocketFace {
  const handler = createRpcHandler(router);
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    // Compression would let a small frame unpack to a large one, and leak lengths beside the token.
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has(wireProtocol) ? wireProtocol : false),
  });
  const answered = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!answered.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, options.heartbeatMs);
  heartbeat.unref();

  const accept = (socket: WebSocket) => {
    answered.add(socket);
    socket.on('pong', () => answered.add(socket));
    const peer = createPeer({
      handler,
      send: (message) =>
        new Promise((resolve, reject) => socket.send(message, (error) => (error ? reject(error) : resolve()))),
      cutOff: (why) => socket.close(closeCodes[why], why),
    });
    socket.on('message', (data, isBinary) => peer.receive(isBinary ? undefined : data.toString()));
    socket.on('close', () => peer.close());
    // A frame that breaks RFC 6455 or the size limit: ws closes this socket by itself, with the code for it.
    socket.on('error', () => peer.close());
  };

  return {
    upgrade(request, socket, head) {
      if (server.clients.size >= options.maxClients) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, accept);
    },
    clientCount: () => server.clients.size,
    close() {
      clearInterval(heartbeat);
      for (const socket of server.clients) socket.close(1001, 'the station is closing');
      server.close();
    },
  };
}
