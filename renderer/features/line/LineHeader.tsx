// Owns: the head of the line: the one thing to do now, and the few figures that count. Imports data, i18n, the model.
import { type CSSProperties, type ReactNode, useEffect, useMemo, useState } from 'react';
import type { LineRun, LineState } from '../../../electron/contract/line.ts';
import { isOrderFull } from '../../../electron/contract/order.ts';
import type { Stats } from '../../../electron/contract/stats.ts';
import { useProgress } from '../../data/index.ts';
import { useErrorTexts, useFormat, useTexts } from '../../i18n/index.ts';
import { type Pace, runProgress } from '../../ui/tile/run-progress.ts';
import { keyOf } from './keys.ts';
import classes from './LineHeader.module.css';
import { type WhatNow, whatNow } from './model/what-now.ts';
import { lineTexts } from './texts.ts';
import type { LineCommands } from './use-line-commands.ts';
import { useNow } from './use-now.ts';
import type { Saying } from './use-said.ts';

export interface LineHeaderProps {
  readonly line: LineState | undefined;
  readonly stats: Stats | undefined;
  readonly isOffline: boolean;
  /** It will not come by waiting. */
  readonly hasFailed: boolean;
  readonly selected: string | undefined;
  /** The slots that the keys act on as things are: no sentence names a key for another. */
  readonly aims: LineCommands['aims'];
  /** What the last scan or key did, for a few seconds. */
  readonly said: Saying | undefined;
  readonly pace: Pace;
}

export function LineHeader(props: LineHeaderProps): ReactNode {
  const { line, stats, isOffline, hasFailed, selected, aims, said, pace } = props;
  const t = useTexts(lineTexts);
  const sentence = useSentence(selected, aims);
  const now = useMemo(() => (line === undefined ? undefined : whatNow(line)), [line]);
  const words = isOffline ? t(hasFailed ? 'now_failed' : 'now_offline') : now && sentence(now, line);
  // A clock that runs down does not change the size of the words around it.
  const longest = !isOffline && now?.kind === 'wait' ? t('now_wait_left', { time: '00:00' }) : words;
  return (
    <header className={classes.header}>
      <div className={classes.now}>
        <h1
          className={classes.sentence}
          style={{ '--ems': lengthInEms(longest ?? '') } as CSSProperties}
          data-urgency={isOffline ? (hasFailed ? 'station' : 'act') : urgencyOf(now)}
          title={words}
          aria-live="polite"
        >
          {!isOffline && now?.kind === 'wait' ? <Wait line={line} pace={pace} /> : words}
        </h1>
        <Below line={line} said={said} />
      </div>
      <Figures line={line} stats={stats} />
    </header>
  );
}

