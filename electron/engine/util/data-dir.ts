// Owns: where a station keeps everything unless it is told otherwise. Imports Node only.
import { homedir } from 'node:os';
import path from 'node:path';

/** The place that each system has for it; `SLIPWAY_DATA_DIR` overrides. The command line and the app share it. */
export function defaultDataDir(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env.SLIPWAY_DATA_DIR) return env.SLIPWAY_DATA_DIR;
  if (platform === 'win32') {
    return path.join(env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'), 'Slipway');
  }
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'Slipway');
  return path.join(env.XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share'), 'slipway');
}
