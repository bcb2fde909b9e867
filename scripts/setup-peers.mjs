// Owns: the Debian packages and tools that the peer suites need. Plain Node, so that a shell can call it before anything is installed.
// As root on Debian it installs what is missing; elsewhere it prints the one command, and the suites skip by name.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Each package and the suite that needs it. */
const packages = {
  'python3-minimal': 'esptool',
  'python3-serial': 'esptool',
  'python3-ecdsa': 'esptool',
  'python3-cryptography': 'esptool',
  'python3-bitstring': 'esptool',
  'python3-intelhex': 'esptool',
  'python3-yaml': 'esptool',
  openssl: 'certificates',
  zip: 'hostile bundles',
  unzip: 'bundles',
  socat: 'serial ports over pty and TCP',
};

/** What installs esptool into .peers/, written beside the suite that uses it; the first one that exists is run. */
const esptoolInstallers = [
  ['bash', 'scripts/peers/install-esptool.sh'],
  [process.execPath, 'scripts/peers/install-esptool.mjs'],
  [process.execPath, 'scripts/peers/install-esptool.ts'],
];

/** @param {string} line */
const say = (line) => process.stderr.write(`peers: ${line}\n`);

const isDebian = () => existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

/** A field in dpkg-query's own format. @param {string} name */
const field = (name) => `\${${name}}`;

/** @returns {string[]} */
function missingPackages() {
  const { stdout } = spawnSync(
    'dpkg-query',
    ['-W', '-f', `${field('Package')} ${field('db:Status-Status')}\\n`, ...Object.keys(packages)],
    {
      encoding: 'utf8',
    },
  );
  const installed = new Set(
    (stdout ?? '')
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return Object.keys(packages).filter((name) => !installed.has(name));
}

/**
 * @param {string[]} args
 * @returns {boolean}
 */
function apt(args) {
  const { status, stderr } = spawnSync('apt-get', ['-y', '-qq', '--no-install-recommends', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 300_000,
  });
  if (status !== 0) say(`apt-get ${args[0]} failed: ${(stderr ?? '').trim().split('\n').at(-1) ?? ''}`);
  return status === 0;
}

/** Installs what is missing where that is possible, and says what it did. Never throws: what is absent is skipped by name. */
function setUpPeers() {
  if (!isDebian()) {
    say(`this is not Debian; the suites that need them skip by name: ${Object.keys(packages).join(' ')}, esptool 4.7`);
    return;
  }
  const missing = missingPackages();
  const isRoot = process.getuid?.() === 0;
  if (missing.length > 0 && !isRoot) {
    say(`install what is missing with: sudo apt-get install --no-install-recommends ${missing.join(' ')}`);
  } else if (missing.length > 0) {
    say(`installing ${missing.join(' ')}`);
    if (!apt(['install', ...missing])) {
      apt(['update']);
      apt(['install', ...missing]);
    }
  }
  if (missingPackages().length > 0) return;
  const installer = esptoolInstallers.find(([, file]) => file !== undefined && existsSync(file));
  if (!installer) return;
  const [program, file] = installer;
  if (!program || !file) return;
  const { status, stdout, stderr } = spawnSync(program, [file], { encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) say(`${file} failed: ${`${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').at(-1) ?? ''}`);
}

setUpPeers();
