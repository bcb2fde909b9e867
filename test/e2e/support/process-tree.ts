// Owns: a process and all below it, as Linux shows them. Imports Node only. Start reading at `processesOf`.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** All processes of the app, its own first. */
export function processesOf(rootPid: number): number[] {
  return [rootPid, ...childrenOf(rootPid).flatMap(processesOf)];
}

/** Ends a process and all below it, and waits until they are gone: until then they may write. */
export async function endProcesses(rootPid: number): Promise<void> {
  const all = processesOf(rootPid);
  for (const pid of all) tryKill(pid);
  while (all.some((pid) => isRunning(pid))) await setTimeout(20);
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** A zombie has ended; it waits for its parent to ask how. */
function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return false;
  }
}

export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

/** Field 4 of proc(5) stat, behind the name in brackets, which may hold anything. */
function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** Empty for a process that has ended. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
