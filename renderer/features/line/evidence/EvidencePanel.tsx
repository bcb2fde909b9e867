// Owns: everything about the selected slot, one key away: cause, what to do, the steps, the console. Imports data, ui.
// Start reading at `EvidencePanel`.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { MousePointerClick, PlugZap } from 'lucide-react';
import type { ReactNode } from 'react';
import { chipName } from '../../../../electron/contract/chip-name.ts';
import type { LineSlot, LineState } from '../../../../electron/contract/line.ts';
import type { RunDetail } from '../../../../electron/contract/records.ts';
import { keys, useClient, useEngine } from '../../../data/index.ts';
import { useFormat, useSaid, useTexts } from '../../../i18n/index.ts';
import {
  EmptyState,
  Evidence,
  HoldToConfirm,
  KeyValue,
  LoadingState,
  Mono,
  OutcomeBadge,
  SidePanel,
} from '../../../ui/index.ts';
import { MeasurementTable } from '../../../ui/run/MeasurementTable.tsx';
import { StepList } from '../../../ui/run/StepList.tsx';
import { adviceFor, badness, canMake, canStop, errorOf, isCutOff, mayRetry } from '../model/what-now.ts';
import type { LineActs } from '../use-line-acts.ts';
import ways from '../way-out.module.css';
import { Cause, CauseFrame } from './Cause.tsx';
import classes from './EvidencePanel.module.css';
import { ScanForm } from './ScanForm.tsx';
import { stationPageOf } from './station-page.ts';
import { evidenceTexts } from './texts.ts';

export interface EvidencePanelProps {
  readonly line: LineState | undefined;
  /** The selected one. */
  readonly slot: LineSlot | undefined;
  readonly acts: LineActs;
  readonly onClose: () => void;
}

export function EvidencePanel({ line, slot, acts, onClose }: EvidencePanelProps): ReactNode {
  const t = useTexts(evidenceTexts);
  return (
    <SidePanel
      isOpen
      onClose={onClose}
      title={slot ? t('title', { slot: slot.slot }) : t('nothing')}
      foot={slot && line && <Acts slot={slot} acts={acts} line={line} />}
    >
      {slot === undefined ? (
        <EmptyState icon={MousePointerClick} title={t('nothing')}>
          {t('nothing_text')}
        </EmptyState>
      ) : (
        <SlotEvidence key={slot.slot} slot={slot} acts={acts} />
      )}
    </SidePanel>
  );
}

interface SlotEvidenceProps {
  readonly slot: LineSlot;
  readonly acts: LineActs;
}

function SlotEvidence({ slot, acts }: SlotEvidenceProps): ReactNode {
  const t = useTexts(evidenceTexts);
  const error = errorOf(slot);
  const isBlank = slot.run === null && slot.hold === null && slot.repeatOf === null;
  return (
    <div className={classes.stack}>
      <Who slot={slot} />
      <Why slot={slot} />
      {error !== null && <Cause error={error} isInterrupted={slot.hold?.kind === 'interrupted'} />}
      {slot.hold?.kind === 'scan' && (
        <ScanForm
          pattern={slot.hold.pattern}
          onSerial={(scannedSerial) => acts.start([{ slot: slot.slot, scannedSerial }])}
        />
      )}
      {slot.run !== null && <Run runId={slot.run.runId} revision={slot.revision} />}
      {isBlank && (
        <EmptyState icon={PlugZap} title={t('empty')}>
          {t('empty_text')}
        </EmptyState>
      )}
      {slot.unit?.unitId && (
        <Link className={`${classes.more} ${ways.wayOut}`} to="/units/$unitId" params={{ unitId: slot.unit.unitId }}>
          {t('to_unit')}
        </Link>
      )}
    </div>
  );
}

function Who({ slot: { unit } }: { readonly slot: LineSlot }): ReactNode {
  const t = useTexts(evidenceTexts);
  if (unit === null) return null;
  const rows = [
    ...(unit.serial === null ? [] : [{ label: t('serial'), value: <Mono copy={unit.serial}>{unit.serial}</Mono> }]),
    { label: t('chip'), value: chipName(unit.chip) },
    ...(unit.mac === null ? [] : [{ label: t('mac'), value: <Mono copy={unit.mac}>{unit.mac}</Mono> }]),
  ];
  return <KeyValue rows={rows} />;
}

