// Owns: where the desktop app's build and its runtimes are kept. Imports Node only.
import path from 'node:path';

export const root = path.dirname(path.dirname(import.meta.dirname));
export const cacheDir = path.join(root, 'node_modules', '.cache', 'slipway');
export const distDir = path.join(root, 'dist');
export const outDir = path.join(root, 'out');
/** Node 24, a package of the project; its own executable, without npm's wrapper. */
export const projectNode = path.join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
