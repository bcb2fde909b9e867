// Owns: running Electronegativity over the app: each of its findings must be explained in docs/security.md, and each
// explanation must have its finding. Run it in the folder of package.json. Start reading at `main`.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folders = ['electron/main', 'electron/preload', 'renderer'];
const explanations = 'docs/security.md';
/** `| `FINDING` | `file` | why |` in docs/security.md. */
const explained = /^\| `([A-Z0-9_]+_CHECK)` \| `?([^|`]+?)`? \| .+\|$/gm;
/** It asks the network which Electron is newest; `npm outdated` answers that, and a check must not need a network. */
const excluded = ['availablesecurityfixesglobalcheck'];
/** The tool knows our syntax by these names of Babel's. */
const syntax = ['importAttributes', 'explicitResourceManagement'];

/**
 * Its texts come from its own file rather than from a server, and its parser is given a TypeScript that still has an
 * API (as in scripts/cruise.mjs).
 */
function openTool() {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const isAsked = specifier === 'typescript' || specifier.startsWith('typescript/');
      if (!isAsked || !context.parentURL?.includes('/typescript-estree/')) return nextResolve(specifier, context);
      return nextResolve(specifier.replace('typescript', '@typescript/typescript6'), context);
    },
    load(url, context, nextLoad) {
      if (!url.endsWith('/electronegativity/dist/locales/i18n.js')) return nextLoad(url, context);
      const source = `const texts = require('./en-US.json');
        module.exports = async () => { global.__ = (key) => texts[key] ?? key; };`;
      return { format: 'commonjs', source, shortCircuit: true };
    },
  });
  return createRequire(import.meta.url)('@doyensec/electronegativity/dist/runner.js');
}

/**
 * A copy with the app's own sources and nothing else: the tool reads every file of a folder.
 * @param {string} dir
 */
function copySources(dir) {
  for (const folder of folders.filter((name) => existsSync(name))) {
    const isSource = (/** @type {string} */ file) => !/\.test\.tsx?$|test-support|vite\.config/.test(file);
    cpSync(folder, path.join(dir, folder), { recursive: true, filter: isSource });
  }
  cpSync('package.json', path.join(dir, 'package.json'));
}

/** @param {string} key */
const where = (key) => key.replace(' ', ' in ');

async function main() {
  const run = openTool();
  const dir = mkdtempSync(path.join(tmpdir(), 'slipway-electronegativity-'));
  try {
    copySources(dir);
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    const { issues, errors, atomicChecks } = await run({
      input: dir,
      isRelative: true,
      customScan: [],
      excludeFromScan: excluded,
      electronVersionOverride: devDependencies.electron,
      parserPlugins: syntax,
    });
    const fileCount = readdirSync(dir, { recursive: true }).length;
    const found = new Map(issues.map((issue) => [`${issue.id} ${issue.file}`, issue]));
    const rows = [...readFileSync(explanations, 'utf8').matchAll(explained)].map(([, id, file]) => `${id} ${file}`);
    const complaints = [
      ...errors.map(({ file, message }) => `${file} cannot be parsed: ${message}`),
      ...[...found].flatMap(([key, issue]) =>
        rows.includes(key) ? [] : [`${where(key)}:${issue.location.line}: ${issue.description}`],
      ),
      ...rows
        .filter((key) => !found.has(key))
        .map((key) => `${explanations} explains ${where(key)}, which is not found`),
    ];
    for (const complaint of complaints) process.stdout.write(`${complaint}\n`);
    process.stdout.write(
      `${atomicChecks} checks, ${fileCount} files, ${found.size} findings, ${rows.length} explained\n`,
    );
    return complaints.length === 0 ? 0 : 1;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

process.exitCode = await main();
