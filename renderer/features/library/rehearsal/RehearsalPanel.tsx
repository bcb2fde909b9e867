// Owns: a dry run to choose, to watch and to stop. Imports i18n, ui and siblings. Its events are folded in fold.ts.
import { Button, Group, Progress, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Measurement } from '../../../../electron/contract/job.ts';
import type { RecipeSource } from '../../../../electron/contract/line.ts';
import { useErrorText, useFormat, useTexts } from '../../../i18n/index.ts';
import { ErrorState, Evidence, OutcomeBadge, StateIcon, type StateKind } from '../../../ui/index.ts';
import type { RehearsalState, RehearsedStep } from './fold.ts';
import classes from './RehearsalPanel.module.css';
import { rehearsalTempers } from './tempers.ts';
import { rehearsalTexts } from './texts.ts';
import { useRehearsal } from './use-rehearsal.ts';

export interface RehearsalPanelProps {
  readonly source: RecipeSource;
  /** The recipe can be run at all. */
  readonly isRight: boolean;
  /** Must be done, and succeed, before it starts. */
  readonly prepare?: (() => Promise<boolean>) | undefined;
}

export function RehearsalPanel({ source, isRight, prepare }: RehearsalPanelProps) {
  const t = useTexts(rehearsalTexts);
  const { state, isRunning, failure, start, cancel } = useRehearsal();
  const [temper, setTemper] = useState<string>('good');
  const begin = async () => {
    if (prepare === undefined || (await prepare())) start(source, temper);
  };
  return (
    <Stack>
      <Text c="dimmed">{t('explain')}</Text>
      <Select
        label={t('temper')}
        value={temper}
        onChange={(value) => setTemper(value ?? 'good')}
        data={rehearsalTempers.map(({ name, temper: value }) => ({ value, label: t(`temper_${name}`) }))}
        disabled={isRunning}
      />
      <Group>
        {isRunning ? (
          <Button variant="default" onClick={cancel}>
            {t('cancel')}
          </Button>
        ) : (
          <Button onClick={() => void begin()} disabled={!isRight}>
            {prepare !== undefined ? t('saveAndStart') : state?.end ? t('again') : t('start')}
          </Button>
        )}
      </Group>
      {!isRight && <Text c="dimmed">{t('cannotStart')}</Text>}
      {failure && <ErrorState error={failure} onRetry={() => void begin()} />}
      {state && <Watched state={state} />}
    </Stack>
  );
}

function Watched({ state }: { readonly state: RehearsalState }) {
  const t = useTexts(rehearsalTexts);
  const { steps, measurements, end } = state;
  return (
    <>
      {end && <End end={end} />}
      {steps.length === 0 && end === undefined && <Text role="status">{t('preparing')}</Text>}
      {steps.length > 0 && (
        <section>
          <Title order={3}>{t('steps')}</Title>
          <ol className={classes.steps}>
            {steps.map((step) => (
              <Step key={step.plan.kind} step={step} />
            ))}
          </ol>
        </section>
      )}
      {measurements.length > 0 && (
        <section>
          <Title order={3}>{t('measurements')}</Title>
          <ul className={classes.measurements}>
            {measurements.map((measurement) => (
              <MeasurementLine key={measurement.name} measurement={measurement} />
            ))}
          </ul>
        </section>
      )}
      {end && (
        <section>
          <Title order={3}>{t('console')}</Title>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
          <div className={classes.console} role="log" tabIndex={0} aria-label={t('console')} translate="no">
            {state.console || t('noConsole')}
          </div>
        </section>
      )}
    </>
  );
}

function End({ end }: { readonly end: NonNullable<RehearsalState['end']> }) {
  const t = useTexts(rehearsalTexts);
  const format = useFormat();
  const words = useErrorText(end.error);
  return (
    <div className={classes.end} role="status">
      <Group gap="sm">
        {end.outcome && <OutcomeBadge outcome={end.outcome} size="lg" />}
        <Text c="dimmed">{t('took', { duration: format.duration(end.durationMs) })}</Text>
      </Group>
      {end.outcome === 'PASS' && <Text>{t('resultPass')}</Text>}
      {words && (
        <>
          <Text fw={600}>{words.title}</Text>
          <Text>{`${words.meaning} ${words.action}`}</Text>
          <Evidence text={words.evidence} lang={words.evidenceLang} {...(end.error ? { code: end.error.code } : {})} />
        </>
      )}
    </div>
  );
}

const looks = { pending: 'idle', running: 'running', done: 'pass', failed: 'fail' } as const satisfies Record<
  RehearsedStep['state'],
  StateKind
>;

function Step({ step }: { readonly step: RehearsedStep }) {
  const t = useTexts(rehearsalTexts);
  const format = useFormat();
  const { plan, state, share, attempt } = step;
  const name = t(`step_${plan.kind}`);
  return (
    <li className={classes.step} data-state={state}>
      <StateIcon state={looks[state]} size={16} />
      <span className={classes.stepName}>
        {name}
        {attempt > 1 && <span className={classes.dim}> · {t('attempt', { attempt })}</span>}
      </span>
      <span className={classes.dim}>
        {state === 'running' && share !== undefined ? format.percent(share) : t(state)}
      </span>
      {state === 'running' && share !== undefined && (
        <Progress className={classes.bar} value={share * 100} aria-label={name} size="sm" />
      )}
    </li>
  );
}

function MeasurementLine({ measurement }: { readonly measurement: Measurement }) {
  const t = useTexts(rehearsalTexts);
  const format = useFormat();
  const { name, value, unit, min, max, isWithinLimits } = measurement;
  const limits =
    min !== null && max !== null
      ? t('limits', { min: format.number(min), max: format.number(max) })
      : max !== null
        ? t('atMost', { max: format.number(max) })
        : min !== null
          ? t('atLeast', { min: format.number(min) })
          : undefined;
  return (
    <li className={classes.step}>
      <StateIcon state={isWithinLimits ? 'pass' : 'fail'} size={16} />
      <span className={classes.stepName}>
        {name}
        {limits && <span className={classes.dim}> · {limits}</span>}
      </span>
      <span>{`${format.number(value)}\u00a0${unit}`}</span>
      <span className={classes.spoken}>{t(isWithinLimits ? 'within' : 'outside')}</span>
    </li>
  );
}
