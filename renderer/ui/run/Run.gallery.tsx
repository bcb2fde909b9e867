// Owns: what a run can show, in every state. Imports siblings.
import type { RunDetail, StepRecord } from '../../../electron/contract/records.ts';
import type { GallerySection } from '../gallery.ts';
import { EvidenceView } from './EvidenceView.tsx';
import { MeasurementTable } from './MeasurementTable.tsx';
import { StepList } from './StepList.tsx';

const startMs = Date.UTC(2026, 0, 15, 9, 30);
const step = (
  kind: StepRecord['kind'],
  fromMs: number,
  tookMs: number,
  rest: Partial<StepRecord> = {},
): StepRecord => ({
  kind,
  state: 'done',
  attempt: 1,
  startedAtMs: startMs + fromMs,
  finishedAtMs: startMs + fromMs + tookMs,
  error: null,
  evidence: {},
  ...rest,
});
const notReached: Partial<StepRecord> = { state: 'pending', startedAtMs: null, finishedAtMs: null, evidence: null };

const evidence: NonNullable<StepRecord['evidence']> = {
  writtenBytes: 1_048_576,
  skippedBytes: 0,
  durationMs: 9_420,
  baudRate: 921_600,
  isKnownUnit: false,
  keyFingerprint: '04d7c20d8cd4b207c64337c103f3b7ba9b3c840e4cc4be84f3f536ee359979a0',
  regions: [
    {
      name: 'bootloader',
      offset: 0,
      sizeBytes: 16_464,
      digest: '68d384adfeb2c5eac6499a254baa0587',
      method: 'md5-on-unit',
    },
    {
      name: 'app',
      offset: 65_536,
      sizeBytes: 1_032_080,
      digest: 'f23b7557f7050c734285b8eec287867e',
      method: 'md5-on-unit',
    },
  ],
};

const detailOf = (steps: StepRecord[], finishedAtMs: number | null): RunDetail => ({
  run: {
    runId: 'r-1',
    unitId: 'u-1',
    serial: 'AC-2648-00031',
    slot: '07',
    status: finishedAtMs === null ? 'running' : 'finished',
    outcome: finishedAtMs === null ? null : 'FAIL',
    errorCode: null,
    product: 'acme-sensor',
    productVersion: '1.0.0',
    operator: 'Ada',
    startedAtMs: startMs,
    finishedAtMs,
  },
  port: { id: 'virtual:07', kind: 'virtual', path: 'virtual:07' },
  recipe: { product: 'acme-sensor', version: '1.0.0', hash: 'h', bundleHash: null },
  continues: null,
  planned: steps.map(({ kind }) => ({
    kind,
    title: kind,
    isIrreversible: kind === 'personalise' || kind === 'fuses',
    timeoutMs: 1_000,
    totalBytes: 0,
  })),
  steps,
  measurements: [],
  console: '',
  error: null,
  signers: [],
});

const failed = step('boot', 12_000, 3_100, {
  state: 'failed',
  evidence: null,
  error: {
    code: 'boot/failed',
    message: 'The application is damaged: its hash does not fit.',
    action: 'Put the unit in the red tray.',
    context: {},
  },
});

const begun = [step('identify', 0, 260), step('reserve', 260, 5), step('write', 270, 9_420, { evidence, attempt: 2 })];

export const gallery: GallerySection = {
  title: 'A run: steps, evidence, measurements',
  cases: [
    {
      name: 'Steps of a run that failed',
      render: () => (
        <StepList
          detail={detailOf(
            [...begun, step('verify', 9_700, 2_200), failed, step('enroll', 0, 0, notReached)],
            startMs + 15_100,
          )}
        />
      ),
    },
    {
      name: 'Steps of a run that works',
      render: () => (
        <StepList
          detail={detailOf(
            [
              ...begun,
              step('verify', 9_700, 0, { state: 'running', finishedAtMs: null, evidence: null }),
              step('fuses', 0, 0, notReached),
            ],
            null,
          )}
        />
      ),
    },
    { name: 'Evidence', render: () => <EvidenceView evidence={evidence} /> },
    {
      name: 'Measurements within and outside their limits',
      render: () => (
        <MeasurementTable
          measurements={[
            { name: 'bootTime', value: 150, unit: 'ms', min: null, max: 10_000, isWithinLimits: true },
            { name: 'freeHeap', value: 302_084, unit: 'B', min: 200_000, max: null, isWithinLimits: true },
            { name: 'supply', value: 3_612, unit: 'mV', min: 3_100, max: 3_500, isWithinLimits: false },
            { name: 'counter', value: 12, unit: '', min: null, max: null, isWithinLimits: true },
          ]}
        />
      ),
    },
  ],
};
