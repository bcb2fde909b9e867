// `npm start` where a display is named that is not there: the headless station instead, and why.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { projectRoot } from '../support/processes.ts';
import { useTempDir } from '../support/temp-dir.ts';

test('a display that cannot be reached makes it a headless station, without the words for a window', async () => {
  const child = spawn(
    process.execPath,
    [
      path.join(projectRoot, 'scripts/electron/start.ts'),
      '--kiosk',
      'some.slipway',
      `--data-dir=${useTempDir()}`,
      '--port=0',
    ],
    // The one that the other tests have too, unless one is named.
    {
      env: {
        ...process.env,
        DISPLAY: ':7',
        WAYLAND_DISPLAY: '',
        SLIPWAY_ELECTRON: process.env.SLIPWAY_ELECTRON ?? 'registry',
      },
    },
  );
  const ended = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += String(bytes)));
  await vi.waitFor(() => expect(said).toMatch(/Station +http:\/\/127\.0\.0\.1:\d+/), {
    timeout: 60_000,
    interval: 200,
  });
  expect(said).toContain('no window: the display :7 cannot be reached.');
  expect(said).toContain('left out, for there is no window: --kiosk some.slipway');
}, 90_000);
