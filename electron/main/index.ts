// Owns: the start of the app, and what belongs before everything else: scheme, folders, single instance, lock-down.
// electron/main is the only part, with preload, that imports electron; it holds no logic of jobs. Then: station-app.ts.
import path from 'node:path';
import { app, session } from 'electron';
import { defaultDataDir } from '../engine/util/data-dir.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { parseArgs } from './args.ts';
import { lockDown } from './lock-down.ts';
import { createLog } from './log.ts';
import { createStationApp } from './station-app.ts';

const distDir = path.dirname(import.meta.dirname);
/** `electron <folder> …` in development, `Slipway …` in a package. */
const ownWords = (words: readonly string[]) => words.slice(app.isPackaged ? 1 : 2);

function main(): void {
  registerAppScheme();
  // For the page: without it what it makes at its start is collected several times on the way.
  app.commandLine.appendSwitch('js-flags', '--min-semi-space-size=16');
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
  const suffix = args.virtualUnits !== undefined && process.env.SLIPWAY_DATA_DIR === undefined ? '-virtual' : '';
  const station = createStationApp({
    args,
    distDir,
    dataDir: args.dataDir ?? `${defaultDataDir(process.env)}${suffix}`,
    log,
  });
  app.on('second-instance', (_event, words, cwd) => station.openAgain(parseArgs(ownWords(words), cwd)));
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
