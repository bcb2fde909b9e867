// Owns: the doctor's findings and remedies in English, as the command line prints them. Imports the contract. Pure.
import type { DoctorCheckId, DoctorFinding, DoctorRemedy } from '../../contract/doctor.ts';

const mebibyte = 1024 * 1024;
const hourMs = 3_600_000;
const moment = (atMs: number) => new Date(atMs).toISOString();

export const checkTitles: Readonly<Record<DoctorCheckId, string>> = {
  node: 'Node',
  clock: 'Clock',
  disk: 'Disk',
  'data-dir': 'Data folder',
  native: 'Native modules',
  ports: 'Ports',
  'port-access': 'Port permissions',
  'port-thieves': 'Programs that take ports',
  udev: 'udev rules',
  trust: 'Trusted signers',
  ca: 'Issuing CA',
  outbox: 'Outbox',
};

export function findingSentence(found: DoctorFinding): string {
  switch (found.code) {
    case 'check-failed':
      return `The check could not run: ${found.reason}`;
    case 'node-present':
      return found.version;
    case 'node-too-old':
      return `${found.version} is too old for the journal.`;
    case 'clock-right':
      return moment(found.nowAtMs);
    case 'clock-impossible':
      return `The clock says ${moment(found.nowAtMs)}, which cannot be.`;
    case 'clock-behind':
      return `The clock is ${Math.round(found.behindMs / 1000)} s behind the last record.`;
    case 'disk-free':
      return `${Math.round(found.freeBytes / mebibyte)} MiB free at ${found.path}.`;
    case 'data-dir-writable':
      return found.path;
    case 'data-dir-forbidden':
      return `${found.path} may not be written.`;
    case 'native-loaded':
      return `${new Intl.ListFormat('en-GB').format(found.modules)} load.`;
    case 'native-serial-missing':
      return `serialport: ${found.reason}`;
    case 'native-usb-missing':
      return `usb: ${found.reason} Ports are polled instead.`;
    case 'native-pty-missing':
      return `node-pty: ${found.reason} The virtual bench goes without ptys.`;
    case 'ports-none':
      return 'No port is there.';
    case 'ports-present':
      return `${found.ports}: ${found.paths.join(', ')}`;
    case 'port-access-not-needed':
      return 'Not needed on this system.';
    case 'port-access-no-ports':
      return 'No serial port to check.';
    case 'port-access-allowed':
      return 'All serial ports may be opened.';
    case 'port-access-forbidden':
      return `This user may not open ${found.path}.`;
    case 'port-thieves-not-known':
      return 'Not known on this system.';
    case 'port-thieves-none':
      return 'None is running.';
    case 'port-thief-modem-manager':
      return 'ModemManager is running and probes every new serial port.';
    case 'port-thief-brltty':
      return 'brltty is running and takes CH340 and CP210x ports.';
    case 'udev-not-needed':
      return 'Linux only.';
    case 'udev-installed':
      return 'Installed.';
    case 'udev-missing':
      return 'The rules that give access to units and keep other programs away are not installed.';
    case 'trust-present':
      return `${found.keys}.`;
    case 'trust-none':
      return 'No key is trusted yet, so every bundle is refused.';
    case 'ca-none':
      return 'None; needed only for recipes with certificates.';
    case 'ca-valid':
      return found.names.join(', ');
    case 'ca-expiring':
      return `"${found.name}" expires on ${moment(found.expiresAtMs)}.`;
    case 'ca-expired':
      return `"${found.name}" expired on ${moment(found.expiresAtMs)}.`;
    case 'outbox-empty':
      return 'Nothing waits.';
    case 'outbox-waiting':
      return `${found.entries} waiting, the oldest for ${Math.floor(found.oldestWaitMs / hourMs)} h.`;
    case 'outbox-held':
      return `${found.entries} held: the fleet refused them.`;
  }
}

export function remedySentence(remedy: DoctorRemedy): string {
  switch (remedy.code) {
    case 'run-command':
      return remedy.command;
    case 'start-by-npm':
      return 'Start through `npm run`, which brings Node 24.';
    case 'set-clock':
      return 'Set the clock in the system settings.';
    case 'free-space':
      return 'Free some space, or move the station with --data-dir.';
    case 'install-compiler':
      return `Install a C++ compiler, then \`${remedy.command}\`.`;
    case 'plug-in':
      return 'Plug a unit in; a USB cable without data wires shows nothing.';
    case 'join-group':
      return `${remedy.command}, then sign in again`;
    case 'renew-ca':
      return 'Renew it, then import it under the same name.';
    case 'renew-ca-in-time':
      return 'Renew it before then.';
    case 'retry-outbox':
      return `${remedy.command}, or slipway outbox export`;
    case 'report':
      return `Report this with the output of \`${remedy.command}\`.`;
  }
}
