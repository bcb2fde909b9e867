// Owns: the desktop's wire: a MessagePort from the shell, and a new one with each engine.
// Imports electron/api's client and siblings. Start reading at `createPortWire`.
import { createMessagePortClient } from '../../electron/api/client.ts';
import type { WirePort } from '../../electron/api/wire-port.ts';
import type { EngineState, FirstAnswer } from '../../electron/contract/shell.ts';
import { withFirstAnswers } from './first-answers.ts';
import type { ShellLink } from './shell-link.ts';
import { createSwitchboard, notConnected } from './switchboard.ts';
import { createWatched, type Wire, type WireState } from './wire.ts';

export function createPortWire(link: ShellLink): Wire {
  const state = createWatched<WireState>({ kind: 'starting' });
  const board = createSwitchboard();
  let epoch = 0;
  /** Of an engine that is not ready yet. Each has a port of its own, which comes while it starts. */
  let coming: WirePort | undefined;
  let wasAway = false;
  /** Whether the wire is of an engine that has not said yet that it is ready. */
  let isNew = false;

  const attach = (answers: readonly FirstAnswer[] = []) => {
    if (coming === undefined) return;
    board.attach(withFirstAnswers(createMessagePortClient(coming), answers));
    coming = undefined;
    isNew = true;
  };
  const follow = (engine: EngineState, port: WirePort | undefined, answers: readonly FirstAnswer[] | undefined) => {
    coming = port ?? coming;
    if (engine.kind === 'ready') {
      attach(answers);
      if (!isNew) return;
      isNew = false;
      epoch += 1;
      state.set({ kind: 'ready', epoch });
      return;
    }
    if (engine.kind === 'starting') {
      // What a new page asks waits at the engine's end. After a crash nothing does: an act that a person believes lost, and
      // does again or otherwise, must not be done when the engine is back.
      if (!wasAway) attach();
    } else {
      wasAway = true;
      isNew = false;
      coming = undefined;
      board.detach(notConnected(whyNot(engine)));
    }
    state.set(engine);
  };
  const stop = link.onMessage((message, port) => {
    if (message.slipway === 'engine') follow(message.state, port, message.answers);
  });
  const request = (kind: 'hello' | 'restart-engine') => void link.shell.request({ kind }).catch(() => undefined);
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
