// Owns: the window's end of the desktop shell: what preload says by postMessage, and `window.slipwayShell`.
// Imports the contract. Start reading at `openShellLink`.
import type { WirePort } from '../../electron/api/wire-port.ts';
import { type ShellMessage, type SlipwayShell, shellMessageSchema } from '../../electron/contract/shell.ts';

export interface ShellLink {
  readonly shell: SlipwayShell;
  /** Returns how to stop listening. An engine's port comes with the first that is told of it. */
  onMessage(listener: (message: ShellMessage, port: WirePort | undefined) => void): () => void;
}

declare global {
  interface Window {
    readonly slipwayShell?: SlipwayShell;
  }
}

/** Undefined in a browser: there is no shell around the page. */
export function openShellLink(page: Window): ShellLink | undefined {
  const shell = page.slipwayShell;
  if (shell === undefined) return undefined;
  return {
    shell,
    onMessage(listener) {
      const hear = (event: MessageEvent<unknown>) => {
        // Only this page's own preload speaks here: a frame or an opener would be another source or another origin.
        if (event.source !== page || event.origin !== page.location.origin) return;
        const parsed = shellMessageSchema.safeParse(event.data);
        if (parsed.success) listener(parsed.data, event.ports[0]);
      };
      page.addEventListener('message', hear);
      return () => page.removeEventListener('message', hear);
    },
  };
}
