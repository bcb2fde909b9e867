// Owns: a bus as a person's session has one, dbus-daemon, and the programs that live on it, started and ended by their
// pids. Start reading at `openSessionBus`.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnProcess, type TestProcess } from './processes.ts';

/** As a session's, but it starts nothing by itself: a second keyring, which nobody opened, would take the name. */
const busConfig = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

const patienceMs = 30_000;

/** Leaving its `await using` block ends what was started on it, the last one first, and then the bus. */
export interface SessionBus extends AsyncDisposable {
  /** For a program that is to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts a program on this bus. */
  start(program: string, args: readonly string[], env: Readonly<Record<string, string>>): TestProcess;
}

/** Its settings are in `folder`, its socket is in /tmp. */
export async function openSessionBus(folder: string): Promise<SessionBus> {
  await using opening = new AsyncDisposableStack();
  const config = path.join(folder, 'bus.conf');
  writeFileSync(config, busConfig);
  const bus = opening.use(run('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address=1']));
  const [, address = ''] = await bus.started.waitForOutput(/^(unix:\S+)$/m, patienceMs);
  const env = { DBUS_SESSION_BUS_ADDRESS: address };
  const owned = opening.move();
  return {
    env,
    start: (program, args, own) => owned.use(run(program, args, { ...env, ...own })).started,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** For a program that does not say when it is open. Rejects when it ends before that, or 30 s pass. */
export async function untilOpen(started: TestProcess, isOpen: () => boolean): Promise<void> {
  const { child } = started;
  const untilMs = performance.now() + patienceMs;
  while (!isOpen()) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${child.spawnfile} ended before it was open: ${started.stderr()}`);
    if (performance.now() > untilMs) throw new Error(`${child.spawnfile} did not open within ${patienceMs} ms.`);
    await sleep(50);
  }
}

/** Ended by SIGTERM, so that it puts away what it keeps; killed only where that does not end it. */
function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): AsyncDisposable & { readonly started: TestProcess } {
  const started = spawnProcess(program, args, { env });
  // Also where a test is cut short.
  const kill = () => started.kill('SIGKILL');
  process.on('exit', kill);
  return {
    started,
    async [Symbol.asyncDispose]() {
      process.off('exit', kill);
      started.kill('SIGTERM');
      try {
        await started.end(10_000);
      } finally {
        await started[Symbol.asyncDispose]();
      }
    },
  };
}
