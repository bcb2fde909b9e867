// Owns: the doctor's look at the real machine. May import contract and util. Nothing here changes anything.
import { constants } from 'node:fs';
import { access, mkdir, readdir, readFile, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { DoctorProbe } from './doctor.ts';

const udevRuleName = '70-slipway.rules';

type StationFacts = Pick<
  DoctorProbe,
  'dataDir' | 'nowMs' | 'lastRecordAtMs' | 'ports' | 'trustedKeyCount' | 'caExpiries' | 'outbox'
>;

/** The probe that the doctor of a real station uses; what only the station knows comes in as `facts`. */
export function createSystemProbe(facts: StationFacts): DoctorProbe {
  return {
    ...facts,
    platform: process.platform,
    nodeVersion: process.version,
    udevRulePath: path.resolve(import.meta.dirname, '../../../resources/udev', udevRuleName),
    async freeBytes() {
      await mkdir(facts.dataDir, { recursive: true });
      const { bavail, bsize } = await statfs(facts.dataDir);
      return bavail * bsize;
    },
    canWriteDataDir: () => isAllowed(facts.dataDir, constants.W_OK),
    async portAccess(devicePath) {
      const { gid } = await stat(devicePath);
      return { isAllowed: await isAllowed(devicePath, constants.R_OK | constants.W_OK), group: await groupName(gid) };
    },
    runningPrograms: () => (process.platform === 'linux' ? programsFromProc() : Promise.resolve(new Set<string>())),
    async isUdevRuleInstalled() {
      const folders = ['/etc/udev/rules.d', '/usr/lib/udev/rules.d', '/lib/udev/rules.d'];
      const found = await Promise.all(
        folders.map((folder) => isAllowed(path.join(folder, udevRuleName), constants.R_OK)),
      );
      return found.includes(true);
    },
    async nativeModule(name) {
      try {
        await import(name);
        return undefined;
      } catch (thrown) {
        return thrown instanceof Error ? (thrown.message.split('\n')[0] ?? 'cannot be loaded.') : String(thrown);
      }
    },
  };
}

async function isAllowed(file: string, mode: number): Promise<boolean> {
  try {
    await access(file, mode);
    return true;
  } catch {
    return false;
  }
}

async function groupName(gid: number): Promise<string> {
  const groups = await readFile('/etc/group', 'utf8');
  const line = groups.split('\n').find((candidate) => candidate.split(':')[2] === String(gid));
  return line?.split(':')[0] ?? String(gid);
}

async function programsFromProc(): Promise<Set<string>> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const names = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')));
  return new Set(names.map((name) => name.trim()).filter((name) => name !== ''));
}
