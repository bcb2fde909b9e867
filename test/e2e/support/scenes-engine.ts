// Owns: the desktop's window while it has no engine: one that starts again, and one that cannot be started.
// Start reading at `engineScenes`.
import type { Page } from 'playwright';
import type { EngineState } from '../../../electron/contract/shell.ts';
import { becomeBrowser, becomeDesktop, sayOfEngine } from './desktop-page.ts';
import { rest } from './go-to.ts';
import type { Scene } from './scene.ts';
import { onLine } from './scenes-line.ts';

/** As the supervisor and the engine process tell it. */
const restarting: EngineState = { kind: 'restarting', reason: 'signal SIGKILL', inMs: 1000 };
const refused: EngineState = {
  kind: 'failed',
  message: '/var/lib/slipway/journal.db is in use by another process.',
  action: 'Use the Slipway that is open, or close it first.',
  code: 'journal/locked',
  context: { detail: 'journal-in-use', path: '/var/lib/slipway/journal.db' },
};

/** The line is before a person when its engine goes. */
async function without(page: Page, state: EngineState): Promise<void> {
  await becomeDesktop(page);
  await page.locator('main h1').waitFor();
  await onLine(page);
  await sayOfEngine(page, state);
  await page.locator('[role="status"] strong, [role="status"] p').first().waitFor();
  await rest(page);
}

/** With the line known again, for the scene in which its station goes. */
async function back(page: Page): Promise<void> {
  await becomeBrowser(page);
  await onLine(page);
}

export const engineScenes: readonly Scene[] = [
  { name: 'frame/engine-restarting', open: (page) => without(page, restarting), close: back },
  { name: 'frame/engine-failed', open: (page) => without(page, refused), close: back },
];
