// Owns: event bodies for tests and benches of journal and job. Imports the contract only.
// Start reading at `aUnit` and `aRun`.
import { createHash } from 'node:crypto';
import type { JournalBodyOf } from '../../electron/contract/events.ts';
import type { PlannedStep } from '../../electron/contract/job.ts';

export const theSteps: PlannedStep[] = (['identify', 'write', 'boot'] as const).map((kind) => ({
  kind,
  title: kind,
  isIrreversible: false,
  timeoutMs: 1_000,
  totalBytes: 0,
}));

export const aUnit = (
  unitId: string,
  facts: { hardwareId?: string; mac?: string } = {},
): JournalBodyOf<'unit.seen'> => ({
  kind: 'unit.seen',
  unitId,
  hardware: {
    hardwareId: facts.hardwareId ?? `esp:${unitId}`,
    family: 'esp',
    chip: 'esp32c3',
    details: {},
    ...(facts.mac === undefined ? {} : { mac: facts.mac }),
  },
});

export const aRun = (runId: string, steps: PlannedStep[] = theSteps): JournalBodyOf<'run.started'> => ({
  kind: 'run.started',
  runId,
  slot: 'A1',
  port: { id: 'virtual:01', kind: 'virtual', path: 'virtual:01' },
  recipe: { product: 'clock', version: '1.0.0', hash: 'h', bundleHash: null },
  steps,
  operator: 'operator',
  continues: null,
});

export const fingerprintOf = (name: string) => createHash('sha256').update(name).digest('hex');

export const aKey = (unitId: string, serial: string, name: string): JournalBodyOf<'identity.issued'> => ({
  kind: 'identity.issued',
  unitId,
  runId: 'r1',
  serial,
  keyType: 'ed25519',
  keyFingerprint: fingerprintOf(name),
  publicKeyPem: `public half of ${name}`,
  certificatePem: null,
});
