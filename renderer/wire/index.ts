// Owns: the window's way to the engine. The only folder that may import electron/api, and of it only what runs in a
// browser. Start reading at `openWire`; wire.ts says what the rest of the window sees of it.
import { createPortWire } from './port-wire.ts';
import { openShellLink, type ShellLink } from './shell-link.ts';
import { createSocketWire } from './socket-wire.ts';
import { createTokenStore } from './token.ts';
import type { Wire } from './wire.ts';

export type { SlipwayClient } from '../../electron/api/connection.ts';
export { followEvents } from '../../electron/api/follow-events.ts';
export { createPortWire } from './port-wire.ts';
export type { ShellLink } from './shell-link.ts';
export { createSocketWire } from './socket-wire.ts';
export { createTokenStore, parseToken } from './token.ts';
export { createWatched, type Wire, type WireState } from './wire.ts';

export interface OpenWire {
  readonly wire: Wire;
  /** The desktop around this page; undefined in a browser. */
  readonly shell: ShellLink | undefined;
}

/** Over the shell's MessagePort where there is a shell, else over a WebSocket to where this page came from. */
export function openWire(page: Window): OpenWire {
  const shell = openShellLink(page);
  const wire = shell
    ? createPortWire(shell)
    : createSocketWire({ url: page.location.origin, tokens: createTokenStore(page) });
  return { wire, shell };
}
export { readStyleNonce } from './style-nonce.ts';
