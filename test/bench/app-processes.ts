// Owns: what the app's processes cost, by the operating system's own account (Linux). Start reading at `memoryOf`.
import { readFileSync } from 'node:fs';
import { processesOf } from '../e2e/support/process-tree.ts';

export type ProcessKind = 'main' | 'engine' | 'renderer' | 'gpu' | 'other';

/** Memory by kind in MiB: shared pages are counted in part by each process that shares them (PSS), so that sums are true. */
export function memoryOf(rootPid: number): Record<ProcessKind, number> {
  const sums: Record<ProcessKind, number> = { main: 0, engine: 0, renderer: 0, gpu: 0, other: 0 };
  for (const pid of processesOf(rootPid)) sums[pid === rootPid ? 'main' : kindOf(pid)] += pssMiB(pid);
  return sums;
}

/** Processor time so far of the processes that draw: the window's and the GPU process. */
export const drawingMs = (rootPid: number): number =>
  processesOf(rootPid)
    .filter((pid) => pid !== rootPid && ['renderer', 'gpu'].includes(kindOf(pid)))
    .reduce((sum, pid) => sum + cpuMsOf(pid), 0);

function kindOf(pid: number): ProcessKind {
  const command = read(pid, 'cmdline').replaceAll('\0', ' ');
  if (/engine[\\/]js[\\/]main\.js|--utility-sub-type=node\.mojom/.test(command)) return 'engine';
  if (command.includes('--type=renderer')) return 'renderer';
  return command.includes('--type=gpu-process') ? 'gpu' : 'other';
}

const pssMiB = (pid: number): number => Number(/^Pss:\s+(\d+) kB/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0) / 1024;

/** Ticks of the kernel's clock, always a hundred a second for programs (proc(5), `sysconf(_SC_CLK_TCK)`). */
const tickMs = 10;

/** User and system time so far. */
export function cpuMsOf(pid: number): number {
  const stat = read(pid, 'stat');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * tickMs;
}

/** Empty for a process that has just ended. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
