// Owns: the window's requests to the shell. Each is checked: who sent it, and what it says. Start reading at `answerWindow`.
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { type ShellRequest, shellRequestSchema } from '../contract/shell.ts';
import { appOrigin } from './app-protocol.ts';
import { originOf } from './lock-down.ts';

/** The one channel from the window to main, and the one back. */
export const requestChannel = 'slipway:request';
export const messageChannel = 'slipway:message';

export interface SenderFacts {
  readonly frameUrl: string | undefined;
  readonly isMainFrame: boolean;
  readonly isOurWindow: boolean;
}

/** A frame of ours in a window of ours, and no other. */
export const isTrusted = (sender: SenderFacts): boolean =>
  sender.isOurWindow && sender.isMainFrame && originOf(sender.frameUrl ?? '') === appOrigin;

export function answerWindow(
  isOurWindow: (event: IpcMainInvokeEvent) => boolean,
  act: (request: ShellRequest) => void | Promise<void>,
): void {
  ipcMain.handle(requestChannel, async (event, data: unknown) => {
    const frame = event.senderFrame;
    const sender = {
      frameUrl: frame?.url,
      isMainFrame: frame !== null && frame === event.sender.mainFrame,
      isOurWindow: isOurWindow(event),
    };
    if (!isTrusted(sender)) throw new Error('This page may ask nothing of the app.');
    await act(shellRequestSchema.parse(data));
  });
}
