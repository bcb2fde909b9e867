// Owns: a browser's wire: a WebSocket to `slipway serve`, its token, and being offline. Start reading at `createSocketWire`.
import { createWebSocketClient } from '../../electron/api/client.ts';
import type { Connection } from '../../electron/api/connection.ts';
import type { SlipwayError } from '../../electron/contract/errors.ts';
import { createSwitchboard, notConnected } from './switchboard.ts';
import type { TokenStore } from './token.ts';
import { createWatched, type Wire, type WireState } from './wire.ts';

export interface SocketWireOptions {
  /** Origin of the station: this page's own. */
  readonly url: string;
  readonly tokens: TokenStore;
  readonly open?: (options: { url: string; token: string }) => Connection;
}

export function createSocketWire({ url, tokens, open = createWebSocketClient }: SocketWireOptions): Wire {
  const state = createWatched<WireState>({ kind: 'starting' });
  let epoch = 0;
  const board = createSwitchboard({ onOutcome: follow });

  function follow(failure: SlipwayError | undefined): void {
    if (failure?.code === 'wire/closed') lost();
    else if (failure?.code === 'wire/bad-token') leave(true);
    else if (state.get().kind !== 'ready') {
      epoch += 1;
      state.set({ kind: 'ready', epoch });
    }
  }
  function lost(): void {
    const now = state.get();
    if (now.kind !== 'signed-out' || now.isTrying) state.set({ kind: 'offline' });
  }
  function leave(wasRefused: boolean): void {
    tokens.forget();
    board.detach(notConnected('This browser is not signed in.'));
    state.set({ kind: 'signed-out', wasRefused, isTrying: false });
  }
  function signIn(token: string): void {
    state.set({ kind: 'signed-out', wasRefused: false, isTrying: true });
    use(token);
  }
  /** Kept from the start, for a station that cannot be reached now may accept it later; forgotten when it is refused. */
  function use(token: string): void {
    tokens.keep(token);
    board.attach(open({ url, token }));
    knock();
  }
  /** Its outcome is what `follow` is told. */
  function knock(): void {
    board.client.station.info().catch(() => undefined);
  }

  const token = tokens.read();
  if (token === undefined) leave(false);
  else use(token);

  return {
    kind: 'browser',
    client: board.client,
    state: state.get,
    onState: state.watch,
    lost,
    retry: knock,
    signIn,
    signOut: () => leave(false),
    close: () => board.detach(notConnected('This page is closing.')),
  };
}
