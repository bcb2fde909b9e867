// Owns: which of the kept truth an event makes old: a pure function of the event. Imports contract types and siblings.
// Start reading at `effectsOf`.
import type { ChangedTopic, JournalEvent, StreamEvent } from '../../electron/contract/events.ts';
import type { Topic } from './keys.ts';

/** A whole topic, or one entry of it. */
export type Effect = readonly [topic: Topic, id?: string];

const changed: Readonly<Record<ChangedTopic, readonly Effect[]>> = {
  line: [['line']],
  slots: [['slots'], ['ports'], ['line']],
  bench: [['bench'], ['ports'], ['slots'], ['line']],
  library: [['shelf'], ['recipe'], ['line']],
  drafts: [['drafts'], ['draft'], ['line']],
  trust: [['trust'], ['shelf']],
  keys: [['secrets']],
  fleets: [['fleets'], ['outbox']],
  station: [['info'], ['doctor'], ['line'], ['bench'], ['slots'], ['ports']],
};

/** Slots of the line and progress are patched in place elsewhere and make nothing old. */
export function effectsOf(event: StreamEvent): readonly Effect[] {
  switch (event.kind) {
    case 'journal':
      return effectsOfJournal(event.event);
    case 'ports':
      return [['ports'], ['bench']];
    case 'changed':
      return changed[event.topic];
    case 'line':
    case 'progress':
    case 'live':
      return [];
  }
}

const unit = (unitId: string): readonly Effect[] => [
  ['unit', unitId],
  ['unit-events', unitId],
];

function effectsOfJournal({ body }: JournalEvent): readonly Effect[] {
  switch (body.kind) {
    case 'station.opened':
    case 'station.closed':
      return [['info']];
    case 'unit.seen':
      return [...unit(body.unitId), ['info']];
    case 'run.started':
      return [['runs'], ['run', body.runId]];
    case 'run.unit':
      return [['runs'], ['run', body.runId], ...unit(body.unitId)];
    case 'step.started':
    case 'step.finished':
    case 'step.failed':
    case 'measurement.taken':
    case 'console.captured':
      return [['run', body.runId]];
    case 'act.intended':
    case 'act.confirmed':
    case 'act.voided':
      return [['run', body.runId], ...unit(body.unitId)];
    // The unit is not named here, and the line counts its order by such ends.
    case 'run.finished':
    case 'run.interrupted':
      return [['run', body.runId], ['runs'], ['unit'], ['unit-events'], ['products'], ['stats'], ['line'], ['info']];
    case 'unit.decided':
      return [...unit(body.unitId), ['runs'], ['run', body.runId], ['line']];
    case 'serial.reserved':
    case 'serial.released':
    case 'identity.issued':
    case 'identity.confirmed':
    case 'identity.voided':
      return [...unit(body.unitId), ['run', body.runId]];
    case 'outbox.queued':
    case 'outbox.attempted':
    case 'outbox.delivered':
      return [['outbox'], ['fleets'], ['info']];
    // Another station's units: nothing that is shown here is about them.
    case 'carried.delivered':
      return [];
    case 'order.set':
      return [['line']];
    case 'bundle.accepted':
      return [['shelf'], ['recipe']];
  }
}
