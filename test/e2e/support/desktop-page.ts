// Owns: a page that takes itself for the desktop's: what main and preload do around the window, done in the page over the
// station's WebSocket, so that a state of the shell can be drawn that a browser never has. Start at `becomeDesktop`.
import type { Page } from 'playwright';
import type { EngineState } from '../../../electron/contract/shell.ts';

const mark = 'slipway.test.desktop';

/** From the next load on, until `becomeBrowser`. */
export async function becomeDesktop(page: Page): Promise<void> {
  await page.addInitScript((name) => {
    // A scene that is played again brings this script once more.
    if (window.sessionStorage.getItem(name) === null || window.slipwayShell !== undefined) return;
    const connect = () => {
      const { port1, port2 } = new MessageChannel();
      const token = window.sessionStorage.getItem('slipway.token') ?? '';
      const address = `${window.location.origin.replace(/^http/, 'ws')}/rpc`;
      // Both wires carry the same messages.
      const socket = new WebSocket(address, ['slipway.v1', `slipway.token.${token}`]);
      socket.onmessage = ({ data }) => port1.postMessage(data);
      port1.onmessage = ({ data }) => socket.send(data);
      const state = { kind: 'ready', restarts: 0 };
      socket.onopen = () => window.postMessage({ slipway: 'engine', state }, window.location.origin, [port2]);
    };
    const request = async ({ kind }: { kind: string }) => {
      if (kind === 'hello') connect();
    };
    const shell = { platform: 'linux', appVersion: '0.0.0', electronVersion: '0.0.0', request };
    Object.defineProperty(window, 'slipwayShell', { value: shell });
  }, mark);
  await page.evaluate((name) => window.sessionStorage.setItem(name, 'yes'), mark);
  await page.reload();
}

export async function becomeBrowser(page: Page): Promise<void> {
  await page.evaluate((name) => window.sessionStorage.removeItem(name), mark);
  await page.reload();
}

/** What main would say of its engine. */
export function sayOfEngine(page: Page, state: EngineState): Promise<void> {
  return page.evaluate((said) => window.postMessage({ slipway: 'engine', state: said }, window.location.origin), state);
}
