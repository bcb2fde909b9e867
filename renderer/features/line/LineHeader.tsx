// Owns: the head of the line: the one thing to do now, and the few figures that count. Imports data, i18n, the model.
import { type ReactNode, useMemo } from 'react';
import type { LineRun, LineState } from '../../../electron/contract/line.ts';
import type { Stats } from '../../../electron/contract/stats.ts';
import { useProgress } from '../../data/index.ts';
import { useErrorTexts, useFormat, useLanguage, useTexts } from '../../i18n/index.ts';
import { type Pace, runProgress } from '../../ui/tile/run-progress.ts';
import { keyOf } from './keys.ts';
import classes from './LineHeader.module.css';
import { type WhatNow, whatNow } from './model/what-now.ts';
import { lineTexts } from './texts.ts';
import { useNow } from './use-now.ts';

export interface LineHeaderProps {
  readonly line: LineState | undefined;
  readonly stats: Stats | undefined;
  readonly isOffline: boolean;
  readonly selected: string | undefined;
  /** What the last scan or key did, for a few seconds. */
  readonly said: string | undefined;
  readonly pace: Pace;
}

export function LineHeader({ line, stats, isOffline, selected, said, pace }: LineHeaderProps): ReactNode {
  const t = useTexts(lineTexts);
  const sentence = useSentence(selected);
  const now = useMemo(() => (line === undefined ? undefined : whatNow(line)), [line]);
  return (
    <header className={classes.header}>
      <div className={classes.now}>
        <h1 className={classes.sentence} data-urgency={isOffline ? 'quiet' : urgencyOf(now)} aria-live="polite">
          {isOffline ? (
            t('now_offline')
          ) : now?.kind === 'wait' ? (
            <Wait line={line} pace={pace} />
          ) : (
            now && sentence(now, line)
          )}
        </h1>
        {said !== undefined ? <p className={classes.said}>{said}</p> : line?.recipe && <Recipe recipe={line.recipe} />}
      </div>
      <Figures line={line} stats={stats} />
    </header>
  );
}

/** By the same sums as the tile of the unit that is ready first, so that both say the same. */
function Wait({ line, pace }: { readonly line: LineState | undefined; readonly pace: Pace }): ReactNode {
  const t = useTexts(lineTexts);
  const format = useFormat();
  const nowMs = useNow();
  const runs = line?.slots.flatMap(({ run, phase }) => (run !== null && phase === 'running' ? [run] : [])) ?? [];
  const leftOf = (run: LineRun) => runProgress(run, undefined, nowMs, pace).leftMs ?? Number.POSITIVE_INFINITY;
  const [first] = runs.toSorted((a, b) => leftOf(a) - leftOf(b));
  const progress = useProgress(first?.runId);
  const leftMs = first && runProgress(first, progress, nowMs, pace).leftMs;
  if (leftMs === undefined) return t('now_wait');
  // Whoever listens is told once that there is nothing to do, and not every second how long.
  return <span aria-live="off">{t('now_wait_left', { time: format.clock(leftMs) })}</span>;
}

function Recipe({ recipe }: { readonly recipe: NonNullable<LineState['recipe']> }): ReactNode {
  const t = useTexts(lineTexts);
  return (
    <p className={classes.recipe}>
      {recipe.title} <span className={classes.version}>{recipe.version}</span>
      {!recipe.isSigned && <span className={classes.unsigned}>{t('unsigned')}</span>}
    </p>
  );
}

