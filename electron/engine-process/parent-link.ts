// Owns: the engine process's way to main: Electron's parentPort in a utility process, Node's IPC in a child process.
// Imports siblings and the wire's port type. Start reading at `openParentLink`.
import type { WirePort } from '../api/wire-port.ts';
import { type FromEngine, type ToEngine, toEngineSchema } from './control.ts';
import { createRelayedPorts } from './relayed-ports.ts';

export interface ParentListener {
  onMessage(message: ToEngine): void;
  /** A window's wire. */
  onPort(port: WirePort): void;
  /** Main is gone, or asked for something that it cannot mean. */
  onLost(): void;
}

export interface ParentLink {
  send(message: FromEngine): void;
}

/** What Electron gives a utility process; Node's own `process` has nothing of the kind. */
interface ElectronParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: readonly WirePort[] }) => void): unknown;
  postMessage(message: unknown): void;
}

/** Undefined where nobody started this process as an engine. */
export function openParentLink(host: NodeJS.Process, listener: ParentListener): ParentLink | undefined {
  const parentPort = electronParentPort(host);
  if (parentPort !== undefined) return openUtilityLink(parentPort, listener);
  return host.send === undefined ? undefined : openChildLink(host, listener);
}

function electronParentPort(host: NodeJS.Process): ElectronParentPort | undefined {
  return 'parentPort' in host ? (host.parentPort ?? undefined) : undefined;
}

function openUtilityLink(parentPort: ElectronParentPort, listener: ParentListener): ParentLink {
  parentPort.on('message', ({ data, ports: [port] }) => {
    const message = toEngineSchema.parse(data);
    if (message.kind !== 'port') listener.onMessage(message);
    else if (port !== undefined) listener.onPort(port);
  });
  return { send: (message) => parentPort.postMessage(message) };
}

function openChildLink(host: NodeJS.Process, listener: ParentListener): ParentLink {
  const send = (message: FromEngine) => {
    // The last words of a process whose parent is gone have nobody to hear them.
    if (host.connected) host.send?.(message, () => undefined);
  };
  const ports = createRelayedPorts(send);
  host.on('message', (data) => {
    const message = toEngineSchema.parse(data);
    if (message.kind === 'port') listener.onPort(ports.open(message.id));
    else if (message.kind === 'port-message') ports.receive(message.id, message.message);
    else if (message.kind === 'port-closed') ports.closed(message.id);
    else listener.onMessage(message);
  });
  host.on('disconnect', () => {
    ports.closeAll();
    listener.onLost();
  });
  return { send };
}
