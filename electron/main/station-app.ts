// Owns: the app as a whole: one engine, at most one window, and how they begin and end. The engine outlives the window.
// Start reading at `createStationApp`.
import path from 'node:path';
import { app, dialog, Menu, nativeTheme, powerMonitor, safeStorage } from 'electron';
import type { ShellRequest } from '../contract/shell.ts';
import { type AppArgs, linkScheme, routeOfLink } from './args.ts';
import { createEngineSupervisor, type EngineSupervisor } from './engine/index.ts';
import { createGuard } from './guard.ts';
import { createKeychain } from './keychain.ts';
import { createMenu, type MenuActs } from './menu.ts';
import { createNotices } from './notices.ts';
import { createWakeLock } from './power.ts';
import { printPage } from './printing.ts';
import { answerWindow } from './shell-ipc.ts';
import { createStationWindow, preloadFile, type StationWindow } from './station-window.ts';
import { textsFor } from './texts.ts';
import { canUpdate, type UpdateFacts, updateFacts } from './update-facts.ts';
import type { Updates } from './updates.ts';
import { createWindowState } from './window-state.ts';

/** Nobody reaches for the menu before; made at once, the page would wait for it. */
const menuAfterMs = 1000;

export interface StationAppDeps {
  readonly args: AppArgs;
  readonly distDir: string;
  readonly dataDir: string;
  readonly log: (line: string) => void;
}

export interface StationApp {
  /** At once: what need not wait for Electron. */
  prepare(): void;
  /** Once Electron is ready. */
  start(): void;
  /** A second start of the app: shows this one, with what it was given to open, and says which records it did not get. */
  openAgain(args: AppArgs, asksFor: string | undefined): void;
  /** A *.slipway file or a slipway:// link, by the operating system. */
  open(what: string): void;
}

