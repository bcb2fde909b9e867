// Owns: what is wrong with this station and the command that mends it. May import contract, util and the journal's interface.
// Each check looks at the real machine through `DoctorProbe`, which tests replace by facts. Start reading at `runDoctor`.
import type { DoctorCheck } from '../../contract/api.ts';
import type { PortStatus } from '../../contract/device.ts';

const mebibyte = 1024 * 1024;
/** Below this the journal may fail to grow during a shift. */
const lowDiskBytes = 500 * mebibyte;
const fullDiskBytes = 50 * mebibyte;
/** A release cannot have been started before it was made. */
const earliestPlausibleMs = Date.UTC(2026, 0, 1);

/** The facts about the machine that the checks judge. */
export interface DoctorProbe {
  readonly platform: NodeJS.Platform;
  readonly nodeVersion: string;
  readonly dataDir: string;
  nowMs(): number;
  /** Free bytes on the disk of the data directory. */
  freeBytes(): Promise<number>;
  canWriteDataDir(): Promise<boolean>;
  lastRecordAtMs(): number | undefined;
  ports(): Promise<readonly PortStatus[]>;
  /** Whether this user may open the device node, and the group that owns it. */
  portAccess(devicePath: string): Promise<{ isAllowed: boolean; group: string }>;
  /** Names of running programs. */
  runningPrograms(): Promise<ReadonlySet<string>>;
  isUdevRuleInstalled(): Promise<boolean>;
  udevRulePath: string;
  /** Loads a native module; the reason when it cannot be loaded. */
  nativeModule(name: 'serialport' | 'usb' | 'node-pty'): Promise<string | undefined>;
  trustedKeyCount(): Promise<number>;
  /** Expiry of each issuing CA. */
  caExpiries(): Promise<readonly { name: string; notAfterMs: number }[]>;
  outbox(): { waiting: number; held: number; oldestQueuedAtMs: number | undefined };
}

/** Runs every check; none of them changes anything, and one that fails to run is a finding of its own. */
export async function runDoctor(probe: DoctorProbe): Promise<DoctorCheck[]> {
  const checks = [
    checkNode,
    checkClock,
    checkDisk,
    checkDataDir,
    checkNativeModules,
    checkPorts,
    checkPortAccess,
    checkPortThieves,
    checkUdev,
    checkTrust,
    checkAuthorities,
    checkOutbox,
  ];
  const results: DoctorCheck[] = [];
  for (const check of checks) {
    try {
      results.push(await check(probe));
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      results.push(
        problem(
          check.name,
          'Check could not run',
          `${check.name}: ${reason}`,
          'Report this with the output of `slipway doctor --json`.',
        ),
      );
    }
  }
  return results;
}

const ok = (id: string, title: string, finding: string): DoctorCheck => ({
  id,
  title,
  state: 'ok',
  finding,
  mend: null,
});
const skip = (id: string, title: string, finding: string): DoctorCheck => ({
  id,
  title,
  state: 'not-applicable',
  finding,
  mend: null,
});
const warning = (id: string, title: string, finding: string, mend: string): DoctorCheck => ({
  id,
  title,
  state: 'warning',
  finding,
  mend,
});
const problem = (id: string, title: string, finding: string, mend: string): DoctorCheck => ({
  id,
  title,
  state: 'problem',
  finding,
  mend,
});

async function checkNode(probe: DoctorProbe): Promise<DoctorCheck> {
  const major = Number(/^v?(\d+)/.exec(probe.nodeVersion)?.[1] ?? 0);
  return major >= 24
    ? ok('node', 'Node', `${probe.nodeVersion}`)
    : problem(
        'node',
        'Node',
        `${probe.nodeVersion} is too old for the journal.`,
        'Start through `npm run`, which brings Node 24.',
      );
}

async function checkClock(probe: DoctorProbe): Promise<DoctorCheck> {
  const now = probe.nowMs();
  const last = probe.lastRecordAtMs();
  const mend = probe.platform === 'linux' ? 'sudo timedatectl set-ntp true' : 'Set the clock in the system settings.';
  if (now < earliestPlausibleMs)
    return problem('clock', 'Clock', `The clock says ${new Date(now).toISOString()}, which cannot be.`, mend);
  if (last !== undefined && now < last) {
    return problem('clock', 'Clock', `The clock is ${Math.round((last - now) / 1000)} s behind the last record.`, mend);
  }
  return ok('clock', 'Clock', new Date(now).toISOString());
}

async function checkDisk(probe: DoctorProbe): Promise<DoctorCheck> {
  const free = await probe.freeBytes();
  const text = `${Math.round(free / mebibyte)} MiB free at ${probe.dataDir}.`;
  const mend = 'Free some space, or move the station with --data-dir.';
  if (free < fullDiskBytes) return problem('disk', 'Disk', text, mend);
  return free < lowDiskBytes ? warning('disk', 'Disk', text, mend) : ok('disk', 'Disk', text);
}

async function checkDataDir(probe: DoctorProbe): Promise<DoctorCheck> {
  return (await probe.canWriteDataDir())
    ? ok('data-dir', 'Data folder', probe.dataDir)
    : problem(
        'data-dir',
        'Data folder',
        `${probe.dataDir} may not be written.`,
        `sudo chown -R "$USER" '${probe.dataDir}'`,
      );
}

