// Owns: pairs of pseudo-terminals for tests, by socat; the process is ended by its id when the pair is disposed.
// Imports node only. Start reading at `openPtyPair`.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface PtyPair extends AsyncDisposable {
  /** Device nodes of the two ends, such as /dev/pts/4. */
  readonly near: string;
  readonly far: string;
  readonly pid: number;
  /** Both nodes vanish, as when a cable is pulled. */
  hangUp(): void;
}

/** Why there are no pairs here, or undefined when there are. */
export function whyNoPtyPair(): string | undefined {
  return whyNoCommand('socat', ['-V'], 'apt-get install socat');
}

/** Why Debian's pyserial cannot be used, or undefined when it can. */
export function whyNoPyserial(): string | undefined {
  return whyNoCommand(PYTHON, ['-c', 'import serial'], 'apt-get install python3-serial');
}

/** Debian's own Python, which sees Debian's packages. */
export const PYTHON = '/usr/bin/python3';

export function whyNoCommand(command: string, args: readonly string[], mend: string): string | undefined {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return undefined;
  } catch {
    return `${command} ${args.join(' ')} does not run here: ${mend}`;
  }
}

export async function openPtyPair(): Promise<PtyPair> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-pty-'));
  const ends = [join(folder, 'near'), join(folder, 'far')];
  const socat = spawn(
    'socat',
    ends.map((link) => `PTY,raw,echo=0,link=${link}`),
    { stdio: 'ignore' },
  );
  const [near, far] = await Promise.all(ends.map(waitForNode));
  if (!near || !far || socat.pid === undefined) throw new Error('socat made no pair of ptys');
  const hangUp = () => socat.kill();
  return {
    near,
    far,
    pid: socat.pid,
    hangUp,
    async [Symbol.asyncDispose]() {
      if (socat.exitCode === null && socat.signalCode === null) {
        const ended = new Promise((resolve) => socat.once('exit', resolve));
        hangUp();
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function waitForNode(link: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const node = await realpath(link).catch(() => undefined);
    if (node) return node;
    await sleep(20);
  }
  throw new Error(`no pty appeared at ${link}`);
}