export function createStationApp({ args, distDir, dataDir, log }: StationAppDeps): StationApp {
  const windowState = createWindowState(path.join(app.getPath('userData'), 'window.json'), (thrown) =>
    log(`The window's place was not kept: ${String(thrown)}`),
  );
  let window: StationWindow | undefined;
  let updates: Updates | undefined;
  let update: string | undefined;
  let isReady = false;
  let isKiosk = args.isKiosk;
  /** `asking`: a person is asked; `ending`: nothing stops it any more. */
  let quitting: 'no' | 'asking' | 'ending' = 'no';
  const waiting: string[] = [...args.opens];

  /** The language of the computer is known once Electron is ready. */
  const texts = () => textsFor(app.getLocale());
  const wakeLock = createWakeLock();
  const engine: EngineSupervisor = createEngineSupervisor({
    distDir,
    resourcesPath: process.resourcesPath,
    isPackaged: app.isPackaged,
    dataDir,
    codeCacheDir: path.join(app.getPath('userData'), 'Engine Code Cache'),
    virtualUnits: args.virtualUnits,
    keychain: createKeychain(safeStorage, process.platform),
    onState(state) {
      window?.tellEngine(state);
      // Runs that went on without a window were cut off: nobody would know.
      if (state.kind === 'restarting' || state.kind === 'failed') showLostWork();
    },
    onWorking: (count) => {
      wakeLock.set(count > 0);
      offerUpdate();
      // The last run without a window is over: nobody needs us any more. Not where the engine ended.
      if (count === 0 && window === undefined && engine.state().kind === 'ready') leave();
    },
    onRunFailed: createNotices({
      texts,
      isWatched: () => window?.browserWindow.isFocused() ?? false,
      show: showWindow,
    }),
    log,
  });
  const { runs } = engine;
  const guard = createGuard(texts, runs);

  function start(): void {
    answerWindow((event) => event.sender === window?.browserWindow.webContents, answer);
    // In the order of how long each takes: the engine, the page beside it, and then what nobody waits for.
    if (!engine.mayStartEarly) engine.start();
    isReady = true;
    showWindow();
    setTimeout(setMenu, menuAfterMs);
    app.on('activate', showWindow);
    app.on('window-all-closed', () => {
      if (runs() === 0) leave();
    });
    app.on('before-quit', (event) => {
      if (quitting === 'ending') return;
      event.preventDefault();
      void quit();
    });
    // The machine goes down and waits for nobody; recovery settles what was open.
    powerMonitor.on('shutdown', () => void end());
    const facts = updateFacts();
    if (canUpdate(facts)) setTimeout(() => void lookForUpdates(facts), facts.patience.firstAfterMs);
  }

  /** Without a window and without work. While the app ends, all that is left of it must have its time. */
  function leave(): void {
    if (quitting !== 'ending' && process.platform !== 'darwin') app.quit();
  }

  async function lookForUpdates(facts: UpdateFacts): Promise<void> {
    try {
      const { watchUpdates } = await import('./updates.ts');
      updates = watchUpdates(facts, announceUpdate, log);
    } catch (thrown) {
      log(`Updates: none are looked for: ${String(thrown)}`);
    }
  }

  function announceUpdate(version: string): void {
    update = version;
    offerUpdate();
  }

  /** Told to a window that is there; none is opened or brought to the front for it. */
  function offerUpdate(): void {
    if (update !== undefined) window?.send({ slipway: 'update', version: update, mayInstall: runs() === 0 });
  }

  function showLostWork(): void {
    if (window === undefined) showWindow();
  }

  function showWindow(): void {
    if (quitting === 'ending' || !isReady) return;
    window ??= createWindow();
    const { browserWindow } = window;
    if (browserWindow.isMinimized()) browserWindow.restore();
    if (browserWindow.isVisible()) browserWindow.show();
    browserWindow.focus();
  }

  function createWindow(): StationWindow {
    const created = createStationWindow({
      preload: preloadFile(distDir),
      icon: path.join(distDir, 'icon.png'),
      appVersion: app.getVersion(),
      hasDevTools: !app.isPackaged,
      isKiosk,
      state: windowState,
      engineState: engine.state,
      takeFirstAnswers: engine.takeFirstAnswers,
      connect: engine.connect,
      mayClose: async () =>
        quitting === 'ending' || (!askToLeaveKiosk() && (await guard.mayClose(created.browserWindow))),
      mayReload: () => guard.mayReload(created.browserWindow),
      log,
    });
    created.browserWindow.on('closed', () => {
      window = undefined;
    });
    return created;
  }

  /** Closing and quitting would end a kiosk without the question that leaving it is. False where there is nobody to ask. */
  function askToLeaveKiosk(): boolean {
    if (!isKiosk || window?.isShown() !== true) return false;
    send({ slipway: 'kiosk', isOn: false });
    return true;
  }

  async function answer(request: ShellRequest): Promise<void> {
    switch (request.kind) {
      case 'hello':
        window?.hello();
        break;
      case 'shown':
        window?.shown();
        // The page has a say in it too, and keeps it for the next start.
        if (isKiosk) window?.send({ slipway: 'kiosk', isOn: true });
        for (const what of waiting.splice(0)) open(what);
        offerUpdate();
        break;
      case 'kiosk':
        setKiosk(request.isOn);
        break;
      case 'theme':
        nativeTheme.themeSource = request.scheme === 'auto' ? 'system' : request.scheme;
        break;
      case 'print':
        return print();
      case 'restart-engine':
        engine.restart();
        break;
      case 'install-update':
        void installUpdate();
        break;
    }
  }

  async function print(): Promise<void> {
    if (window !== undefined) await printPage(window.browserWindow);
  }

  async function installUpdate(): Promise<void> {
    // Only the engine knows for certain: a run may have begun of which the word is still on its way.
    if (updates === undefined || update === undefined || !(await engine.closeIfIdle())) return;
    await end();
    // The new version starts while this one still quits, and must not be taken for a second start of it.
    app.releaseSingleInstanceLock();
    if (updates.install()) return;
    app.relaunch(process.env.APPIMAGE === undefined ? {} : { execPath: process.env.APPIMAGE });
    app.quit();
  }

  function setKiosk(isOn: boolean): void {
    isKiosk = isOn;
    window?.setKiosk(isOn);
  }

  function send(message: Parameters<StationWindow['send']>[0]): void {
    showWindow();
    window?.send(message);
  }

  function open(what: string): void {
    // Until the engine has a window there is nobody to show it to.
    if (window === undefined) {
      waiting.push(what);
      showWindow();
    } else if (what.toLowerCase().startsWith(linkScheme)) {
      const to = routeOfLink(what);
      if (to === undefined) log(`refused: the link ${what.slice(0, 200)}`);
      else send({ slipway: 'go', to });
    } else {
      send({ slipway: 'open', path: what });
    }
  }

  function setMenu(): void {
    const acts: MenuActs = {
      openBundle: () => void chooseBundle(),
      print: () => void print().catch((thrown) => log(`The page was not printed: ${String(thrown)}`)),
      toggleFullScreen: () => {
        if (!isKiosk) window?.browserWindow.setFullScreen(!window.browserWindow.isFullScreen());
      },
      toggleKiosk: () => send({ slipway: 'kiosk', isOn: !isKiosk }),
      go: (to) => send({ slipway: 'go', to }),
      close: () => window?.browserWindow.close(),
      quit() {
        if (!askToLeaveKiosk()) app.quit();
      },
    };
    Menu.setApplicationMenu(createMenu(texts(), acts, process.platform));
  }

  async function chooseBundle(): Promise<void> {
    if (window === undefined) return;
    const { filePaths } = await dialog.showOpenDialog(window.browserWindow, {
      properties: ['openFile'],
      filters: [{ name: texts().bundles, extensions: ['slipway'] }],
    });
    for (const file of filePaths) open(file);
  }

  async function quit(): Promise<void> {
    if (quitting !== 'no') return;
    quitting = 'asking';
    const isGranted = await mayQuit();
    quitting = 'no';
    if (!isGranted) return;
    await end();
    updates?.settle();
    app.quit();
  }

  /** A person is asked where units are being written, also where one began only now. */
  async function mayQuit(): Promise<boolean> {
    if (runs() === 0 && (await engine.closeIfIdle())) return true;
    return await guard.mayQuit(window?.browserWindow);
  }

  /** Stops runs at their next safe point and everything else after them. */
  async function end(): Promise<void> {
    quitting = 'ending';
    window?.destroy();
    await engine.close();
    await windowState.settled();
  }

  function sayOtherRecords(asksFor: string): void {
    if (window === undefined) return;
    const { otherRecordsTitle: message, otherRecordsDetail, understood } = texts();
    void dialog.showMessageBox(window.browserWindow, {
      type: 'info',
      message,
      detail: otherRecordsDetail(asksFor, dataDir),
      buttons: [understood],
    });
  }

  return {
    prepare() {
      if (engine.mayStartEarly) engine.start();
    },
    start,
    openAgain(again, asksFor) {
      showWindow();
      if (again.isKiosk) send({ slipway: 'kiosk', isOn: true });
      if (asksFor !== undefined && path.resolve(asksFor) !== path.resolve(dataDir)) sayOtherRecords(asksFor);
      for (const what of again.opens) open(what);
    },
    open,
  };
}
