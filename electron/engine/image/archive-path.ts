import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';

/** Names that Windows keeps for devices, with any extension. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;
/** Control and format characters, unpaired surrogates, and what Windows does not allow. */
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}<>:"|?*\\]/u;

/** Why a path from an archive must not be used on any system; undefined when it is safe. Paths use `/`. */
export function pathObjection(path: string): Sentence | undefined {
  if (path.length === 0) return say('path-empty');
  if (new TextEncoder().encode(path).length > 240) return say('path-too-long');
  if (path.includes('\0')) return say('path-nul');
  if (path.startsWith('/') || path.startsWith('\\')) return say('path-absolute');
  if (/^[A-Za-z]:/.test(path)) return say('path-drive');
  if (path.includes('\\')) return say('path-backslash');
  if (forbidden.test(path)) return say('path-character');
  if (path !== path.normalize('NFC')) return say('path-unicode');
  for (const segment of path.split('/')) {
    if (segment === '') return say('path-empty-part');
    if (segment === '.' || segment === '..') return say('path-climbs', { part: segment });
    if (/[. ]$/.test(segment)) return say('path-ending');
    if (deviceName.test(segment)) return say('path-device', { part: segment });
  }
  return undefined;
}

/**
 * Finds two paths that would meet on some system: the same name, the same but for case, or a file that is also a folder.
 * Returns the second of them, or undefined.
 */
export function findCollision(paths: Iterable<string>): string | undefined {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const path of paths) {
    const folded = path.normalize('NFC').toLowerCase();
    if (files.has(folded) || folders.has(folded)) return path;
    files.add(folded);
    for (let at = folded.lastIndexOf('/'); at > 0; at = folded.lastIndexOf('/', at - 1)) {
      const folder = folded.slice(0, at);
      if (files.has(folder)) return path;
      folders.add(folder);
    }
  }
  return undefined;
}
