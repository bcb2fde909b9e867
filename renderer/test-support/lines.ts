// Owns: lines, slots and runs for tests of what is decided from them: each says only what it is about.
import type { ErrorCode, ErrorReport } from '../../electron/contract/errors.ts';
import type { Outcome } from '../../electron/contract/job.ts';
import type { LineRun, LineSlot, LineState } from '../../electron/contract/line.ts';

export const report = (code: ErrorCode): ErrorReport => ({ code, message: code, action: 'act', context: {} });

/** At work, and before its first step. */
export const run = (over: Partial<LineRun> = {}): LineRun => ({
  runId: 'r1',
  startedAtMs: 0,
  steps: [],
  step: null,
  stepStartedAtMs: null,
  outcome: null,
  error: null,
  durationMs: null,
  ...over,
});

/** Empty where nothing else is said; in another phase something is in it. */
export const slot = (name: string, over: Partial<LineSlot> = {}): LineSlot => ({
  slot: name,
  row: null,
  column: null,
  phase: 'empty',
  portId: over.phase === undefined || over.phase === 'empty' ? null : `virtual:${name}`,
  unit: null,
  run: null,
  hold: null,
  repeatOf: null,
  failedBefore: null,
  revision: 0,
  ...over,
});

/** A slot with a run: at work while `outcome` is null, else at its end. */
export const ran = (name: string, outcome: Outcome | null, code?: ErrorCode): LineSlot =>
  slot(name, {
    phase: outcome === null ? 'running' : 'finished',
    run: run({ outcome, error: code === undefined ? null : report(code) }),
  });

/** Set up by Ana without an order, and starting by itself. */
export const line = (slots: LineSlot[], over: Partial<LineState> = {}): LineState => ({
  setup: { source: { draft: 'x' }, operator: 'Ana', order: null, autoStart: true },
  recipe: null,
  problem: null,
  order: null,
  slots,
  ...over,
});