/** What a key or scan did, for a moment in the place of the recipe; that units are made unsigned never goes away. */
function Below({ line, said }: { readonly line: LineState | undefined; readonly said: Saying | undefined }): ReactNode {
  const t = useTexts(lineTexts);
  const recipe = line?.recipe;
  if (!recipe && said === undefined) return null;
  return (
    <div className={classes.below}>
      {said !== undefined ? (
        <p className={classes.said} data-refusal={said.isRefusal || undefined} title={said.text}>
          {said.text}
        </p>
      ) : (
        recipe && (
          <p className={classes.recipe}>
            {recipe.title} <span className={classes.version}>{recipe.version}</span>
          </p>
        )
      )}
      {recipe && !recipe.isSigned && <span className={classes.unsigned}>{t('unsigned')}</span>}
    </div>
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
              {isOrderFull({ order })
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
        value={
          takt === null
            ? t('not_known')
            : takt < 60_000
              ? t('seconds', { value: format.number(takt / 1000, 1) })
              : format.clock(takt)
        }
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
  readonly isClock?: boolean;
}

function Figure({ label, value, isText = false, isClock = false }: FigureProps): ReactNode {
  return (
    <div className={classes.figure} data-text={isText || undefined} data-clock={isClock || undefined}>
      <dt>{label}</dt>
      <dd title={isText ? value : undefined}>{value}</dd>
    </div>
  );
}

/** When the first picture is drawn and a first key answered. */
const clockAfterMs = 200;
/** As high as a time. */
const noTimeYet = '\u00a0';

function Clock(): ReactNode {
  const t = useTexts(lineTexts);
  const format = useFormat();
  const nowMs = useNow();
  const [mayWait, setMayWait] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setMayWait(true), clockAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return <Figure label={t('clock')} value={format.shortTime(nowMs, mayWait) ?? noTimeYet} isClock />;
}

const urgencyOf = (now: WhatNow | undefined): 'act' | 'bad' | 'station' | 'quiet' => {
  switch (now?.kind) {
    case 'take-out-bad':
    case 'try-again':
    case 'look':
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
const mostNamed = atAGlance + 1;

/** The sentence for the whole line, in the language of the window. */
function useSentence(selected: string | undefined, aims: LineCommands['aims']) {
  const t = useTexts(lineTexts);
  const errorText = useErrorTexts();
  /** More than a person takes in at a glance is no help. */
  const said = (slots: readonly string[]): string =>
    slots.length <= mostNamed
      ? slots.join(t('between_slots'))
      : t('and_more', { slots: slots.slice(0, atAGlance).join(t('between_slots')), more: slots.length - atAGlance });
  const retriedOf = (slots: readonly string[]) => slots.filter((slot) => aims.retry.includes(slot));
  return (now: WhatNow, line: LineState | undefined): string => {
    const isAll = 'slots' in now && now.slots.length === line?.slots.length;
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
        // Where the key leads elsewhere, or closes what is open, the sentence does not name it.
        return aims.evidence !== undefined && now.slots.includes(aims.evidence)
          ? t('now_decide', { slots, count, key: keyOf.EVIDENCE })
          : t('now_decide_keyless', { slots, count });
      case 'scan':
        return count > 1 && selected !== undefined && now.slots.includes(selected)
          ? t('now_scan_selected', { slot: selected })
          : t('now_scan', { slots, count });
      case 'station':
        return t('now_station', { slots, count });
      case 'take-out-bad':
        return t('now_take_out_bad', { slots, count });
      case 'look':
        return t('now_look', { slots, count });
      case 'try-again': {
        const aimed = retriedOf(now.slots);
        if (aimed.length === 0) return t('now_try_again_keyless', { slots });
        return t('now_try_again', { slots: said(aimed), key: keyOf.RETRY });
      }
      case 'go-on': {
        const aimed = retriedOf(now.slots);
        if (aimed.length === 0) return t('now_go_on_keyless', { slots, count });
        return t('now_go_on', { slots: said(aimed), count: aimed.length, key: keyOf.RETRY });
      }
      case 'order-complete':
        return t('now_order_complete', { key: keyOf.SETUP });
      case 'take-out-good':
        if (count > mostNamed) return t(isAll ? 'now_good_all' : 'now_good_many', { number: count });
        return t('now_take_out_good', { slots, count });
      case 'take-out-repeat':
        return t('now_take_out_repeat', { slots, count });
      case 'start':
        if (count > mostNamed) {
          return t(isAll ? 'now_start_all' : 'now_start_many', { number: count, key: keyOf.START });
        }
        return t('now_start', { slots, count, key: keyOf.START });
      case 'plug-in':
        if (!now.areAllEmpty) return t('now_plug_in', { slots, count });
        return t(line?.setup?.autoStart === false ? 'now_plug_in_all_manual' : 'now_plug_in_all');
      case 'wait':
        return t('now_wait');
    }
  };
}

/** Rough width of a sentence in ems of the header's type, so that it is set in a size at which it fits on its line. */
function lengthInEms(words: string): number {
  let ems = 0;
  for (const character of words) {
    if (/[\u2e80-\u9fff\uff00-\uffef]/u.test(character)) ems += 1.02;
    else if (/[\s.,:;'iljtfIr]/.test(character)) ems += 0.34;
    else if (/[A-ZÄÖÜmwMW0-9]/.test(character)) ems += 0.72;
    else ems += 0.59;
  }
  return Math.max(1, ems);
}
