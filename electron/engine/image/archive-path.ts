/** Names that Windows keeps for devices, with any extension. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;
/** Control and format characters, unpaired surrogates, and what Windows does not allow. */
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}<>:"|?*\\]/u;

/** Why a path from an archive must not be used on any system; undefined when it is safe. Paths use `/`. */
export function pathObjection(path: string): string | undefined {
  if (path.length === 0) return 'is empty';
  if (new TextEncoder().encode(path).length > 240) return 'is longer than 240 bytes';
  if (path.includes('\0')) return 'contains NUL';
  if (path.startsWith('/') || path.startsWith('\\')) return 'is absolute';
  if (/^[A-Za-z]:/.test(path)) return 'names a drive';
  if (path.includes('\\')) return 'contains a backslash';
  if (forbidden.test(path)) return 'contains a character that not every system allows';
  if (path !== path.normalize('NFC')) return 'is not in Unicode form NFC, so it has a twin of the same look';
  for (const segment of path.split('/')) {
    if (segment === '') return 'has an empty part';
    if (segment === '.' || segment === '..') return `climbs with "${segment}"`;
    if (/[. ]$/.test(segment)) return 'has a part that ends in a dot or space';
    if (deviceName.test(segment)) return `names the device ${segment}`;
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
