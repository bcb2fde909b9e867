// Proves that the checks can fail: each is given a planted violation in a folder of its own, and must refuse it.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot, spawnNode } from '../support/processes.ts';
import { useTempDir } from '../support/temp-dir.ts';

/** A small project with our configuration and packages, and these files. */
function plant(files: Readonly<Record<string, string>>): string {
  const dir = useTempDir();
  for (const name of ['package.json', 'tsconfig.json', 'knip.json', '.dependency-cruiser.mjs', 'vitest.config.ts']) {
    cpSync(path.join(projectRoot, name), path.join(dir, name));
  }
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(dir, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  return dir;
}

async function runIn(
  dir: string,
  tool: string,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  await using child = spawnNode([path.join(projectRoot, tool), ...args], { cwd: dir });
  const { code } = await child.end();
  return { code, output: child.stdout() + child.stderr() };
}

const cruise = (dir: string) =>
  runIn(dir, 'scripts/cruise.mjs', ['--config', '.dependency-cruiser.mjs', 'electron', 'renderer']);

const clean = { 'renderer/view.ts': "export const view = 'x';\n", 'electron/contract/a.ts': 'export const a = 1;\n' };

describe('the import table', () => {
  test('accepts what it allows', async () => {
    const dir = plant({
      ...clean,
      'electron/engine/util/u.ts': "export { a } from '../../contract/a.ts';\n",
      'renderer/ui/b.tsx': "export { a } from '../../electron/contract/a.ts';\n",
      'renderer/features/unit/u.tsx': "export * from '../../ui/b.tsx';\n",
      'renderer/app/screens.ts': "export const unit = () => import('../features/unit/u.tsx');\n",
      'renderer/test-support/t.tsx': "export * from '../../electron/engine/util/u.ts';\n",
    });
    expect(await cruise(dir)).toMatchObject({ code: 0 });
  });

  const sqlite = "import Database from 'better-sqlite3';\nexport const open = () => new Database(':memory:');\n";
  const violations: readonly (readonly [rule: string, file: string, text: string])[] = [
    ['layer-contract', 'electron/contract/b.ts', "import type { U } from '../engine/util/u.ts';\nexport type B = U;\n"],
    ['layer-image', 'electron/engine/image/i.ts', "export type I = import('../job/j.ts').J;\n"],
    ['layer-util', 'electron/engine/util/v.ts', "import { type J } from '../job/j.ts';\nexport type V = J;\n"],
    ['layer-transport', 'electron/engine/transport/t.ts', "export * from '../drivers/index.ts';\n"],
    ['layer-steps', 'electron/engine/steps/s.ts', "export const s = () => import('../job/j.ts');\n"],
    ['layer-drivers', 'electron/engine/drivers/esp/k.ts', "export type { K } from '../../journal/journal.ts';\n"],
    ['layer-renderer', 'renderer/r.ts', "export * from '../electron/engine/util/u.ts';\n"],
    ['layer-renderer-wire', 'renderer/wire/h.ts', "export * from '../../electron/api/http.ts';\n"],
    ['layer-renderer-data', 'renderer/data/d.ts', "export * from '../../electron/api/client.ts';\n"],
    ['layer-renderer-data', 'renderer/data/u.ts', "export * from '../ui/b.tsx';\n"],
    ['layer-renderer-ui', 'renderer/ui/c.tsx', "export * from '../data/index.ts';\n"],
    ['layer-renderer-ui', 'renderer/ui/w.tsx', "export * from '../wire/index.ts';\n"],
    ['layer-renderer-i18n', 'renderer/i18n/i.ts', "export * from '../ui/b.tsx';\n"],
    ['layer-renderer-commands', 'renderer/commands/c.ts', "export * from '../data/index.ts';\n"],
    ['layer-renderer-features', 'renderer/features/line/w.ts', "export * from '../../wire/index.ts';\n"],
    ['layer-renderer-features', 'renderer/features/line/a.ts', "export * from '../../app/app.tsx';\n"],
    ['layer-renderer-app', 'renderer/app/p.ts', "export * from '../../electron/api/client.ts';\n"],
    [
      'window-has-no-english-sentences',
      'renderer/i18n/s.ts',
      "export * from '../../electron/contract/sentences.ts';\n",
    ],
    ['feature-does-not-import-feature', 'renderer/features/line/x.ts', "export * from '../unit/u.tsx';\n"],
    ['only-the-list-of-screens-imports-features', 'renderer/app/x.ts', "export * from '../features/unit/u.tsx';\n"],
    ['contract-is-pure', 'renderer/f.ts', "export { readFileSync } from 'node:fs';\n"],
    ['only-owner-imports-electron', 'renderer/data/e.ts', "export { ipcRenderer } from 'electron';\n"],
    ['only-owner-imports-react', 'electron/main/r.ts', "export { useState } from 'react';\n"],
    ['only-owner-imports-i18next', 'renderer/ui/t.ts', "export { createInstance } from 'i18next';\n"],
    ['only-owner-imports-zustand', 'renderer/ui/z.ts', "export { createStore } from 'zustand/vanilla';\n"],
    ['only-owner-imports-uplot', 'renderer/features/line/p.ts', "export { default } from 'uplot';\n"],
    [
      'only-owner-imports-@tanstack/react-query',
      'renderer/ui/q.ts',
      "export { useQuery } from '@tanstack/react-query';\n",
    ],
    [
      'product-does-not-import-tests-or-scripts',
      'renderer/app/t.ts',
      "export * from '../test-support/render-station.tsx';\n",
    ],
    ['only-owner-imports-better-sqlite3', 'electron/engine/journal/store.ts', sqlite],
    ['only-owner-imports-serialport', 'electron/engine/transport/x.ts', "export { SerialPort } from 'serialport';\n"],
    ['driver-does-not-import-driver', 'electron/engine/drivers/esp/d.ts', "export * from '../stm32/m.ts';\n"],
    ['driver-has-no-files', 'electron/engine/drivers/esp/f.ts', "export { openSync } from 'node:fs';\n"],
    ['driver-is-given-its-clock', 'electron/engine/drivers/esp/c.ts', "export { clock } from '../../util/clock.ts';\n"],
    [
      'emulators-only-from-virtual-bench-and-tests',
      'electron/engine/steps/e.ts',
      "export * from '../drivers/esp/emulator.ts';\n",
    ],
    ['product-does-not-import-tests-or-scripts', 'electron/cli/c.ts', "export * from '../../test/support/x.ts';\n"],
    ['no-dev-package-in-product', 'electron/cli/dev.ts', "export { expect } from 'vitest';\n"],
    ['no-unresolvable', 'electron/cli/gone.ts', "export * from './not-there.ts';\n"],
    ['no-cycles', 'electron/engine/util/round.ts', "export type { W } from './w.ts';\nexport type R = 1;\n"],
  ];

  // All at once: starting dependency-cruiser takes longer than what it does.
  let cruising: ReturnType<typeof cruise> | undefined;
  const plantAll = () => {
    const dir = plant({
      ...clean,
      'electron/contract/sentences.ts': 'export const say = 1;\n',
      'electron/engine/util/u.ts': 'export type U = 1;\n',
      'electron/engine/util/w.ts': "import type { R } from './round.ts';\nexport type W = R;\n",
      'electron/engine/util/clock.ts': 'export const clock = 1;\n',
      'electron/engine/job/j.ts': 'export type J = 1;\n',
      'electron/engine/journal/journal.ts': 'export type K = 1;\n',
      'electron/engine/drivers/index.ts': 'export const list = [];\n',
      'electron/engine/drivers/stm32/m.ts': 'export const m = 1;\n',
      'electron/engine/drivers/esp/emulator.ts': 'export const emulator = 1;\n',
      'electron/api/client.ts': 'export const client = 1;\n',
      'electron/api/http.ts': 'export const http = 1;\n',
      'renderer/wire/index.ts': "export * from '../../electron/api/client.ts';\n",
      'renderer/data/index.ts': "export * from '../wire/index.ts';\n",
      'renderer/ui/b.tsx': 'export const b = 1;\n',
      'renderer/features/unit/u.tsx': "export * from '../../data/index.ts';\n",
      'renderer/app/app.tsx': "export * from '../ui/b.tsx';\n",
      'renderer/app/screens.ts': "export const unit = () => import('../features/unit/u.tsx');\n",
      'renderer/test-support/render-station.tsx': "export * from '../app/app.tsx';\n",
      'test/support/x.ts': 'export const x = 1;\n',
      ...Object.fromEntries(violations.map(([, file, text]) => [file, text])),
    });
    return dir;
  };

  test.each(violations)('refuses %s (%s)', async (rule, file) => {
    cruising ??= cruise(plantAll());
    const cruised = await cruising;
    expect(cruised.output.split('\n')).toContainEqual(expect.stringContaining(`error ${rule}: ${file} → `));
    expect(cruised.code).not.toBe(0);
  });
});

describe('dead code', () => {
  const knip = (dir: string) =>
    runIn(dir, 'node_modules/knip/bin/knip.js', ['--no-progress', '--include', 'files,exports,unlisted']);
  const used = { 'electron/cli/main.ts': "import { u } from '../engine/util/u.ts';\nconsole.log(u);\n" };

  test('accepts what is used', async () => {
    const dir = plant({ ...used, 'electron/engine/util/u.ts': 'export const u = 1;\n' });
    expect(await knip(dir)).toMatchObject({ code: 0 });
  });

  test('names a file, an export and a package that nobody asked for', async () => {
    const dir = plant({
      ...used,
      'electron/engine/util/u.ts': "import 'left-pad';\nexport const u = 1;\nexport const unusedThing = 2;\n",
      'electron/engine/util/lonely.ts': 'export const lonely = 1;\n',
    });
    const { code, output } = await knip(dir);
    expect(code).not.toBe(0);
    expect(output).toContain('lonely.ts');
    expect(output).toContain('unusedThing');
    expect(output).toContain('left-pad');
  });
});

describe('types', () => {
  const page = { 'renderer/tsconfig.json': readFileSync(path.join(projectRoot, 'renderer/tsconfig.json'), 'utf8') };

  test('the window knows the page and not Node, the engine Node and not the page', async () => {
    const ofWindow = plant({ ...page, 'renderer/a.ts': 'export const dir = process.cwd();\n' });
    const inWindow = await runIn(ofWindow, 'node_modules/typescript/bin/tsc', ['-p', 'renderer']);
    expect(inWindow).toMatchObject({ code: 1, output: expect.stringContaining("'process'") });
    const ofEngine = plant({ 'electron/a.ts': 'export const title = document.title;\n' });
    const inEngine = await runIn(ofEngine, 'node_modules/typescript/bin/tsc', ['-p', '.']);
    expect(inEngine).toMatchObject({ code: 1, output: expect.stringContaining("'document'") });
  });

  test('tsc refuses a wrong type', async () => {
    const dir = plant({ 'electron/a.ts': "export const n: number = 'text';\n" });
    const { code, output } = await runIn(dir, 'node_modules/typescript/bin/tsc', ['-p', '.']);
    expect(code).not.toBe(0);
    expect(output).toContain('TS2322');
  });
});

describe('the hardening of the desktop app', () => {
  const read = (file: string) => readFileSync(path.join(projectRoot, file), 'utf8');
  const real = {
    'docs/security.md': read('docs/security.md'),
    'electron/main/station-window.ts': read('electron/main/station-window.ts'),
    'electron/main/lock-down.ts': read('electron/main/lock-down.ts'),
    'electron/main/app-protocol.ts': read('electron/main/app-protocol.ts'),
    'electron/main/index.ts': read('electron/main/index.ts'),
  };
  const electronegativity = (files: Readonly<Record<string, string>>) =>
    runIn(plant(files), 'scripts/electronegativity.mjs', []);

  test('accepts what is explained', async () => {
    expect(await electronegativity(real)).toMatchObject({ code: 0 });
  });

  test.each([
    ['INSECURE_CONTENT_JS_CHECK', 'station-window.ts', 'InsecureContent: false', 'InsecureContent: true'],
    ['CONTEXT_ISOLATION_JS_CHECK', 'station-window.ts', 'contextIsolation: true', 'contextIsolation: false'],
    ['SANDBOX_JS_CHECK', 'station-window.ts', 'sandbox: true', 'sandbox: false'],
    ['WEB_SECURITY_JS_CHECK', 'station-window.ts', 'webSecurity: true', 'webSecurity: false'],
    ['LIMIT_NAVIGATION_GLOBAL_CHECK', 'lock-down.ts', 'setWindowOpenHandler', 'forgetAboutIt'],
    ['PERMISSION_REQUEST_HANDLER_GLOBAL_CHECK', 'lock-down.ts', 'setPermissionRequestHandler', 'forgetAboutIt'],
  ])('refuses a window that is open to %s', async (finding, name, safe, unsafe) => {
    const file = `electron/main/${name}` as keyof typeof real;
    expect(real[file]).toContain(safe);
    const { code, output } = await electronegativity({ ...real, [file]: real[file].replace(safe, unsafe) });
    expect(output).toContain(finding);
    expect(code).not.toBe(0);
  });

  test('refuses an explanation of what is not there', async () => {
    const docs = `${real['docs/security.md']}\n| \`OPEN_EXTERNAL_JS_CHECK\` | \`electron/main/x.ts\` | because |\n`;
    const { code, output } = await electronegativity({ ...real, 'docs/security.md': docs });
    expect(output).toContain('OPEN_EXTERNAL_JS_CHECK in electron/main/x.ts, which is not found');
    expect(code).not.toBe(0);
  });

  test('refuses what it cannot read', async () => {
    const { code, output } = await electronegativity({ ...real, 'electron/main/broken.ts': 'export const = ;\n' });
    expect(output).toContain('broken.ts cannot be parsed');
    expect(code).not.toBe(0);
  });
});
