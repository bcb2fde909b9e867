// Owns: the desktop's wire: a MessagePort from the shell, and a new one after each restart of the engine.
// Imports electron/api's client and siblings. Start reading at `createPortWire`.
import { createMessagePortClient } from '../../electron/api/client.ts';
import type { WirePort } from '../../electron/api/wire-port.ts';
import type { EngineState, ShellMessage, SlipwayShell } from '../../electron/contract/shell.ts';
import { createSwitchboard, notConnected } from './switchboard.ts';
import { createWatched, type Wire, type WireState } from './wire.ts';

/** What this wire needs of the shell; tests give it one that starts engines themselves. */
export interface PortSource {
  readonly shell: Pick<SlipwayShell, 'request'>;
  onMessage(listener: (message: ShellMessage, port: WirePort | undefined) => void): () => void;
}

export function createPortWire(source: PortSource): Wire {
  const state = createWatched<WireState>({ kind: 'starting' });
  const board = createSwitchboard();
  let epoch = 0;

  const follow = (engine: EngineState, port: WirePort | undefined) => {
    if (engine.kind !== 'ready') {
      if (engine.kind !== 'starting') board.detach(notConnected(whyNot(engine)));
      state.set(engine);
    } else if (port !== undefined) {
      board.attach(createMessagePortClient(port));
      epoch += 1;
      state.set({ kind: 'ready', epoch });
    }
  };
  const stop = source.onMessage((message, port) => {
    if (message.slipway === 'engine') follow(message.state, port);
  });
  const request = (kind: 'hello' | 'restart-engine') => void source.shell.request({ kind }).catch(() => undefined);
  request('hello');

  return {
    kind: 'desktop',
    client: board.client,
    state: state.get,
    onState: state.watch,
    // The shell watches the engine itself, and says more than a broken stream can.
    lost: () => undefined,
    retry: () => request('restart-engine'),
    signIn: () => undefined,
    signOut: () => undefined,
    close() {
      stop();
      board.detach(notConnected('This window is closing.'));
    },
  };
}

function whyNot(engine: Exclude<EngineState, { kind: 'ready' | 'starting' }>): string {
  return engine.kind === 'failed' ? engine.message : `The engine ended and is started again: ${engine.reason}`;
}
