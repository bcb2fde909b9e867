// Owns: every phase and outcome of a tile, in the sizes of a bench of four and of a bench of thirty-two.
import type { ReactNode } from 'react';
import { type ErrorCode, errorCatalogue } from '../../../electron/contract/errors.ts';
import type { ProgressEvent } from '../../../electron/contract/events.ts';
import type { PlannedStep, StepKind } from '../../../electron/contract/job.ts';
import type { LineRun, LineSlot } from '../../../electron/contract/line.ts';
import type { GallerySection } from '../gallery.ts';
import classes from './Tile.gallery.module.css';
import { Tile, type TileProps } from './Tile.tsx';

const nowMs = Date.UTC(2026, 10, 24, 14, 5);
const keys = { start: 'F3', retry: 'F2', evidence: 'F4' };
const plan: readonly (readonly [StepKind, number])[] = [
  ['identify', 0],
  ['reserve', 0],
  ['write', 1_400_000],
  ['verify', 1_400_000],
  ['personalise', 0],
  ['boot', 0],
  ['enroll', 0],
];
const steps = plan.map(
  ([kind, totalBytes]): PlannedStep => ({ kind, title: kind, isIrreversible: false, timeoutMs: 60_000, totalBytes }),
);
const unit = { unitId: 'u1', chip: 'esp32s3', mac: '7c:df:a1:00:00:07', serial: 'AC-2648-00031' };

const slot = (over: Partial<LineSlot>): LineSlot => ({
  slot: '07',
  row: null,
  column: null,
  phase: 'empty',
  portId: 'virtual:07',
  unit: null,
  run: null,
  hold: null,
  repeatOf: null,
  failedBefore: null,
  revision: 1,
  ...over,
});
const run = (over: Partial<LineRun>): LineRun => ({
  runId: 'r1',
  startedAtMs: nowMs - 15_000,
  steps,
  step: null,
  stepStartedAtMs: nowMs - 9000,
  outcome: null,
  error: null,
  durationMs: null,
  ...over,
});
const report = (code: ErrorCode) => ({ code, message: code, action: errorCatalogue[code].action, context: {} });
const working = (step: StepKind) => slot({ phase: 'running', unit, run: run({ step }) });
const ended = (outcome: 'FAIL' | 'ERROR' | 'TIMEOUT', code: ErrorCode, step: StepKind) =>
  slot({ phase: 'finished', unit, run: run({ step, outcome, error: report(code), durationMs: 12_000 }) });
const written = (doneBytes: number): ProgressEvent => ({
  runId: 'r1',
  slot: '07',
  step: 'write',
  label: 'app',
  doneBytes,
  totalBytes: 1_400_000,
});

type Case = readonly [name: string, slot: LineSlot, more?: Partial<TileProps> & { readonly hasSetup?: boolean }];
const cases: readonly Case[] = [
  ['Empty', slot({ portId: null })],
  ['Ready, no set-up', slot({ phase: 'ready' }), { hasSetup: false }],
  ['Ready', slot({ phase: 'ready' })],
  ['Recognising', slot({ phase: 'recognising' })],
  ['Identifying', slot({ phase: 'running', run: run({ step: 'identify' }) })],
  ['Writing', working('write'), { progress: written(868_000) }],
  ['Naming', working('personalise')],
  ['Fuses', working('fuses')],
  ['Booting', working('boot')],
  ['Pass', slot({ phase: 'finished', unit, run: run({ step: 'enroll', outcome: 'PASS', durationMs: 23_400 }) })],
  [
    'Repeat',
    slot({
      phase: 'repeat',
      unit,
      repeatOf: { runId: 'r0', slot: '02', finishedAtMs: nowMs - 180_000, serial: unit.serial },
    }),
  ],
  ['Fail', ended('FAIL', 'boot/failed', 'boot')],
  ['Fail, longest', ended('FAIL', 'identity/duplicate-hardware', 'identify')],
  ['Timeout', ended('TIMEOUT', 'device/timeout', 'write')],
  ['Station error', ended('ERROR', 'port/busy', 'identify')],
  ['Stopped', slot({ phase: 'finished', unit, run: run({ step: 'write', outcome: 'ABORTED' }) })],
  ['Hold: scan', slot({ phase: 'hold', unit: { ...unit, serial: null }, hold: { kind: 'scan', pattern: '^AC' } })],
  ['Hold: decide', slot({ phase: 'hold', unit, hold: { kind: 'attention', reason: 'fuses' } })],
  ['Hold: interrupted', slot({ phase: 'hold', unit, hold: { kind: 'interrupted', error: report('job/interrupted') } })],
  ['Hold: wrong chip', slot({ phase: 'hold', hold: { kind: 'refused', error: report('device/wrong-chip') } })],
  [
    'Hold: failed for good',
    slot({
      phase: 'hold',
      unit,
      hold: { kind: 'refused', error: report('job/failed-for-good') },
      failedBefore: {
        runId: 'r0',
        slot: '02',
        finishedAtMs: nowMs - 180_000,
        error: report('boot/identity-mismatch'),
        isFinal: true,
      },
    }),
  ],
  ['Hold: order complete', slot({ phase: 'hold', unit, hold: { kind: 'order-complete' } })],
  ['Selected', working('verify'), { isSelected: true }],
  ['Engine away', working('write'), { isStale: true, progress: written(868_000) }],
];

const draw = ([, shown, { hasSetup = true, ...more } = {}]: Case): ReactNode => (
  <div className={classes.sizes}>
    <div className={classes.large}>
      <Tile slot={shown} around={{ hasSetup, nowMs, keys }} {...more} />
    </div>
    <div className={classes.small}>
      <Tile slot={shown} around={{ hasSetup, nowMs, keys }} {...more} />
    </div>
  </div>
);

export const gallery: GallerySection = {
  title: 'Tile',
  cases: cases.map((each) => ({ name: each[0], render: () => draw(each) })),
};
