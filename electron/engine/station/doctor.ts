// Owns: what is wrong with this station and the command that mends it. May import contract, util and the journal's interface.
// Each check looks at the real machine through `DoctorProbe`, which tests replace by facts. Start reading at `runDoctor`.
import type { PortStatus } from '../../contract/device.ts';
import {
  type DoctorCheck,
  type DoctorCheckId,
  type DoctorFinding,
  type DoctorRemedy,
  doctorCheckIds,
} from '../../contract/doctor.ts';
import { checkTitles, findingSentence, remedySentence } from './doctor-words.ts';

const mebibyte = 1024 * 1024;
/** Below this the journal may fail to grow during a shift. */
const lowDiskBytes = 500 * mebibyte;
const fullDiskBytes = 50 * mebibyte;
/** A release cannot have been started before it was made. */
const earliestPlausibleMs = Date.UTC(2026, 0, 1);
/** So long before it expires a CA is said to. */
const soonMs = 30 * 86_400_000;
/** A fleet that has heard nothing for a day is worth a look. */
const staleOutboxMs = 86_400_000;

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

/** What a check says; its words in English are made in one place. */
interface Verdict {
  readonly state: DoctorCheck['state'];
  readonly found: DoctorFinding;
  readonly remedy: DoctorRemedy | null;
}

const ok = (found: DoctorFinding): Verdict => ({ state: 'ok', found, remedy: null });
const skip = (found: DoctorFinding): Verdict => ({ state: 'not-applicable', found, remedy: null });
const warning = (found: DoctorFinding, remedy: DoctorRemedy): Verdict => ({ state: 'warning', found, remedy });
const problem = (found: DoctorFinding, remedy: DoctorRemedy): Verdict => ({ state: 'problem', found, remedy });
const run = (command: string): DoctorRemedy => ({ code: 'run-command', command });

const checks: Readonly<Record<DoctorCheckId, (probe: DoctorProbe) => Promise<Verdict>>> = {
  node: checkNode,
  clock: checkClock,
  disk: checkDisk,
  'data-dir': checkDataDir,
  native: checkNativeModules,
  ports: checkPorts,
  'port-access': checkPortAccess,
  'port-thieves': checkPortThieves,
  udev: checkUdev,
  trust: checkTrust,
  ca: checkAuthorities,
  outbox: checkOutbox,
};

/** Runs every check; none of them changes anything, and one that fails to run is a finding of its own. */
export async function runDoctor(probe: DoctorProbe): Promise<DoctorCheck[]> {
  const results: DoctorCheck[] = [];
  for (const id of doctorCheckIds) results.push(worded(id, await tryCheck(checks[id], probe)));
  return results;
}

async function tryCheck(check: (probe: DoctorProbe) => Promise<Verdict>, probe: DoctorProbe): Promise<Verdict> {
  try {
    return await check(probe);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return problem({ code: 'check-failed', reason }, { code: 'report', command: 'slipway doctor --json' });
  }
}

const worded = (id: DoctorCheckId, { state, found, remedy }: Verdict): DoctorCheck => ({
  id,
  title: checkTitles[id],
  state,
  finding: findingSentence(found),
  mend: remedy === null ? null : remedySentence(remedy),
  found,
  remedy,
});

async function checkNode({ nodeVersion: version }: DoctorProbe): Promise<Verdict> {
  const major = Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);
  return major >= 24
    ? ok({ code: 'node-present', version })
    : problem({ code: 'node-too-old', version }, { code: 'start-by-npm' });
}

async function checkClock(probe: DoctorProbe): Promise<Verdict> {
  const nowAtMs = probe.nowMs();
  const last = probe.lastRecordAtMs();
  const remedy: DoctorRemedy =
    probe.platform === 'linux' ? run('sudo timedatectl set-ntp true') : { code: 'set-clock' };
  if (nowAtMs < earliestPlausibleMs) return problem({ code: 'clock-impossible', nowAtMs }, remedy);
  if (last !== undefined && nowAtMs < last) return problem({ code: 'clock-behind', behindMs: last - nowAtMs }, remedy);
  return ok({ code: 'clock-right', nowAtMs });
}

async function checkDisk(probe: DoctorProbe): Promise<Verdict> {
  const freeBytes = await probe.freeBytes();
  const found: DoctorFinding = { code: 'disk-free', freeBytes, path: probe.dataDir };
  if (freeBytes < fullDiskBytes) return problem(found, { code: 'free-space' });
  return freeBytes < lowDiskBytes ? warning(found, { code: 'free-space' }) : ok(found);
}

async function checkDataDir(probe: DoctorProbe): Promise<Verdict> {
  const { dataDir } = probe;
  return (await probe.canWriteDataDir())
    ? ok({ code: 'data-dir-writable', path: dataDir })
    : problem({ code: 'data-dir-forbidden', path: dataDir }, run(`sudo chown -R "$USER" '${dataDir}'`));
}

