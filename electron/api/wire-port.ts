// Owns: the three shapes of MessagePort: Node's, Electron's MessagePortMain, and the browser's. Imports nothing.

/** What all of them can do. */
interface PortBase {
  postMessage(message: string): void;
  start?(): void;
  close(): void;
}

/** `on` hands over the message itself (Node) or an event with `data` (Electron); `addEventListener` always an event. */
export type WirePort =
  | (PortBase & { on(event: string, listener: (message?: unknown) => void): unknown })
  | (PortBase & { addEventListener(event: string, listener: (message: unknown) => void): void });

export interface PortListener {
  onMessage(message: unknown): void;
  onClose(): void;
}

/** Starts the port; messages that were sent before come first. */
export function listenToPort(port: WirePort, listener: PortListener): void {
  const onMessage = (message: unknown) => listener.onMessage(dataOf(message));
  if ('on' in port) {
    port.on('message', onMessage);
    port.on('close', () => listener.onClose());
  } else {
    port.addEventListener('message', onMessage);
    port.addEventListener('close', () => listener.onClose());
  }
  port.start?.();
}

const dataOf = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'data' in message ? message.data : message;
