// Owns: how each fact of a unit looks as a column. Imports ui, i18n and siblings.
import { type ReactNode, useMemo } from 'react';
import { chipName } from '../../../electron/contract/chip-name.ts';
import type { UnitRecord } from '../../../electron/contract/records.ts';
import { useFormat, useTexts } from '../../i18n/index.ts';
import { type Column, StatusBadge } from '../../ui/index.ts';
import type { UnitField } from './fields.ts';
import { recordsTexts } from './texts.ts';

type Shape = Pick<Column<UnitRecord>, 'width' | 'grow' | 'isMono'>;

/** Beside the panel, which says these too, they make room in this order. */
const yielding: readonly UnitField[] = [
  'keyFingerprint',
  'mac',
  'firstSeenAtMs',
  'chip',
  'productVersion',
  'updatedAtMs',
  'product',
];

const shapes: Readonly<Record<UnitField, Shape>> = {
  // All share what a wide screen has over: a hole between two of them would lead the eye astray.
  serial: { width: 168, grow: 2, isMono: true },
  status: { width: 164, grow: 2 },
  product: { width: 132, grow: 3 },
  productVersion: { width: 88, grow: 1 },
  chip: { width: 100, grow: 1 },
  mac: { width: 168, grow: 2, isMono: true },
  updatedAtMs: { width: 208, grow: 1 },
  firstSeenAtMs: { width: 208, grow: 1 },
  hardwareId: { width: 220, isMono: true },
  keyFingerprint: { width: 180, isMono: true },
  family: { width: 88 },
  unitId: { width: 264, isMono: true },
  lastRunId: { width: 264, isMono: true },
};

/** `isBesidePanel`: the panel takes its part of the width, and tells most of the selected unit. */
export function useUnitColumns(fields: readonly UnitField[], isBesidePanel: boolean): readonly Column<UnitRecord>[] {
  const t = useTexts(recordsTexts);
  const { dateTime } = useFormat();
  return useMemo(
    () =>
      fields.map((field) => ({
        key: field,
        header: t(`field_${field}`),
        cell: (unit) => cellOf(unit, field, dateTime),
        ...shapes[field],
        ...(isBesidePanel && yielding.includes(field) ? { yields: yielding.indexOf(field) } : {}),
      })),
    [fields, isBesidePanel, t, dateTime],
  );
}

function cellOf(unit: UnitRecord, field: UnitField, dateTime: (ms: number) => string): ReactNode {
  if (field === 'status') return <StatusBadge status={unit.status} size="sm" />;
  if (field === 'updatedAtMs' || field === 'firstSeenAtMs')
    return <time dateTime={new Date(unit[field]).toISOString()}>{dateTime(unit[field])}</time>;
  if (field === 'chip') return chipName(unit.chip);
  return unit[field] ?? '–';
}
