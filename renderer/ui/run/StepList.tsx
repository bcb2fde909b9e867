// Owns: the steps of a run on its time line: what was planned, what each took, and what it can show for it.
import { Check, ChevronRight, Circle, CircleDot, Lock, Unplug, Wrench, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RunDetail, StepRecord } from '../../../electron/contract/records.ts';
import { useErrorTexts, useFormat, useTexts } from '../../i18n/index.ts';
import { outcomeOf } from '../tile/blame.ts';
import { EvidenceView } from './EvidenceView.tsx';
import classes from './StepList.module.css';
import { runTexts } from './texts.ts';

type StepState = StepRecord['state'] | 'cut' | 'coming' | 'station';
const icons = {
  done: Check,
  failed: X,
  station: Wrench,
  running: CircleDot,
  pending: Circle,
  coming: Circle,
  cut: Unplug,
} as const;

function stateOf({ state, error }: StepRecord, { run }: RunDetail): StepState {
  const isUnderWay = run.status === 'running' || run.status === 'waiting';
  // A run that was cut off left its step as it was: nothing works on it any more.
  if (state === 'running') return isUnderWay ? 'running' : 'cut';
  if (state === 'pending') return isUnderWay ? 'coming' : 'pending';
  // The unit is not to blame, here as on its tile.
  if (state === 'failed' && error !== null && outcomeOf(error) === 'ERROR') return 'station';
  return state;
}

export interface StepListProps {
  readonly detail: RunDetail;
  /** The steps that went well before the one that did not are one line: what one looks for is in view. */
  readonly isFolded?: boolean;
}

/** One step alone is shown as it is. */
const fewestFolded = 2;

export function StepList({ detail, isFolded = false }: StepListProps): ReactNode {
  const t = useTexts(runTexts);
  const { steps } = detail;
  const firstOpen = steps.findIndex(({ state }) => state !== 'done');
  const folded = isFolded && firstOpen >= fewestFolded ? firstOpen : 0;
  return (
    <div className={classes.list}>
      {folded > 0 && (
        <details className={classes.folded}>
          <summary className={classes.summary}>
            <ChevronRight className={classes.chevron} size="1rem" aria-hidden />
            <Check className={classes.foldedIcon} size="1.125rem" strokeWidth={2.5} aria-hidden />
            <span>{t('steps_done', { count: folded })}</span>
          </summary>
          <Steps detail={detail} steps={steps.slice(0, folded)} />
        </details>
      )}
      <Steps detail={detail} steps={steps.slice(folded)} />
    </div>
  );
}

function Steps({ detail, steps }: { readonly detail: RunDetail; readonly steps: RunDetail['steps'] }): ReactNode {
  const endMs = detail.run.finishedAtMs ?? lastMomentOf(detail);
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step.kind} data-state={stateOf(step, detail)}>
          <Step
            step={step}
            state={stateOf(step, detail)}
            isIrreversible={detail.planned.some(({ kind, isIrreversible }) => kind === step.kind && isIrreversible)}
            startMs={detail.run.startedAtMs}
            endMs={endMs}
          />
        </li>
      ))}
    </ol>
  );
}

interface StepProps {
  readonly step: StepRecord;
  readonly state: StepState;
  readonly isIrreversible: boolean;
  /** Of the run: the span that the bars are drawn in. */
  readonly startMs: number;
  readonly endMs: number;
}

function Step(props: StepProps): ReactNode {
  const { step } = props;
  const isEmpty = step.error === null && (step.evidence === null || Object.keys(step.evidence).length === 0);
  if (isEmpty) {
    return (
      <div className={classes.summary}>
        <StepLine {...props} />
      </div>
    );
  }
  return (
    <details className={classes.details} open={step.state === 'failed'}>
      <summary className={classes.summary}>
        <StepLine {...props} />
      </summary>
      <div className={classes.body}>
        {step.error !== null && <StepError error={step.error} />}
        {step.evidence !== null && <EvidenceView evidence={step.evidence} />}
      </div>
    </details>
  );
}

function StepLine({ step, state, isIrreversible, startMs, endMs }: StepProps): ReactNode {
  const t = useTexts(runTexts);
  const { duration } = useFormat();
  const Icon = icons[state];
  const tookMs = step.startedAtMs === null || step.finishedAtMs === null ? null : step.finishedAtMs - step.startedAtMs;
  return (
    <>
      <ChevronRight className={classes.chevron} size="1rem" aria-hidden />
      <Icon className={classes.icon} size="1.125rem" strokeWidth={2.5} aria-hidden />
      <span className={classes.title}>
        {t(`step_${step.kind}`)}
        {isIrreversible && (
          <span className={classes.lock}>
            <Lock size="0.875rem" aria-hidden /> {t('irreversible')}
          </span>
        )}
        {step.attempt > 1 && <span className={classes.note}>{t('attempt', { attempt: step.attempt })}</span>}
      </span>
      <Bar step={step} state={state} startMs={startMs} endMs={endMs} />
      <span className={classes.took}>
        {tookMs === null ? t(`stepState_${state}`) : duration(tookMs)}
        {tookMs !== null && (state === 'failed' || state === 'station') && (
          <span className={classes.failed}>{t(`stepState_${state}`)}</span>
        )}
      </span>
    </>
  );
}

const width = 1000;
/** A step of a millisecond in a run of minutes is still seen. */
const leastWidth = 6;

function Bar({ step, state, startMs, endMs }: Omit<StepProps, 'isIrreversible'>): ReactNode {
  const spanMs = Math.max(1, endMs - startMs);
  const from = step.startedAtMs ?? endMs;
  const to = step.finishedAtMs ?? (state === 'running' || state === 'cut' ? endMs : from);
  const x = Math.min(width - leastWidth, ((from - startMs) / spanMs) * width);
  const barWidth = Math.max(leastWidth, ((to - from) / spanMs) * width);
  return (
    <svg className={classes.bar} viewBox={`0 0 ${width} 8`} preserveAspectRatio="none" aria-hidden="true">
      <rect className={classes.track} width={width} height={8} rx={4} />
      {step.startedAtMs !== null && <rect className={classes.span} x={x} width={barWidth} height={8} rx={4} />}
    </svg>
  );
}

function StepError({ error }: { readonly error: NonNullable<StepRecord['error']> }): ReactNode {
  const text = useErrorTexts()(error);
  return (
    <p className={classes.error}>
      <strong>{text.title}.</strong> <span lang={text.evidenceLang}>{text.evidence}</span>
    </p>
  );
}

const lastMomentOf = ({ run, steps }: RunDetail): number =>
  Math.max(run.startedAtMs, ...steps.flatMap(({ startedAtMs, finishedAtMs }) => [startedAtMs ?? 0, finishedAtMs ?? 0]));