/** Holds that are not errors. */
function Why({ slot: { hold, repeatOf } }: { readonly slot: LineSlot }): ReactNode {
  const t = useTexts(evidenceTexts);
  const saidOf = useSaid();
  const format = useFormat();
  if (repeatOf !== null) {
    return (
      <p className={classes.why}>
        {t('repeat_text', { time: format.dateTime(repeatOf.finishedAtMs), slot: repeatOf.slot })}
      </p>
    );
  }
  if (hold?.kind === 'order-complete') return <p className={classes.why}>{t('order_text')}</p>;
  if (hold?.kind !== 'attention') return null;
  return (
    <CauseFrame tone="attention" title={t('attention_title')} act={t('attention_do')}>
      <p>{t('attention_text')}</p>
      <Evidence code="job/needs-attention" {...saidOf(hold.reason, hold.coded)} />
    </CauseFrame>
  );
}

/**
 * The button that stands out is what the cause asks for. Where it asks for something else first (the red tray, the
 * technician), trying again is possible and no more than that; where it forbids it, there is no button.
 */
function Acts({ slot, acts, line }: SlotEvidenceProps & { readonly line: LineState }): ReactNode {
  const t = useTexts(evidenceTexts);
  // As the keys: without the station nothing is started or stopped.
  const isOffline = useEngine().kind !== 'ready';
  const error = errorOf(slot);
  const page = error !== null && badness(slot) === 'station' ? stationPageOf(error.code) : undefined;
  const unitId = slot.hold?.kind === 'attention' ? slot.unit?.unitId : undefined;
  const canStart = slot.phase === 'ready' && canMake(line);
  const isRetryable = mayRetry(line, slot);
  if (!canStart && !isRetryable && !canStop(slot) && page === undefined && !unitId) return null;
  const again = slot.phase === 'repeat';
  const isAdvised = !again && badness(slot) !== 'station' && adviceFor(slot) !== 'reject';
  return (
    <div className={classes.acts}>
      {unitId && (
        <Link className={`${classes.next} ${ways.wayOut}`} to="/units/$unitId" params={{ unitId }}>
          {t('attention_act')}
        </Link>
      )}
      {page !== undefined && (
        <Link className={`${classes.next} ${ways.wayOut}`} to="/station/$section" params={{ section: page }}>
          {t(`to_${page}`)}
        </Link>
      )}
      {canStart && (
        <Button
          size="lg"
          disabled={isOffline}
          loading={acts.isStarting}
          onClick={() => acts.start([{ slot: slot.slot }])}
        >
          {t('start')}
        </Button>
      )}
      {isRetryable && (
        <Button
          size="lg"
          variant={isAdvised ? 'filled' : 'default'}
          disabled={isOffline}
          loading={acts.isStarting}
          onClick={() => acts.start([{ slot: slot.slot, again }])}
        >
          {t(again ? 'again' : isCutOff(slot) ? 'go_on' : 'retry')}
        </Button>
      )}
      {canStop(slot) && (
        <HoldToConfirm label={t('stop')} isDisabled={isOffline} onConfirm={() => acts.stop(slot.slot)} />
      )}
    </div>
  );
}

/** `revision` asks again when the slot has moved on, also where an event was missed. */
function Run({ runId, revision }: { readonly runId: string; readonly revision: number }): ReactNode {
  const t = useTexts(evidenceTexts);
  const client = useClient();
  const isOffline = useEngine().kind !== 'ready';
  const run = useQuery({
    queryKey: [...keys.run(runId), 'at', revision],
    queryFn: ({ signal }) => client.runs.get({ runId }, { signal }),
    placeholderData: (previous) => (previous?.run.runId === runId ? previous : undefined),
  });
  if (run.data === undefined) return <LoadingState label={t(isOffline ? 'loading_offline' : 'loading')} />;
  return <RunEvidence detail={run.data} />;
}

const consoleLines = 24;

function RunEvidence({ detail }: { readonly detail: RunDetail }): ReactNode {
  const t = useTexts(evidenceTexts);
  const format = useFormat();
  const { run, measurements } = detail;
  const tail = detail.console.trimEnd().split('\n').slice(-consoleLines).join('\n');
  return (
    <>
      <section className={classes.part}>
        <h3 className={classes.title}>
          {t('steps')}
          {run.outcome !== null && <OutcomeBadge outcome={run.outcome} size="sm" />}
        </h3>
        <p className={classes.dim}>
          {t('started', { time: format.time(run.startedAtMs) })}
          {run.finishedAtMs !== null &&
            ` · ${t('took', { time: format.duration(run.finishedAtMs - run.startedAtMs) })}`}
        </p>
        <StepList detail={detail} isFolded={run.status !== 'running'} />
      </section>
      {measurements.length > 0 && (
        <section className={classes.part}>
          <h3 className={classes.title}>{t('measurements')}</h3>
          <MeasurementTable measurements={measurements} />
        </section>
      )}
      {tail !== '' && (
        <section className={classes.part}>
          <h3 className={classes.title}>{t('console')}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
          <section className={classes.console} tabIndex={0} aria-label={t('console')}>
            <pre>{tail}</pre>
          </section>
        </section>
      )}
    </>
  );
}
