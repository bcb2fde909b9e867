// Owns: a real keyring of a person's session, GNOME's, on a bus of its own, started and ended by its pids.
// Start reading at `openKeyring`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openSessionBus, untilOpen } from '../support/session-bus.ts';

/** Debian's packages of them. */
export const keyringPackages = ['dbus-bin', 'dbus-daemon', 'gnome-keyring', 'libsecret-1-0'] as const;

export const hasKeyring = ['dbus-daemon', 'gnome-keyring-daemon'].every(
  (program) => spawnSync(program, ['--version']).status === 0,
);

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
  await using opening = new AsyncDisposableStack();
  const bus = opening.use(await openSessionBus(folder));
  const env = {
    ...bus.env,
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_DATA_HOME: path.join(home, 'data'),
    XDG_CONFIG_HOME: path.join(home, 'config'),
  };
  const daemon = bus.start('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], env);
  daemon.child.stdin.end(password);
  // It says nothing. Whoever asks it before it is open makes it ask a person, for whom nobody waits here.
  await untilOpen(daemon, () => isUnlocked({ ...process.env, ...env }));
  const owned = opening.move();
  return { env, [Symbol.asyncDispose]: () => owned.disposeAsync() };
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
