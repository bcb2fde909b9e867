// Owns: whether this machine can show a window, and if not, why and what mends it. Start reading at `whyNoWindow`.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Each gives the reason, as the end of a sentence; undefined where nothing stands against a window. */
export const whyNoWindow = { display, libraries, sandbox } as const;

function display(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string | undefined {
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return undefined;
  return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
}

/** Debian's names of what Electron links to. */
export const electronLibraries = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
] as const;

function libraries(executable: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  const missing = (stdout ?? '').split('\n').filter((line) => line.includes('not found'));
  if (missing.length === 0) return undefined;
  const names = missing.map((line) => line.trim().split(' ')[0]).join(' ');
  const mend = `sudo apt-get install --no-install-recommends ${electronLibraries.join(' ')}`;
  return `libraries are missing: ${names} (${mend})`;
}

/** Chromium's sandbox needs user namespaces, or its helper owned by root with the SUID bit. */
function sandbox(dir: string): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return undefined;
  const helper = path.join(dir, 'chrome-sandbox');
  const found = statSync(helper, { throwIfNoEntry: false });
  if (found !== undefined && found.uid === 0 && (found.mode & 0o4000) !== 0) return undefined;
  const isOff =
    readFlag('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    readFlag('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1';
  if (!isOff) return undefined;
  return `this system gives Chromium no sandbox (sudo chown root '${helper}' && sudo chmod 4755 '${helper}')`;
}

const readFlag = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
