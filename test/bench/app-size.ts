// Owns: what the package weighs, by part, and what the window loads before it shows its first screen.
// Start reading at `benchAppSize`.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { distDir } from '../../scripts/electron/paths.ts';
import type { ResultRow } from '../../scripts/results.ts';

const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const kib = (bytes: number) => `${(bytes / 1024).toFixed(0)} KiB`;

/** Of all files below. */
function bytesOf(dir: string): number {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
}

/** `loaded`: addresses of the files that a page had loaded when its first screen was usable. */
export function benchAppSize(packaged: string, loaded: readonly string[]): ResultRow[] {
  const resources = path.join(packaged, 'resources');
  const unpacked = path.join(resources, 'app.asar.unpacked');
  const whole = bytesOf(packaged);
  const parts = {
    archive: statSync(path.join(resources, 'app.asar')).size,
    engine: bytesOf(path.join(unpacked, 'dist')),
    native: bytesOf(path.join(unpacked, 'node_modules')),
    resources: bytesOf(path.join(unpacked, 'resources')),
  };
  const ours = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  // Brought along only where the runtime's own Node is too old, as that of the development runtime.
  const node = bytesIfThere(path.join(resources, 'node'));
  return [
    {
      figure: 'package size',
      value: mib(whole),
      detail: `Electron's runtime ${mib(whole - ours - node)}, ours ${mib(ours)}${node === 0 ? '' : `, Node beside the development runtime ${mib(node)} (not in a release)`}`,
    },
    {
      figure: 'our part of the package',
      value: mib(ours),
      detail: `app.asar (window, main, preload) ${mib(parts.archive)}, engine ${mib(parts.engine)}, modules with machine code ${mib(parts.native)}, recipes, schema and rules ${mib(parts.resources)}`,
    },
    firstLoad(loaded),
  ];
}

const bytesIfThere = (dir: string) => (statSync(dir, { throwIfNoEntry: false }) === undefined ? 0 : bytesOf(dir));

function firstLoad(loaded: readonly string[]): ResultRow {
  const files = loaded
    .map((url) => new URL(url).pathname)
    .filter((pathname) => pathname.startsWith('/assets/'))
    .map((pathname) => readFileSync(path.join(distDir, 'renderer', pathname)));
  const sizes = files.map((bytes) => ({ plain: bytes.length, gzip: gzipSync(bytes).length }));
  const sum = (pick: (size: { plain: number; gzip: number }) => number) =>
    sizes.reduce((all, one) => all + pick(one), 0);
  return {
    figure: "the window's first load",
    value: `${kib(sum(({ gzip }) => gzip))} with gzip`,
    detail: `${kib(sum(({ plain }) => plain))} in ${files.length} files (scripts, styles, fonts) until the line is usable`,
  };
}
