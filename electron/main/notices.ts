// Owns: notices of the operating system when a run fails and nobody looks at the window. Start reading at `createNotices`.
import { Notification } from 'electron';
import type { FromEngine } from '../engine-process/control.ts';
import type { MainTexts } from './texts.ts';

export interface NoticeDeps {
  readonly texts: () => MainTexts;
  readonly isWatched: () => boolean;
  readonly show: () => void;
}

export function createNotices({ texts, isWatched, show }: NoticeDeps) {
  // Kept until they are closed: a notice that is collected loses its click.
  const open = new Set<Notification>();
  return (failure: Extract<FromEngine, { kind: 'run-failed' }>): void => {
    if (isWatched() || !Notification.isSupported()) return;
    const { failed, failedDetail } = texts();
    const notice = new Notification({ title: failed(failure.slot), body: failedDetail[failure.outcome] });
    open.add(notice);
    notice.on('click', () => show());
    notice.on('close', () => open.delete(notice));
    notice.show();
  };
}
