// Owns: installing Debian packages for tests: as root on Debian it does, elsewhere it prints the one command.
// Plain Node, so that it runs before anything is installed. Start reading at `ensurePackages`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A field in dpkg-query's own format. @param {string} name */
const field = (name) => `\${${name}}`;

/**
 * @param {readonly string[]} packages
 * @returns {string[]}
 */
export function missingPackages(packages) {
  const format = `${field('Package')} ${field('db:Status-Status')}\\n`;
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', format, ...packages], { encoding: 'utf8' });
  const installed = new Set(
    (stdout ?? '')
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

/**
 * Installs what is missing where that is possible, and says what it did. Never throws: what stays absent is skipped by
 * name, or fails where nothing may be skipped.
 * @param {readonly string[]} packages
 * @param {(line: string) => void} say
 * @param {string} more What else the suites need that is no Debian package.
 * @returns {boolean} Whether all are there.
 */
export function ensurePackages(packages, say, more = '') {
  if (!existsSync('/etc/debian_version') || !existsSync('/usr/bin/apt-get')) {
    say(`this is not Debian; the suites that need them skip by name: ${packages.join(' ')}${more}`);
    return false;
  }
  const missing = missingPackages(packages);
  if (missing.length === 0) return true;
  if (process.getuid?.() !== 0) {
    say(`install what is missing with: sudo apt-get install --no-install-recommends ${missing.join(' ')}`);
    return false;
  }
  say(`installing ${missing.join(' ')}`);
  if (!apt(['install', ...missing], say)) {
    apt(['update'], say);
    apt(['install', ...missing], say);
  }
  return missingPackages(packages).length === 0;
}

/**
 * @param {string[]} args
 * @param {(line: string) => void} say
 * @returns {boolean}
 */
function apt(args, say) {
  // Another one may be at work: dpkg's lock is waited for.
  const options = ['-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'];
  const { status, stderr } = spawnSync('apt-get', [...options, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
  });
  if (status !== 0) say(`apt-get ${args[0]} failed: ${(stderr ?? '').trim().split('\n').at(-1) ?? ''}`);
  return status === 0;
}
