// Owns: the Debian packages and tools that the peer suites need. Plain Node, so that a shell can call it before anything is installed.
// As root on Debian it installs what is missing; elsewhere it prints the one command, and the suites skip by name.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ensurePackages } from './debian.mjs';

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

/** Installs what is missing where that is possible, and says what it did. Never throws: what is absent is skipped by name. */
function setUpPeers() {
  if (!ensurePackages(Object.keys(packages), say, ', esptool 4.7')) return;
  const installer = esptoolInstallers.find(([, file]) => file !== undefined && existsSync(file));
  if (!installer) return;
  const [program, file] = installer;
  if (!program || !file) return;
  const { status, stdout, stderr } = spawnSync(program, [file], { encoding: 'utf8', timeout: 300_000 });
  if (status !== 0) say(`${file} failed: ${`${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').at(-1) ?? ''}`);
}

setUpPeers();
