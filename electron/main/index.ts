// Owns: the start of the app, and what belongs before everything else: scheme, folders, single instance, lock-down.
// electron/main is the only part, with preload, that imports electron; it holds no logic of jobs. Then: station-app.ts.
import path from 'node:path';
import { app, Menu, session } from 'electron';
import { defaultDataDir } from '../engine/util/data-dir.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { type AppArgs, parseArgs } from './args.ts';
import { lockDown } from './lock-down.ts';
import { createLog } from './log.ts';
import { createStationApp } from './station-app.ts';

const distDir = path.dirname(import.meta.dirname);
/** `electron <folder> …` in development, `Slipway …` in a package. */
const ownWords = (words: readonly string[]) => words.slice(app.isPackaged ? 1 : 2);

/**
 * For V8 in the page. More room at the start: what is made then would be collected several times on the way. All functions
 * compiled at once: Chromium keeps what a script had compiled when it had run, and most of ours are first called later;
 * a thousand of them were compiled anew at each start, for some 20 ms.
 */
const pageFlags = '--min-semi-space-size=16 --no-lazy';

/** Practice does not touch the records of real work. */
function dataDirOf({ dataDir, virtualUnits }: AppArgs): string {
  const suffix = virtualUnits !== undefined && process.env.SLIPWAY_DATA_DIR === undefined ? '-virtual' : '';
  return dataDir ?? `${defaultDataDir(process.env)}${suffix}`;
}

function main(): void {
  registerAppScheme();
  app.commandLine.appendSwitch('js-flags', pageFlags);
  // Else Electron makes a menu of its own, only to have it replaced.
  Menu.setApplicationMenu(null);
  // Root has no sandbox to give (Chromium's rule); whoever starts it so has said it on the command line.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // Apart from the station's records, which stay when Chromium's files are thrown away.
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', path.join(app.getPath('appData'), 'Slipway Desktop'));
  }
  if (!app.requestSingleInstanceLock()) {
    // The first one has our words by now.
    app.exit(0);
    return;
  }
  const args = parseArgs(ownWords(process.argv), process.cwd());
  const log = createLog(path.join(app.getPath('userData'), 'logs'), !app.isPackaged);
  process.on('uncaughtException', (thrown) => log(`uncaught: ${thrown.stack ?? thrown.message}`));
  const station = createStationApp({ args, distDir, dataDir: dataDirOf(args), log });
  station.prepare();
  app.on('second-instance', (_event, words, cwd) => {
    const again = parseArgs(ownWords(words), cwd);
    const asksForRecords = again.dataDir !== undefined || again.virtualUnits !== undefined;
    station.openAgain(again, asksForRecords ? dataDirOf(again) : undefined);
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    station.open(file);
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    station.open(link);
  });
  void app.whenReady().then(() => {
    lockDown(app, log);
    serveApp(session.defaultSession.protocol, path.join(distDir, 'renderer'));
    station.start();
  });
}

main();
