// Owns: how each fact of a unit looks as a column. Imports ui, i18n and siblings.
import { type ReactNode, useMemo } from 'react';
import type { UnitRecord } from '../../../electron/contract/records.ts';
import { useFormat, useTexts } from '../../i18n/index.ts';
import { type Column, StatusBadge } from '../../ui/index.ts';
import type { UnitField } from './fields.ts';
import { recordsTexts } from './texts.ts';

type Shape = Pick<Column<UnitRecord>, 'width' | 'grow' | 'isMono'>;

const shapes: Readonly<Record<UnitField, Shape>> = {
  serial: { width: 168, grow: 1, isMono: true },
  status: { width: 164 },
  product: { width: 132, grow: 1 },
  productVersion: { width: 88 },
  chip: { width: 100 },
  mac: { width: 168, isMono: true },
  updatedAtMs: { width: 208 },
  firstSeenAtMs: { width: 208 },
  hardwareId: { width: 220, isMono: true },
  keyFingerprint: { width: 180, isMono: true },
  family: { width: 88 },
  unitId: { width: 264, isMono: true },
  lastRunId: { width: 264, isMono: true },
};

export function useUnitColumns(fields: readonly UnitField[]): readonly Column<UnitRecord>[] {
  const t = useTexts(recordsTexts);
  const { dateTime } = useFormat();
  return useMemo(
    () =>
      fields.map((field) => ({
        key: field,
        header: t(`field_${field}`),
        cell: (unit) => cellOf(unit, field, dateTime),
        ...shapes[field],
      })),
    [fields, t, dateTime],
  );
}

function cellOf(unit: UnitRecord, field: UnitField, dateTime: (ms: number) => string): ReactNode {
  if (field === 'status') return <StatusBadge status={unit.status} size="sm" />;
  if (field === 'updatedAtMs' || field === 'firstSeenAtMs') return dateTime(unit[field]);
  return unit[field] ?? '–';
}
