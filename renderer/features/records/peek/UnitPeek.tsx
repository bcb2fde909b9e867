// Owns: the essentials of the selected unit and how its last run went, beside the list.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { chipName } from '../../../../electron/contract/chip-name.ts';
import type { RunDetail, UnitRecord } from '../../../../electron/contract/records.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useErrorText, useFormat, useTexts } from '../../../i18n/index.ts';
import { Ago, Hash, KeyValue, Mono, OutcomeBadge, SidePanel, StatusBadge, Unbroken } from '../../../ui/index.ts';
import { recordsTexts } from '../texts.ts';
import classes from './UnitPeek.module.css';

export interface UnitPeekProps {
  readonly unit: UnitRecord;
  readonly onClose: () => void;
}

export function UnitPeek({ unit, onClose }: UnitPeekProps): ReactNode {
  const t = useTexts(recordsTexts);
  const { dateTime } = useFormat();
  return (
    <SidePanel isOpen onClose={onClose} title={<Mono>{unit.serial ?? unit.unitId}</Mono>}>
      <div className={classes.peek}>
        <StatusBadge status={unit.status} />
        <KeyValue
          rows={[
            {
              label: t('product'),
              value: unit.product === null ? '–' : `${unit.product} ${unit.productVersion ?? ''}`.trim(),
            },
            { label: t('chip'), value: chipName(unit.chip) },
            { label: 'MAC', value: unit.mac === null ? '–' : <Mono copy={unit.mac}>{unit.mac}</Mono> },
            {
              label: t('field_keyFingerprint'),
              value: unit.keyFingerprint === null ? '–' : <Hash value={unit.keyFingerprint} />,
            },
            { label: t('field_firstSeenAtMs'), value: dateTime(unit.firstSeenAtMs) },
            { label: t('field_updatedAtMs'), value: <Ago ms={unit.updatedAtMs} /> },
          ]}
        />
        <section>
          <h3 className={classes.heading}>{t('lastRun')}</h3>
          {unit.lastRunId === null ? <p className={classes.dim}>{t('noRun')}</p> : <LastRun runId={unit.lastRunId} />}
        </section>
        <Button
          renderRoot={(props) => <Link {...props} to="/units/$unitId" params={{ unitId: unit.unitId }} />}
          size="md"
          fullWidth
        >
          {t('openUnit')}
        </Button>
      </div>
    </SidePanel>
  );
}

function LastRun({ runId }: { readonly runId: string }): ReactNode {
  const t = useTexts(recordsTexts);
  const client = useClient();
  const { data } = useQuery({
    queryKey: keys.run(runId),
    queryFn: ({ signal }) => client.runs.get({ runId }, { signal }),
  });
  // It is there in a moment, or the frame says why not: the list beside it goes on.
  if (data === undefined) return <p className={classes.dim}>{t('reading')}</p>;
  return <RunSummary detail={data} />;
}

function RunSummary({ detail: { run, error } }: { readonly detail: RunDetail }): ReactNode {
  const t = useTexts(recordsTexts);
  const { dateTime, duration } = useFormat();
  const why = useErrorText(error);
  return (
    <div className={classes.run}>
      <div className={classes.outcome}>
        {run.outcome === null ? <StatusBadge status={run.status} /> : <OutcomeBadge outcome={run.outcome} />}
        {run.finishedAtMs !== null && <span>{duration(run.finishedAtMs - run.startedAtMs)}</span>}
      </div>
      <p className={classes.dim}>
        {dateTime(run.startedAtMs)} · {t('inSlot', { slot: run.slot })} · {run.operator}
      </p>
      {why !== undefined && (
        <>
          <p className={classes.why}>
            <strong>{why.title}.</strong>{' '}
            <span lang={why.evidenceLang}>
              <Unbroken>{why.evidence}</Unbroken>
            </span>
          </p>
          <p className={classes.why}>{why.action}</p>
        </>
      )}
    </div>
  );
}