function Figures({ line, stats }: { readonly line: LineState | undefined; readonly stats: Stats | undefined }) {
  const t = useTexts(lineTexts);
  const format = useFormat();
  const order = line?.order ?? null;
  const takt = stats?.taktMs ?? null;
  const firstPass = stats?.firstPass;
  const yieldToday = firstPass && firstPass.units > 0 ? firstPass.passed / firstPass.units : undefined;
  return (
    <dl className={classes.figures}>
      {order === null ? (
        <Figure label={t('passed_today')} value={stats === undefined ? t('not_known') : format.number(stats.passed)} />
      ) : (
        <div className={classes.order}>
          <dt>{order.name}</dt>
          <dd>
            {t('order_of', { passed: format.number(order.passed), quantity: format.number(order.quantity) })}
            <span className={classes.left}>
              {order.passed >= order.quantity
                ? t('order_full')
                : t('order_left', { left: format.number(order.quantity - order.passed) })}
            </span>
            <span className={classes.track} aria-hidden="true">
              <span style={{ transform: `scaleX(${Math.min(1, order.passed / order.quantity)})` }} />
            </span>
          </dd>
        </div>
      )}
      <Figure
        label={t('yield')}
        value={yieldToday === undefined ? t('not_known') : format.percent(yieldToday, yieldToday < 1 ? 1 : 0)}
      />
      <Figure
        label={t('takt')}
        value={takt === null ? t('not_known') : takt < 60_000 ? format.duration(takt) : format.clock(takt)}
      />
      {line?.setup && <Figure label={t('operator')} value={line.setup.operator} isText />}
      <Clock />
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly isText?: boolean;
}

function Figure({ label, value, isText = false }: FigureProps): ReactNode {
  return (
    <div className={classes.figure} data-text={isText || undefined}>
      <dt>{label}</dt>
      <dd title={isText ? value : undefined}>{value}</dd>
    </div>
  );
}

function Clock(): ReactNode {
  const t = useTexts(lineTexts);
  const { locale } = useLanguage();
  const short = useMemo(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }), [locale]);
  return <Figure label={t('clock')} value={short.format(useNow())} />;
}

const urgencyOf = (now: WhatNow | undefined): 'act' | 'bad' | 'station' | 'quiet' => {
  switch (now?.kind) {
    case 'take-out-bad':
      return 'bad';
    case 'station':
    case 'problem':
      return 'station';
    case undefined:
    case 'wait':
      return 'quiet';
    default:
      return 'act';
  }
};

const atAGlance = 4;

/** The sentence for the whole line, in the language of the window. */
function useSentence(selected: string | undefined) {
  const t = useTexts(lineTexts);
  const errorText = useErrorTexts();
  /** More than a person takes in at a glance is no help. */
  const said = (slots: readonly string[]): string =>
    slots.length <= atAGlance + 1
      ? slots.join(t('between_slots'))
      : t('and_more', { slots: slots.slice(0, atAGlance).join(t('between_slots')), more: slots.length - atAGlance });
  return (now: WhatNow, line: LineState | undefined): string => {
    const slots = 'slots' in now ? said(now.slots) : '';
    const count = 'slots' in now ? now.slots.length : 0;
    switch (now.kind) {
      case 'problem':
        return errorText(now.error).title;
      case 'set-up':
        return t('now_set_up');
      case 'no-slots':
        return t('now_no_slots');
      case 'decide':
        return t('now_decide', { slots, count, key: keyOf.EVIDENCE });
      case 'scan':
        return count > 1 && selected !== undefined && now.slots.includes(selected)
          ? t('now_scan_selected', { slot: selected })
          : t('now_scan', { slots, count });
      case 'station':
        return t('now_station', { slots, count, title: errorText(now.error).title, key: keyOf.RETRY });
      case 'take-out-bad':
        return t('now_take_out_bad', { slots, count });
      case 'go-on':
        return t('now_go_on', { slots, count, key: keyOf.RETRY });
      case 'order-complete':
        return t('now_order_complete', { key: keyOf.SETUP });
      case 'take-out-good':
        return t('now_take_out_good', { slots, count });
      case 'take-out-repeat':
        return t('now_take_out_repeat', { slots, count });
      case 'start':
        return t('now_start', { slots, count, key: keyOf.START });
      case 'plug-in':
        if (!now.areAllEmpty) return t('now_plug_in', { slots, count });
        return t(line?.setup?.autoStart === false ? 'now_plug_in_all_manual' : 'now_plug_in_all');
      case 'wait':
        return t('now_wait');
    }
  };
}
