// Owns: keeping the computer awake while units are being written; the screen may go dark. Start reading at `createWakeLock`.
import { powerSaveBlocker } from 'electron';

export interface WakeLock {
  set(isWorking: boolean): void;
}

export function createWakeLock(): WakeLock {
  let id: number | undefined;
  return {
    set(isWorking) {
      if (isWorking === (id !== undefined)) return;
      if (id === undefined) id = powerSaveBlocker.start('prevent-app-suspension');
      else {
        powerSaveBlocker.stop(id);
        id = undefined;
      }
    },
  };
}
