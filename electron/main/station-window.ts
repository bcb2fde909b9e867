// Owns: the one window: how it is made, where it stands, its wire to the engine, messages to its page.
// It owns no work: it can be closed, crash and come back at any time. Start reading at `createStationWindow`.
import path from 'node:path';
import { BrowserWindow, MessageChannelMain, type MessagePortMain, nativeTheme, screen } from 'electron';
import type { EngineState, FirstAnswer, ShellMessage } from '../contract/shell.ts';
import { appOrigin } from './app-protocol.ts';
import { messageChannel } from './shell-ipc.ts';
import { minimumWindow, type WindowState } from './window-state.ts';

export interface StationWindowDeps {
  readonly preload: string;
  readonly icon: string;
  readonly appVersion: string;
  readonly hasDevTools: boolean;
  readonly isKiosk: boolean;
  readonly state: WindowState;
  readonly engineState: () => EngineState;
  readonly takeFirstAnswers: () => readonly FirstAnswer[] | undefined;
  /** Hands a window's wire to the engine; false while there is none. */
  readonly connect: (port: MessagePortMain) => boolean;
  /** Asked when a person closes the window; it stays when the answer is false. */
  readonly mayClose: () => Promise<boolean>;
  /** Asked when the page keeps ending: true loads it once more, false closes the window. */
  readonly mayReload: () => Promise<boolean>;
  readonly log: (line: string) => void;
}

export interface StationWindow {
  readonly browserWindow: BrowserWindow;
  /** The page runs and hears of the engine. */
  hello(): void;
  /** Its screens are there and hear the rest. */
  shown(): void;
  tellEngine(state: EngineState): void;
  /** Whether its screens are there. */
  isShown(): boolean;
  send(message: ShellMessage): void;
  setKiosk(isOn: boolean): void;
  /** Without asking: the app ends. */
  destroy(): void;
}

const showLatestMs = 5_000;
/** A window that has not moved for so long stays where it is. */
const stillAfterMs = 500;
/** A page that crashes as soon as it is loaded is not loaded for ever without a word. */
const maxReloads = 3;
/** A page that lived so long was well; the next crash counts from the beginning. */
const wellAfterMs = 60_000;

export function createStationWindow(deps: StationWindowDeps): StationWindow {
  const place = deps.state.place(workAreas());
  const window = new BrowserWindow({
    ...place.bounds,
    minWidth: minimumWindow.width,
    minHeight: minimumWindow.height,
    show: false,
    title: 'Slipway',
    icon: deps.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171c' : '#fbfcfd',
    autoHideMenuBar: true,
    kiosk: deps.isKiosk,
    webPreferences: {
      preload: deps.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      enableWebSQL: false,
      disableBlinkFeatures: 'Auxclick',
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: deps.hasDevTools,
      additionalArguments: [`--slipway-version=${deps.appVersion}`],
    },
  });
  let isListening = false;
  let isShown = false;
  /** Whether this page has a wire to the engine that there is now. */
  let isWired = false;
  const early: ShellMessage[] = [];
  let reloads = 0;
  let loadedAtMs = performance.now();

  const post = (message: ShellMessage, ports: MessagePortMain[] = []) =>
    window.webContents.postMessage(messageChannel, message, ports);

  function tellEngine(state: EngineState): void {
    if (!isListening || window.isDestroyed()) return;
    // Whatever is told but that it is ready, tells of an engine that ended or of another one: the wire died with it.
    if (state.kind !== 'ready') isWired = false;
    const isThere = state.kind === 'starting' || state.kind === 'ready';
    if (!isThere || isWired) {
      post({ slipway: 'engine', state });
      return;
    }
    // Already while it starts: what the page asks then is there when it can answer.
    const { port1, port2 } = new MessageChannelMain();
    isWired = deps.connect(port2);
    const answers = deps.takeFirstAnswers();
    post({ slipway: 'engine', state, ...(answers && { answers: [...answers] }) }, isWired ? [port1] : []);
  }

  if (place.isMaximized) window.maximize();
  const show = () => {
    clearTimeout(late);
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  window.once('ready-to-show', show);
  // A page that cannot draw yet is better seen than waited for.
  const late = setTimeout(show, showLatestMs);
  const keep = keepPlace(window, deps.state);
  let isAsking = false;
  let isClosing = false;
  window.on('close', (event) => {
    if (isClosing) return;
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    void deps
      .mayClose()
      .then((isGranted) => {
        isClosing = isGranted;
        if (isGranted) window.close();
      })
      .finally(() => {
        isAsking = false;
      });
  });
  // Another document has to say hello again. When it is there, for the one before stays where a navigation is refused.
  window.webContents.on('did-navigate', () => {
    isListening = false;
    isShown = false;
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    deps.log(`The page ended: ${reason}`);
    isListening = false;
    isShown = false;
    if (reason !== 'clean-exit') void reload();
  });

  async function reload(): Promise<void> {
    const now = performance.now();
    reloads = now - loadedAtMs >= wellAfterMs ? 1 : reloads + 1;
    if (reloads > maxReloads) {
      // Closing may be refused, for runs that go on: then the window has a page all the same.
      if (!(await deps.mayReload())) window.close();
      if (isClosing || window.isDestroyed()) return;
      reloads = 0;
    }
    loadedAtMs = performance.now();
    window.webContents.reload();
  }
  void window.loadURL(`${appOrigin}/`).catch((thrown: unknown) => deps.log(`The page did not load: ${String(thrown)}`));

  return {
    browserWindow: window,
    hello() {
      isListening = true;
      isWired = false;
      tellEngine(deps.engineState());
    },
    shown() {
      isShown = true;
      for (const message of early.splice(0)) post(message);
    },
    tellEngine,
    isShown: () => isShown,
    send(message) {
      if (isShown && !window.isDestroyed()) post(message);
      else early.push(message);
    },
    setKiosk: (isOn) => window.setKiosk(isOn),
    destroy() {
      isClosing = true;
      keep();
      window.destroy();
    },
  };
}

export const preloadFile = (distDir: string): string => path.join(distDir, 'preload', 'index.cjs');

/** The main screen first. */
function workAreas(): Electron.Rectangle[] {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main, ...others].map(({ workArea }) => workArea);
}

/** Returns how to keep it now. */
function keepPlace(window: BrowserWindow, state: WindowState): () => void {
  const keep = () => {
    // What full screen and kiosk look like is not where the person put the window.
    if (window.isMinimized() || window.isFullScreen() || window.isKiosk()) return;
    state.keep({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  };
  // On Linux there is no word of a move or a change of size that has ended, only of each step of it.
  let steps: ReturnType<typeof setTimeout> | undefined;
  const keepSoon = () => {
    clearTimeout(steps);
    steps = setTimeout(() => {
      if (!window.isDestroyed()) keep();
    }, stillAfterMs);
  };
  window.on('move', keepSoon).on('resize', keepSoon);
  window.on('moved', keep).on('resized', keep).on('maximize', keep).on('unmaximize', keep).on('close', keep);
  return keep;
}
