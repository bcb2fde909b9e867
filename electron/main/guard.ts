// Owns: the questions before work is left alone: quitting, and closing the last window, while units are being written.
// Start reading at `createGuard`.
import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { MainTexts } from './texts.ts';

export interface Guard {
  /** True when nothing works, or the person wants the runs to be stopped. */
  mayQuit(window: BrowserWindow | undefined): Promise<boolean>;
  /** True when nothing works, or the person wants the runs to go on without a window. */
  mayClose(window: BrowserWindow): Promise<boolean>;
  /** True when a page that keeps ending is to be loaded once more; else its window is closed. */
  mayReload(window: BrowserWindow): Promise<boolean>;
}

/** The safe answer is the first, the default, and what Escape means. */
const stay = 0;

export function createGuard(texts: () => MainTexts, runs: () => number): Guard {
  const ask = async (window: BrowserWindow | undefined, options: MessageBoxOptions): Promise<boolean> => {
    const all: MessageBoxOptions = { type: 'warning', defaultId: stay, cancelId: stay, noLink: true, ...options };
    const { response } =
      window === undefined ? await dialog.showMessageBox(all) : await dialog.showMessageBox(window, all);
    return response !== stay;
  };
  return {
    mayQuit: async (window) =>
      runs() === 0 ||
      (await ask(window, {
        message: texts().quitTitle(runs()),
        detail: texts().quitDetail,
        buttons: [texts().quitStay, texts().quitStop],
      })),
    mayClose: async (window) =>
      runs() === 0 ||
      (await ask(window, {
        message: texts().closeTitle(runs()),
        detail: texts().closeDetail,
        buttons: [texts().closeKeep, texts().closeGo],
      })),
    mayReload: async (window) =>
      !(await ask(window, {
        message: texts().pageEndsTitle,
        detail: texts().pageEndsDetail,
        buttons: [texts().pageReload, texts().closeGo],
      })),
  };
}
