// Owns: the engine's end of the desktop wire. Imports siblings and the engine's interface only, nothing of Electron.
import type { Engine } from '../engine/engine.ts';
import { createPeer, createRpcHandler } from './peer-server.ts';
import { createRouter, type RouterOptions } from './router.ts';
import { listenToPort, type WirePort } from './wire-port.ts';

/** Takes clients, one per port: a window's, handed over by main, or a worker thread's. */
export interface MessagePortServer {
  accept(port: WirePort): void;
  clientCount(): number;
  close(): void;
}

export function createMessagePortServer(engine: Engine, options: RouterOptions = {}): MessagePortServer {
  const handler = createRpcHandler(createRouter(engine, options));
  const ports = new Set<WirePort>();
  return {
    accept(port) {
      const peer = createPeer({
        handler,
        send: async (message) => port.postMessage(message),
        cutOff: () => port.close(),
      });
      ports.add(port);
      listenToPort(port, {
        onMessage: (message) => peer.receive(message),
        onClose: () => {
          ports.delete(port);
          peer.close();
        },
      });
    },
    clientCount: () => ports.size,
    close() {
      for (const port of ports) port.close();
    },
  };
}
