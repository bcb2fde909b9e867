// Owns: what shows notices on a person's desktop: dunst, on a bus and a display of its own, which says what it shows.
// Start reading at `openNoticeDaemon`.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** As a session's, but it starts nothing by itself. */
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

export interface ShownNotice {
  readonly app: string;
  /** The app's entry in menus (`<entry>.desktop`), whose name and picture a desktop shows with it. */
  readonly entry: string;
  readonly title: string;
  readonly body: string;
}

export interface NoticeDaemon extends AsyncDisposable {
  /** For an app that is to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** All it showed so far. */
  shown(): ShownNotice[];
  /** How many are on the screen now. */
  displayed(): number;
  /** Presses the newest notice. */
  press(): void;
}

export async function openNoticeDaemon(folder: string, displayName: string): Promise<NoticeDaemon> {
  const config = path.join(folder, 'bus.conf');
  writeFileSync(config, busConfig);
  const bus = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [address] = await Promise.race([once(createInterface({ input: bus.stdout }), 'line'), failure(bus)]);
  const env = { DBUS_SESSION_BUS_ADDRESS: String(address) };
  const all = { ...process.env, ...env, DISPLAY: displayName };
  // Nothing goes away by itself, and nothing is held back because nobody is at the keyboard.
  const settings = path.join(folder, 'dunstrc');
  writeFileSync(settings, '[global]\n    idle_threshold = 0\n[urgency_normal]\n    timeout = 0\n');
  const daemon = spawn('dunst', ['-print', '-conf', settings], { env: all, stdio: ['ignore', 'pipe', 'ignore'] });
  let printed = '';
  daemon.stdout.on('data', (text) => {
    printed += String(text);
  });
  const send = (...words: string[]) =>
    execFileSync('dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.Notifications', ...words], {
      env: all,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const object = '/org/freedesktop/Notifications';
  const property = 'org.freedesktop.DBus.Properties.Get';
  const isOpen = async () => {
    for (;;) {
      try {
        return send(object, 'org.freedesktop.Notifications.GetServerInformation');
      } catch {
        await sleep(50);
      }
    }
  };
  await Promise.race([isOpen(), failure(daemon)]);
  return {
    env,
    shown: () => (printed.match(/^\{[\s\S]*?^\}/gm) ?? []).map(readNotice),
    displayed: () =>
      Number(
        /uint32 (\d+)/.exec(send(object, property, 'string:org.dunstproject.cmd0', 'string:displayedLength'))?.[1],
      ),
    press: () => void send(object, 'org.dunstproject.cmd0.NotificationAction', 'uint32:0'),
    async [Symbol.asyncDispose]() {
      await end(daemon);
      await end(bus);
    },
  };
}

/** `\tsummary: '…'`, a line for each fact. */
function readNotice(text: string): ShownNotice {
  const fact = (name: string) => new RegExp(`^\\t${name}: '([\\s\\S]*?)'$`, 'm').exec(text)?.[1] ?? '';
  return { app: fact('appname'), entry: fact('desktop_entry'), title: fact('summary'), body: fact('body') };
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
