// Owns: the list of packages that ship with Slipway and their licences, from npm's own lock file. make-docs.ts writes it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
    }),
  ),
});

/** One package as the window lists it. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** What is installed for users: no tool that only builds or tests. Throws where a package names no licence. */
export function licencesOf(lock: unknown): Licence[] {
  const found = new Map<string, Licence>();
  for (const [place, { version, license, dev, devOptional }] of Object.entries(lockSchema.parse(lock).packages)) {
    const name = place.split('node_modules/').at(-1);
    if (place === '' || name === undefined || version === undefined || dev || devOptional) continue;
    if (license === undefined) throw new Error(`${name} ${version} names no licence in package-lock.json`);
    found.set(`${name}@${version}`, { name, version, licence: license });
  }
  return [...found.values()].sort((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1,
  );
}

/** One line for each, so that a change of a dependency is a change of one line. */
export function licencesText(root: string): string {
  const lock: unknown = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const lines = licencesOf(lock).map(
    ({ name, version, licence }) =>
      `  { "name": ${JSON.stringify(name)}, "version": ${JSON.stringify(version)}, "licence": ${JSON.stringify(licence)} }`,
  );
  return `[\n${lines.join(',\n')}\n]\n`;
}