async function checkNativeModules(probe: DoctorProbe): Promise<DoctorCheck> {
  const serial = await probe.nativeModule('serialport');
  if (serial !== undefined)
    return problem('native', 'Native modules', `serialport: ${serial}`, 'npm rebuild @serialport/bindings-cpp');
  const usb = await probe.nativeModule('usb');
  if (usb !== undefined)
    return warning('native', 'Native modules', `usb: ${usb} Ports are polled instead.`, 'npm rebuild usb');
  const pty = await probe.nativeModule('node-pty');
  // The packaged app goes without: it serves virtual units to other programs, which is the command line's.
  if (pty?.startsWith("Cannot find package 'node-pty'"))
    return ok('native', 'Native modules', 'serialport and usb load.');
  if (pty !== undefined) {
    return warning(
      'native',
      'Native modules',
      `node-pty: ${pty} The virtual bench goes without ptys.`,
      'Install a C++ compiler, then `npm rebuild node-pty`.',
    );
  }
  return ok('native', 'Native modules', 'serialport, usb and node-pty load.');
}

async function checkPorts(probe: DoctorProbe): Promise<DoctorCheck> {
  const ports = await probe.ports();
  if (ports.length === 0) {
    return warning(
      'ports',
      'Ports',
      'No port is there.',
      'Plug a unit in; a USB cable without data wires shows nothing.',
    );
  }
  return ok('ports', 'Ports', `${ports.length}: ${ports.map(({ port }) => port.path).join(', ')}`);
}

async function checkPortAccess(probe: DoctorProbe): Promise<DoctorCheck> {
  if (probe.platform !== 'linux') return skip('port-access', 'Port permissions', 'Not needed on this system.');
  const nodes = (await probe.ports()).filter(({ port }) => port.kind === 'serial');
  for (const { port } of nodes) {
    const { isAllowed, group } = await probe.portAccess(port.path);
    if (!isAllowed) {
      return problem(
        'port-access',
        'Port permissions',
        `This user may not open ${port.path}.`,
        `sudo usermod -aG ${group} "$USER", then sign in again`,
      );
    }
  }
  return ok(
    'port-access',
    'Port permissions',
    nodes.length === 0 ? 'No serial port to check.' : 'All serial ports may be opened.',
  );
}

async function checkPortThieves(probe: DoctorProbe): Promise<DoctorCheck> {
  if (probe.platform !== 'linux') return skip('port-thieves', 'Programs that take ports', 'Not known on this system.');
  const running = await probe.runningPrograms();
  if (running.has('ModemManager') && !(await probe.isUdevRuleInstalled())) {
    return problem(
      'port-thieves',
      'Programs that take ports',
      'ModemManager is running and probes every new serial port.',
      installUdevRule(probe),
    );
  }
  if (running.has('brltty')) {
    return problem(
      'port-thieves',
      'Programs that take ports',
      'brltty is running and takes CH340 and CP210x ports.',
      'sudo systemctl mask --now brltty.service brltty-udev.service',
    );
  }
  return ok('port-thieves', 'Programs that take ports', 'None is running.');
}

const installUdevRule = (probe: DoctorProbe) =>
  `sudo cp '${probe.udevRulePath}' /etc/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger`;

async function checkUdev(probe: DoctorProbe): Promise<DoctorCheck> {
  if (probe.platform !== 'linux') return skip('udev', 'udev rules', 'Linux only.');
  return (await probe.isUdevRuleInstalled())
    ? ok('udev', 'udev rules', 'Installed.')
    : warning(
        'udev',
        'udev rules',
        'The rules that give access to units and keep other programs away are not installed.',
        installUdevRule(probe),
      );
}

async function checkTrust(probe: DoctorProbe): Promise<DoctorCheck> {
  const count = await probe.trustedKeyCount();
  return count > 0
    ? ok('trust', 'Trusted signers', `${count}.`)
    : warning(
        'trust',
        'Trusted signers',
        'No key is trusted yet, so every bundle is refused.',
        'slipway keys trust add <public key>',
      );
}

async function checkAuthorities(probe: DoctorProbe): Promise<DoctorCheck> {
  const authorities = await probe.caExpiries();
  const now = probe.nowMs();
  const expired = authorities.find(({ notAfterMs }) => notAfterMs < now);
  if (expired !== undefined) {
    return problem(
      'ca',
      'Issuing CA',
      `"${expired.name}" expired on ${new Date(expired.notAfterMs).toISOString()}.`,
      'Renew it, then import it under the same name.',
    );
  }
  const soonMs = 30 * 86_400_000;
  const ending = authorities.find(({ notAfterMs }) => notAfterMs < now + soonMs);
  if (ending !== undefined) {
    return warning(
      'ca',
      'Issuing CA',
      `"${ending.name}" expires on ${new Date(ending.notAfterMs).toISOString()}.`,
      'Renew it before then.',
    );
  }
  return ok(
    'ca',
    'Issuing CA',
    authorities.length === 0
      ? 'None; needed only for recipes with certificates.'
      : authorities.map(({ name }) => name).join(', '),
  );
}

async function checkOutbox(probe: DoctorProbe): Promise<DoctorCheck> {
  const { waiting, held, oldestQueuedAtMs } = probe.outbox();
  if (held > 0)
    return problem('outbox', 'Outbox', `${held} held: the fleet refused them.`, 'slipway outbox list --state held');
  if (waiting === 0) return ok('outbox', 'Outbox', 'Nothing waits.');
  const hours = oldestQueuedAtMs === undefined ? 0 : Math.floor((probe.nowMs() - oldestQueuedAtMs) / 3_600_000);
  const text = `${waiting} waiting, the oldest for ${hours} h.`;
  return hours >= 24
    ? warning('outbox', 'Outbox', text, 'slipway outbox retry, or slipway outbox export')
    : ok('outbox', 'Outbox', text);
}
