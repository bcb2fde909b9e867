// Owns: what shows notices on a person's desktop: dunst, on a bus and a display of its own, which says what it shows.
// Start reading at `openNoticeDaemon`.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openSessionBus, untilOpen } from '../../support/session-bus.ts';

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
  await using opening = new AsyncDisposableStack();
  const bus = opening.use(await openSessionBus(folder));
  const onDisplay = { DISPLAY: displayName };
  // Nothing goes away by itself, and nothing is held back because nobody is at the keyboard.
  const settings = path.join(folder, 'dunstrc');
  writeFileSync(settings, '[global]\n    idle_threshold = 0\n[urgency_normal]\n    timeout = 0\n');
  const send = (...words: string[]) =>
    execFileSync('dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.Notifications', ...words], {
      env: { ...process.env, ...bus.env, ...onDisplay },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const object = '/org/freedesktop/Notifications';
  const property = 'org.freedesktop.DBus.Properties.Get';
  const daemon = bus.start('dunst', ['-print', '-conf', settings], onDisplay);
  await untilOpen(daemon, () => {
    try {
      send(object, 'org.freedesktop.Notifications.GetServerInformation');
      return true;
    } catch {
      return false;
    }
  });
  const owned = opening.move();
  return {
    env: bus.env,
    shown: () => (daemon.stdout().match(/^\{[\s\S]*?^\}/gm) ?? []).map(readNotice),
    displayed: () =>
      Number(
        /uint32 (\d+)/.exec(send(object, property, 'string:org.dunstproject.cmd0', 'string:displayedLength'))?.[1],
      ),
    press: () => void send(object, 'org.dunstproject.cmd0.NotificationAction', 'uint32:0'),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** `\tsummary: '…'`, a line for each fact. */
function readNotice(text: string): ShownNotice {
  const fact = (name: string) => new RegExp(`^\\t${name}: '([\\s\\S]*?)'$`, 'm').exec(text)?.[1] ?? '';
  return { app: fact('appname'), entry: fact('desktop_entry'), title: fact('summary'), body: fact('body') };
}
