// Owns: the window as a browser has it: over a real WebSocket to a real `slipway serve`. Start reading at `renderBrowser`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMemoryHistory } from '@tanstack/react-router';
import { cleanup, type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { DetachedWindowAPI } from 'happy-dom';
import { onTestFinished } from 'vitest';
import { App } from '../app/app.tsx';
import { createAppRouter } from '../app/router.tsx';
import { openData } from '../data/index.ts';
import { createSocketWire, createTokenStore, type Wire } from '../wire/index.ts';
import { killChild, startChild } from './test-desktop.ts';

declare global {
  interface Window {
    readonly happyDOM?: DetachedWindowAPI;
  }
}

export interface RenderedBrowser extends RenderResult {
  readonly wire: Wire;
  readonly user: UserEvent;
  readonly token: string;
  /** The station goes away without a word. */
  stopServer(): Promise<void>;
  /** It is there again, at the same address with the same token. */
  startServer(): Promise<void>;
}

/** `token` is what the tab has when it opens; by default none. */
export async function renderBrowser(options: { readonly token?: 'right' | 'wrong' } = {}): Promise<RenderedBrowser> {
  const dir = await mkdtemp(path.join(tmpdir(), 'slipway-ui-'));
  const token = 'the-right-token';
  const settings = { dir, units: 2, tempers: [], isSlow: false };
  let running = await startChild({ ...settings, served: { token, port: 0 } });
  const url = running.url ?? '';
  // The page came from the station, as it does in a browser: same origin, and the guard of the server sees that.
  window.happyDOM?.setURL(`${url}/`);
  window.localStorage.clear();
  window.sessionStorage.clear();
  const tokens = createTokenStore(window);
  if (options.token !== undefined) tokens.keep(options.token === 'right' ? token : 'another-token');
  const wire = createSocketWire({ url: window.location.origin, tokens });
  onTestFinished(async () => {
    cleanup();
    wire.close();
    await killChild(running.child);
    await rm(dir, { recursive: true, force: true });
  });
  const history = createMemoryHistory({ initialEntries: ['/station/about'] });
  return {
    ...render(<App data={openData(wire)} shell={undefined} router={createAppRouter(history)} />),
    wire,
    token,
    user: userEvent.setup(),
    stopServer: () => killChild(running.child),
    async startServer() {
      running = await startChild({ ...settings, served: { token, port: Number(new URL(url).port) } });
    },
  };
}
