// Owns: a real keyring of a person's session, GNOME's, on a bus of its own, started and ended by its pids.
// Start reading at `openKeyring`.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** Debian's packages of them. */
export const keyringPackages = ['dbus-bin', 'dbus-daemon', 'gnome-keyring', 'libsecret-1-0'] as const;

export const hasKeyring = ['dbus-daemon', 'gnome-keyring-daemon'].every(
  (program) => spawnSync(program, ['--version']).status === 0,
);

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

export interface Keyring extends AsyncDisposable {
  /** For an app that is to find it. */
  readonly env: Readonly<Record<string, string>>;
}

/** Opened by the password that locked what is in `folder`; a new one takes it for its own. */
export async function openKeyring(folder: string, password: string): Promise<Keyring> {
  const home = path.join(folder, 'home');
  const runtime = path.join(folder, 'runtime');
  // A session's own files end with it.
  rmSync(runtime, { recursive: true, force: true });
  for (const dir of [home, runtime]) mkdirSync(dir, { recursive: true, mode: 0o700 });
  const config = path.join(folder, 'bus.conf');
  writeFileSync(config, busConfig);
  const bus = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [address] = await Promise.race([once(createInterface({ input: bus.stdout }), 'line'), failure(bus)]);
  const env = {
    DBUS_SESSION_BUS_ADDRESS: String(address),
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: path.join(home, 'data'),
    XDG_CONFIG_HOME: path.join(home, 'config'),
  };
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  daemon.stdin.end(password);
  // It says nothing. Whoever asks it before it is open makes it ask a person, for whom nobody waits here.
  const isOpen = async () => {
    while (!isUnlocked({ ...process.env, ...env })) await sleep(50);
  };
  await Promise.race([isOpen(), failure(daemon)]);
  return {
    env,
    async [Symbol.asyncDispose]() {
      await end(daemon);
      await end(bus);
    },
  };
}

/** Secret Service API, "Collection": the one that GNOME opens at the login. */
function isUnlocked(env: NodeJS.ProcessEnv): boolean {
  const { status, stdout } = spawnSync(
    'dbus-send',
    [
      ...['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets/collection/login'],
      ...['org.freedesktop.DBus.Properties.Get', 'string:org.freedesktop.Secret.Collection', 'string:Locked'],
    ],
    { env, encoding: 'utf8', timeout: 5000 },
  );
  return status === 0 && stdout.includes('boolean false');
}

async function failure(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`${child.spawnfile} ended with ${code}.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
