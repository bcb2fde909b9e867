// Owns: the engine under Node 24 as a child process, for runtimes whose own Node is too old for the native modules.
// Node has no MessagePort to another process, so windows' messages are relayed. Start reading at `startNodeEngine`.
import { type ChildProcess, spawn } from 'node:child_process';
import type { MessagePortMain } from 'electron';
import { type FromEngine, fromEngineSchema, type ToEngine } from '../../engine-process/control.ts';
import type { EngineProcess, EngineProcessListener } from './supervisor.ts';
import { type EnginePlace, startHeap } from './utility-host.ts';

export function startNodeEngine(
  node: string,
  place: EnginePlace,
  listener: EngineProcessListener,
): EngineProcess<MessagePortMain> {
  const child = spawn(node, [startHeap, place.entry], { env: place.env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const send = (message: ToEngine) => {
    // Where it has just ended, its exit is on the way to whoever must know.
    if (child.connected) child.send(message, () => undefined);
  };
  const relay = createRelay(send);
  child.stderr?.on('data', (text) => place.log(String(text).trimEnd()));
  child.on('message', (data) => {
    const message = fromEngineSchema.parse(data);
    if (!relay.take(message)) listener.onMessage(message);
  });
  whenEnded(child, (reason) => {
    relay.closeAll();
    listener.onExit(reason);
  });
  return { send, connect: relay.connect, kill: () => void child.kill('SIGKILL') };
}

function whenEnded(child: ChildProcess, tell: (reason: string) => void): void {
  let isTold = false;
  const end = (reason: string) => {
    if (!isTold) tell(reason);
    isTold = true;
  };
  child.on('error', (error) => end(error.message));
  child.on('exit', (code, signal) => end(signal === null ? `exit code ${code}` : `signal ${signal}`));
}

/** Between each window's port and the one channel to the child. */
function createRelay(send: (message: ToEngine) => void) {
  const ports = new Map<number, MessagePortMain>();
  let lastId = 0;
  return {
    connect(port: MessagePortMain): void {
      lastId += 1;
      const id = lastId;
      ports.set(id, port);
      send({ kind: 'port', id });
      port.on('message', ({ data }) => {
        if (typeof data === 'string') send({ kind: 'port-message', id, message: data });
      });
      port.on('close', () => {
        if (ports.delete(id)) send({ kind: 'port-closed', id });
      });
      port.start();
    },
    /** Whether the message was one of a window's wire. */
    take(message: FromEngine): boolean {
      if (message.kind === 'port-message') ports.get(message.id)?.postMessage(message.message);
      else if (message.kind === 'port-closed') closePort(message.id);
      else return false;
      return true;
    },
    closeAll(): void {
      for (const id of [...ports.keys()]) closePort(id);
    },
  };

  function closePort(id: number): void {
    const port = ports.get(id);
    ports.delete(id);
    port?.close();
  }
}
