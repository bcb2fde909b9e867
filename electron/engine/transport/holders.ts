// Owns: finding out who holds or who may open a device node, for messages that a person can act on. Linux only;
// elsewhere it knows nothing. May import contract and util. Start reading at `findHolders`.
import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';

export interface Holder {
  readonly pid: number;
  /** As in /proc/<pid>/comm. */
  readonly command: string;
}

/** Processes that have the device node open and that this user may look into. */
export async function findHolders(path: string): Promise<Holder[]> {
  if (process.platform !== 'linux') return [];
  const target = await realpath(path).catch(() => path);
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => holderOf(Number(pid), target)));
  return found.filter((holder) => holder !== undefined);
}

/** The process whose flock(2) keeps others from the node; /proc/locks gives `FLOCK ADVISORY WRITE <pid> <device>:<inode>` (proc(5)). */
export async function findLockHolder(path: string): Promise<Holder | undefined> {
  if (process.platform !== 'linux') return undefined;
  const node = await stat(path).catch(() => undefined);
  const locks = await readFile('/proc/locks', 'utf8').catch(() => '');
  const pattern = new RegExp(`FLOCK\\s+ADVISORY\\s+WRITE\\s+(\\d+)\\s+[0-9a-f]+:[0-9a-f]+:${node?.ino}\\s`);
  const pid = Number(pattern.exec(locks)?.[1]);
  return pid > 0 ? { pid, command: await commandOf(pid) } : undefined;
}

async function commandOf(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'unknown')).trim();
}

async function holderOf(pid: number, target: string): Promise<Holder | undefined> {
  const fds = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const fd of fds) {
    const open = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => undefined);
    if (open === target) return { pid, command: await commandOf(pid) };
  }
  return undefined;
}

/** Name of the group that owns the node, such as `dialout`; its number where it has no name. */
export async function owningGroup(path: string): Promise<string | undefined> {
  const node = await stat(path).catch(() => undefined);
  if (!node || process.platform === 'win32') return undefined;
  const groups = await readFile('/etc/group', 'utf8').catch(() => '');
  const line = groups.split('\n').find((entry) => entry.split(':')[2] === String(node.gid));
  return line?.split(':')[0] ?? String(node.gid);
}
