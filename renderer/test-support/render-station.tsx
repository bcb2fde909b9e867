// Owns: the window, or one screen of it, on a real engine with an instant virtual bench. Start reading at `renderStation`.
// The engine runs in a process of its own and its wire is the one of the desktop, so nothing of ours is a mock.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { cleanup, type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { onTestFinished } from 'vitest';
import { App, AppProviders } from '../app/app.tsx';
import { createAppRouter } from '../app/router.tsx';
import { openData, type Preferences } from '../data/index.ts';
import { createPortWire, type SlipwayClient } from '../wire/index.ts';
import { createTestDesktop, type TestDesktop } from './test-desktop.ts';

export interface RenderStationOptions {
  /** A single screen or component, with everything around it but the frame. Without it, the whole window. */
  readonly ui?: ReactNode;
  /** Where the whole window begins. */
  readonly path?: string;
  /** Units of the virtual bench; 0 for a station of real ports. */
  readonly units?: number;
  /** Tempers of the units in slots 01, 02, …; good where there is none. */
  readonly tempers?: readonly string[];
  /** Runs take as long as on a real line, so that something can be seen half-way. */
  readonly isSlow?: boolean;
  /** The key store waits for its first passphrase, instead of being sealed by the keychain. */
  readonly isSealedByPassphrase?: boolean;
  readonly preferences?: Partial<Preferences>;
  /** False: the window opens before its engine; `desktop.startEngine()` starts it. */
  readonly isEngineStarted?: boolean;
}

export interface RenderedStation extends RenderResult {
  /** The window's own client: a test acts on the engine with it as other people do. */
  readonly client: SlipwayClient;
  readonly desktop: TestDesktop;
  readonly user: UserEvent;
  /** A recipe of the whole main job, for `{ recipeFile }`. */
  readonly recipeFile: string;
}

/** Call it inside a test; everything is closed when the test ends. */
export async function renderStation(options: RenderStationOptions = {}): Promise<RenderedStation> {
  const dir = await mkdtemp(path.join(tmpdir(), 'slipway-ui-'));
  const desktop = createTestDesktop({
    dir,
    units: options.units ?? 2,
    tempers: [...(options.tempers ?? [])],
    isSlow: options.isSlow ?? false,
    isSealedByPassphrase: options.isSealedByPassphrase ?? false,
    served: null,
  });
  window.localStorage.clear();
  window.sessionStorage.clear();
  if (options.preferences) {
    window.localStorage.setItem('slipway.view.preferences', JSON.stringify(options.preferences));
  }
  const wire = createPortWire(desktop.link);
  onTestFinished(async () => {
    cleanup();
    wire.close();
    await desktop.close();
    await rm(dir, { recursive: true, force: true });
  });
  if (options.isEngineStarted !== false) await desktop.startEngine();
  const history = createMemoryHistory({ initialEntries: [options.path ?? '/line'] });
  const data = openData(wire);
  const view = render(
    options.ui === undefined ? (
      <App data={data} shell={desktop.link} router={createAppRouter(history)} />
    ) : (
      <AppProviders data={data} shell={desktop.link}>
        <Alone history={history}>{options.ui}</Alone>
      </AppProviders>
    ),
  );
  return {
    ...view,
    client: wire.client,
    desktop,
    user: userEvent.setup(),
    recipeFile: path.join(dir, 'recipe', 'recipe.yaml'),
  };
}

interface AloneProps {
  readonly history: ReturnType<typeof createMemoryHistory>;
  readonly children: ReactNode;
}

/** A screen without the frame; links are drawn, and following one leaves it as it is. */
function Alone({ history, children }: AloneProps): ReactNode {
  const root = createRootRoute({ component: () => children, notFoundComponent: () => children });
  const router = createRouter({ routeTree: root, history });
  // The type of the window's own router is registered; this one has no addresses of its own.
  return <RouterProvider router={router as never} />;
}
