// Owns: making package-lock.json whole for every platform. `npm ci` refuses a lock that lacks an entry for an optional
// package of another platform, and npm leaves such entries out where the registry at hand does not carry that package.
// Run it after `npm install`. Imports Node and zod only.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

/** The lock as npm wrote it; records keep the order of its keys. */
const entrySchema = z.record(z.string(), z.json());
const lockSchema = z.record(z.string(), z.json());
const packagesSchema = z.record(z.string(), entrySchema);
const optionalSchema = z.record(z.string(), z.string()).default({});

type Packages = z.infer<typeof packagesSchema>;

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** What a platform package's name says that it runs on: `…-linux-arm64-musl`. Undefined when it names no platform. */
export function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } | undefined {
  const words = name.split(/[-/]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = processors.find((processor) => words.includes(processor));
  if (!os || !cpu) return undefined;
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : undefined;
  return { os: [os], cpu: [cpu], ...(os === 'linux' && libc ? { libc } : {}) };
}

/** The packages with an entry for each optional platform package that had none, and the names added. */
export function completePackages(packages: Packages): { packages: Packages; added: string[] } {
  const whole: Packages = { ...packages };
  const added: string[] = [];
  for (const [parent, entry] of Object.entries(packages)) {
    if (parent === '') continue;
    for (const [name, version] of Object.entries(optionalSchema.parse(entry.optionalDependencies))) {
      const isThere = [`${parent}/node_modules/${name}`, `node_modules/${name}`].some((key) => whole[key]);
      const platform = platformOf(name);
      // A range would have to be resolved by a registry that has the package.
      if (isThere || !platform || !/^\d/.test(version)) continue;
      whole[`node_modules/${name}`] = {
        version,
        ...platform,
        ...(entry.dev === true ? { dev: true } : {}),
        optional: true,
      };
      added.push(name);
    }
  }
  const byKey = Object.entries(whole).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { packages: added.length > 0 ? Object.fromEntries(byKey) : packages, added };
}

const file = path.resolve(import.meta.dirname, '../package-lock.json');

const read = (): z.infer<typeof lockSchema> => lockSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** The packages in this project's lock. */
export const readPackages = (): Packages => packagesSchema.parse(read().packages);

if (import.meta.main) {
  const { packages, added } = completePackages(readPackages());
  if (added.length > 0) writeFileSync(file, `${JSON.stringify({ ...read(), packages }, undefined, 2)}\n`);
  process.stdout.write(`package-lock.json: ${added.length} platform packages added\n`);
}
