import { createHash } from 'node:crypto';
import type { JournalBody, JournalEvent } from '../../electron/contract/events.ts';

/** Kind and subject of an event: the points at which the station is killed are named by it. */
export function nameOfEvent(body: JournalBody): string {
  switch (body.kind) {
    case 'step.started':
    case 'step.finished':
    case 'step.failed':
      return `${body.kind} ${body.step}`;
    case 'act.intended':
      return `${body.kind} ${body.act}`;
    default:
      return body.kind;
  }
}

export const digestOfEvent = (event: JournalEvent): string =>
  createHash('sha256').update(JSON.stringify(event)).digest('hex');