async function checkNativeModules(probe: DoctorProbe): Promise<Verdict> {
  const serial = await probe.nativeModule('serialport');
  if (serial !== undefined)
    return problem({ code: 'native-serial-missing', reason: serial }, run('npm rebuild @serialport/bindings-cpp'));
  const usb = await probe.nativeModule('usb');
  if (usb !== undefined) return warning({ code: 'native-usb-missing', reason: usb }, run('npm rebuild usb'));
  const pty = await probe.nativeModule('node-pty');
  // The packaged app goes without: it serves virtual units to other programs, which is the command line's.
  if (pty?.startsWith("Cannot find package 'node-pty'"))
    return ok({ code: 'native-loaded', modules: ['serialport', 'usb'] });
  if (pty !== undefined) {
    return warning(
      { code: 'native-pty-missing', reason: pty },
      { code: 'install-compiler', command: 'npm rebuild node-pty' },
    );
  }
  return ok({ code: 'native-loaded', modules: ['serialport', 'usb', 'node-pty'] });
}

async function checkPorts(probe: DoctorProbe): Promise<Verdict> {
  // As people count: ttyUSB2 before ttyUSB10.
  const inOrder = new Intl.Collator('en', { numeric: true });
  const paths = (await probe.ports()).map(({ port }) => port.path).sort(inOrder.compare);
  return paths.length === 0
    ? warning({ code: 'ports-none' }, { code: 'plug-in' })
    : ok({ code: 'ports-present', ports: paths.length, paths });
}

async function checkPortAccess(probe: DoctorProbe): Promise<Verdict> {
  if (probe.platform !== 'linux') return skip({ code: 'port-access-not-needed' });
  const nodes = (await probe.ports()).filter(({ port }) => port.kind === 'serial');
  for (const { port } of nodes) {
    const { isAllowed, group } = await probe.portAccess(port.path);
    if (!isAllowed) {
      return problem(
        { code: 'port-access-forbidden', path: port.path },
        { code: 'join-group', command: `sudo usermod -aG ${group} "$USER"` },
      );
    }
  }
  return ok({ code: nodes.length === 0 ? 'port-access-no-ports' : 'port-access-allowed' });
}

async function checkPortThieves(probe: DoctorProbe): Promise<Verdict> {
  if (probe.platform !== 'linux') return skip({ code: 'port-thieves-not-known' });
  const running = await probe.runningPrograms();
  if (running.has('ModemManager') && !(await probe.isUdevRuleInstalled()))
    return problem({ code: 'port-thief-modem-manager' }, installUdevRule(probe));
  if (running.has('brltty')) {
    return problem({ code: 'port-thief-brltty' }, run('sudo systemctl mask --now brltty.service brltty-udev.service'));
  }
  return ok({ code: 'port-thieves-none' });
}

const installUdevRule = ({ udevRulePath }: DoctorProbe): DoctorRemedy =>
  run(`sudo cp '${udevRulePath}' /etc/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger`);

async function checkUdev(probe: DoctorProbe): Promise<Verdict> {
  if (probe.platform !== 'linux') return skip({ code: 'udev-not-needed' });
  return (await probe.isUdevRuleInstalled())
    ? ok({ code: 'udev-installed' })
    : warning({ code: 'udev-missing' }, installUdevRule(probe));
}

async function checkTrust(probe: DoctorProbe): Promise<Verdict> {
  const keys = await probe.trustedKeyCount();
  return keys > 0
    ? ok({ code: 'trust-present', keys })
    : warning({ code: 'trust-none' }, run('slipway keys trust add <public key>'));
}

async function checkAuthorities(probe: DoctorProbe): Promise<Verdict> {
  const authorities = await probe.caExpiries();
  const now = probe.nowMs();
  const expired = authorities.find(({ notAfterMs }) => notAfterMs < now);
  if (expired !== undefined) {
    const { name, notAfterMs: expiresAtMs } = expired;
    return problem({ code: 'ca-expired', name, expiresAtMs }, { code: 'renew-ca' });
  }
  const ending = authorities.find(({ notAfterMs }) => notAfterMs < now + soonMs);
  if (ending !== undefined) {
    const { name, notAfterMs: expiresAtMs } = ending;
    return warning({ code: 'ca-expiring', name, expiresAtMs }, { code: 'renew-ca-in-time' });
  }
  if (authorities.length === 0) return ok({ code: 'ca-none' });
  return ok({ code: 'ca-valid', names: authorities.map(({ name }) => name) });
}

async function checkOutbox(probe: DoctorProbe): Promise<Verdict> {
  const { waiting, held, oldestQueuedAtMs } = probe.outbox();
  if (held > 0) return problem({ code: 'outbox-held', entries: held }, run('slipway outbox list --state held'));
  if (waiting === 0) return ok({ code: 'outbox-empty' });
  const oldestWaitMs = oldestQueuedAtMs === undefined ? 0 : Math.max(0, probe.nowMs() - oldestQueuedAtMs);
  const found: DoctorFinding = { code: 'outbox-waiting', entries: waiting, oldestWaitMs };
  return oldestWaitMs >= staleOutboxMs
    ? warning(found, { code: 'retry-outbox', command: 'slipway outbox retry' })
    : ok(found);
}
