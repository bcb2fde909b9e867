// Owns: which facts of a unit can be a column, and in which order. Imports contract only.
import type { UnitRecord } from '../../../electron/contract/records.ts';

/** In the order of the contract, which is also that of exported files. */
export const unitFields = [
  'serial',
  'status',
  'product',
  'productVersion',
  'chip',
  'mac',
  'updatedAtMs',
  'firstSeenAtMs',
  'hardwareId',
  'keyFingerprint',
  'family',
  'unitId',
  'lastRunId',
] as const satisfies readonly (keyof UnitRecord)[];
export type UnitField = (typeof unitFields)[number];

/** What a support engineer looks for first. */
export const firstColumns: readonly UnitField[] = [
  'serial',
  'status',
  'product',
  'productVersion',
  'chip',
  'mac',
  'updatedAtMs',
];
