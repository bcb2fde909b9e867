// The engine's way in a release, Electron's utility process, in the Electron that is at hand. Its Node may be too old for the
// engine's machine code, so a child that echoes takes its place; the built engine is started too, as far as it comes.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { distDir } from '../../scripts/electron/paths.ts';
import { findRuntime } from '../../scripts/electron/runtime.ts';
import { useTempDir } from '../support/temp-dir.ts';
import { rootArgs } from './support/app.ts';
import { openDisplay } from './support/display.ts';

const seenSchema = z.object({
  answer: z.string(),
  echo: z.array(z.string()),
  killed: z.array(z.string()),
  real: z.array(z.string()),
});

test('messages, wires and ends reach the other side of a utility process', async () => {
  const folder = useTempDir('slipway-utility-');
  await using display = await openDisplay(800, 600);
  // The one that the other tests have too, unless one is named.
  vi.stubEnv('SLIPWAY_ELECTRON', process.env.SLIPWAY_ELECTRON ?? 'registry');
  const runtime = await findRuntime(() => undefined);
  if (runtime.kind === 'none') throw new Error(runtime.why);
  const app = await buildFixtures(folder);
  const data = path.join(folder, 'data');
  mkdirSync(data);
  const { stdout } = await promisify(execFile)(
    runtime.executable,
    [
      ...rootArgs(),
      '--disable-gpu',
      `--user-data-dir=${folder}/user`,
      app,
      path.join(app, 'child.mjs'),
      path.join(distDir, 'engine', 'js', 'main.js'),
      data,
    ],
    { env: { ...process.env, DISPLAY: display.name }, timeout: 60_000 },
  );
  const seen = seenSchema.parse(JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')) ?? 'null'));

  expect(seen.answer).toBe('heard from a window');
  expect(seen.echo).toEqual(['loaded', `open ${data}`, 'wire closed', 'exit code 3']);
  expect(seen.killed[0]).toBe('loaded');
  expect(seen.killed[1]).toMatch(/^exit code/);
  // With a Node that is too old it cannot open a station; then it says so instead of ending.
  expect(seen.real).toEqual(['loaded', runtime.kind === 'official' ? 'ready' : 'refused', 'exit code 0']);
});

async function buildFixtures(folder: string): Promise<string> {
  const app = path.join(folder, 'app');
  const fixtures = path.join(import.meta.dirname, 'fixtures');
  await build({
    configFile: false,
    logLevel: 'error',
    root: fixtures,
    build: {
      ssr: true,
      outDir: app,
      target: 'node20.18',
      rolldownOptions: {
        input: { main: path.join(fixtures, 'utility-main.ts'), child: path.join(fixtures, 'utility-child.ts') },
        external: ['electron'],
        output: { entryFileNames: '[name].mjs' },
      },
    },
    ssr: { noExternal: true },
  });
  writeFileSync(
    path.join(app, 'package.json'),
    JSON.stringify({ name: 'utility', version: '1.0.0', type: 'module', main: 'main.mjs' }),
  );
  return app;
}
