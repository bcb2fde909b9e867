// Owns: where the station is killed. Imports nothing of ours but siblings. Start reading at `killPoint`.
import type { Random } from './random.ts';

export type KillPoint =
  /** So long after the n-th event of that name, counted from the start of the process. */
  | { readonly kind: 'event'; readonly what: string; readonly occurrence: number; readonly delayMs: number }
  | { readonly kind: 'progress'; readonly step: string; readonly fraction: number }
  /** So long after the start of the process: while it loads, opens, recovers or works. */
  | { readonly kind: 'time'; readonly afterMs: number };

const steps = ['identify', 'reserve', 'write', 'verify', 'personalise', 'fuses', 'boot', 'enroll'] as const;

/** Every event of the main job; each is as likely as any other. */
export const journalPoints: readonly string[] = [
  'station.opened',
  'run.started',
  'unit.seen',
  'run.unit',
  ...steps.flatMap((step) => [`step.started ${step}`, `step.finished ${step}`]),
  'serial.reserved',
  'identity.issued',
  'act.intended identity.issue',
  'act.confirmed',
  'identity.confirmed',
  'act.intended fuses.user-data',
  'measurement.taken',
  'console.captured',
  'outbox.queued',
  'outbox.delivered',
  'run.finished',
];

/** Between an intent and its confirmation lies what must not be repeated: those windows get a share of their own. */
const windows = ['act.intended identity.issue', 'act.intended fuses.user-data'] as const;

/** The n-th kill of a run: every event in turn, then windows, progress and plain time. */
export function killPoint(number: number, random: Random): KillPoint {
  const turn = number % 6;
  if (turn === 3) {
    // Writing a store or burning fuses takes some tens of milliseconds.
    return { kind: 'event', what: random.pick(windows), occurrence: 1 + random.below(2), delayMs: random.next() * 80 };
  }
  if (turn === 4)
    return { kind: 'progress', step: random.pick(['write', 'verify', 'personalise']), fraction: random.next() };
  if (turn === 5 && random.next() < 0.5) return { kind: 'time', afterMs: random.next() * 3_000 };
  const what = journalPoints[random.below(journalPoints.length)] ?? 'run.started';
  return {
    kind: 'event',
    what,
    occurrence: what === 'station.opened' ? 1 : 1 + random.below(4),
    delayMs: random.next() < 0.5 ? 0 : random.next() * 60,
  };
}
