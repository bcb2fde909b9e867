// Owns: who a unit is: what it was given, and what it is by nature.
import type { ReactNode } from 'react';
import { chipName } from '../../../../electron/contract/chip-name.ts';
import type { UnitDetail } from '../../../../electron/contract/records.ts';
import { useEvidenceWords, useFormat, useTexts } from '../../../i18n/index.ts';
import { Ago, Hash, KeyValue, Mono, Panel } from '../../../ui/index.ts';
import { unitTexts } from '../texts.ts';
import { withCapital } from '../with-capital.ts';

export function IdentityCard({ detail: { unit } }: { readonly detail: UnitDetail }): ReactNode {
  const t = useTexts(unitTexts);
  const { dateTime } = useFormat();
  return (
    <Panel title={t('identity')}>
      <KeyValue
        rows={[
          {
            label: t('serial'),
            value: unit.serial === null ? t('noSerial') : <Mono copy={unit.serial}>{unit.serial}</Mono>,
          },
          {
            label: t('product'),
            value: unit.product === null ? t('nothing') : `${unit.product} ${unit.productVersion ?? ''}`.trim(),
          },
          {
            label: t('keyFingerprint'),
            value: unit.keyFingerprint === null ? t('noKey') : <Hash value={unit.keyFingerprint} />,
          },
          { label: t('firstSeen'), value: dateTime(unit.firstSeenAtMs) },
          { label: t('lastChange'), value: <Ago ms={unit.updatedAtMs} /> },
          { label: t('unitId'), value: <Hash value={unit.unitId} length={14} /> },
        ]}
      />
    </Panel>
  );
}

export function HardwareCard({ detail: { hardware } }: { readonly detail: UnitDetail }): ReactNode {
  const t = useTexts(unitTexts);
  const { bytes, number } = useFormat();
  const { nameOf } = useEvidenceWords();
  const facts = Object.entries(hardware.details).map(([name, value]) => ({
    label: withCapital(nameOf(name)),
    value: typeof value === 'boolean' ? t(value ? 'yes' : 'no') : typeof value === 'number' ? number(value) : value,
  }));
  return (
    <Panel title={t('hardware')}>
      <KeyValue
        rows={[
          { label: t('chip'), value: chipName(hardware.chip) },
          ...(hardware.revision === undefined ? [] : [{ label: t('revision'), value: hardware.revision }]),
          ...(hardware.mac === undefined
            ? []
            : [{ label: 'MAC', value: <Mono copy={hardware.mac}>{hardware.mac}</Mono> }]),
          ...(hardware.flashSizeBytes === undefined
            ? []
            : [{ label: t('flashSize'), value: bytes(hardware.flashSizeBytes) }]),
          ...(hardware.flashId === undefined ? [] : [{ label: t('flashId'), value: <Mono>{hardware.flashId}</Mono> }]),
          { label: t('hardwareId'), value: <Hash value={hardware.hardwareId} length={16} /> },
          ...facts,
        ]}
      />
    </Panel>
  );
}
