// Owns: what a tile says about a slot: tone, shape, word and sentences. Pure; imports contract types and the texts' type.
// Start reading at `tileView`.
import type { ErrorReport } from '../../../electron/contract/errors.ts';
import type { ProgressEvent } from '../../../electron/contract/events.ts';
import type { Outcome } from '../../../electron/contract/job.ts';
import type { LineSlot, SlotHold } from '../../../electron/contract/line.ts';
import type { ErrorText, Format, Translate } from '../../i18n/index.ts';
import { outcomeOf } from './blame.ts';
import type { tileTexts } from './texts.ts';

export type TileTone =
  | 'empty'
  | 'idle'
  | 'waiting'
  | 'running'
  | 'pass'
  | 'repeat'
  | 'fail'
  | 'error'
  | 'attention'
  | 'stopped';

/** Each tone has a silhouette of its own, for those who cannot tell the colours apart. */
export type TileShape = 'none' | 'play' | 'pass' | 'repeat' | 'fail' | 'error' | 'hand' | 'scan' | 'clock' | 'stop';

/** The keys that a tile may name: the line says which they are. */
export interface TileKeys {
  readonly start: string;
  readonly retry: string;
  readonly evidence: string;
}

export interface TileSurroundings {
  readonly hasSetup: boolean;
  /** Why no key starts anything now: the engine is away, or the order has all its units. */
  readonly blocked?: 'away' | 'order' | undefined;
  readonly keys: TileKeys;
  readonly nowMs: number;
}

export interface TileWords {
  readonly t: Translate<(typeof tileTexts)['en']>;
  readonly format: Format;
  readonly errorText: (report: ErrorReport) => ErrorText;
}

export interface TileView {
  readonly tone: TileTone;
  readonly shape: TileShape;
  /** The one thing that is read from two metres. */
  readonly word: string;
  /** What is happening, or why it ended; undefined where the word says it all. */
  readonly what: string | undefined;
  /** What a person does now. */
  readonly todo: string | undefined;
  /** Where the work stands, for tiles that show it. */
  readonly isRunning: boolean;
}

const view = (
  tone: TileTone,
  shape: TileShape,
  word: string,
  what: string | undefined,
  todo: string | undefined,
): TileView => ({ tone, shape, word, what, todo, isRunning: tone === 'running' });

export function tileView(
  slot: LineSlot,
  progress: ProgressEvent | undefined,
  around: TileSurroundings,
  words: TileWords,
): TileView {
  const { t } = words;
  const { keys, blocked } = around;
  switch (slot.phase) {
    case 'empty':
      return view('empty', 'none', t('word_empty'), undefined, t(around.hasSetup ? 'todo_empty' : 'todo_empty_idle'));
    case 'ready':
      if (!around.hasSetup) return view('idle', 'none', t('word_ready'), undefined, t('todo_ready_no_setup'));
      // Also on a line that starts by itself: this unit was there before the line was set up.
      if (blocked === 'order') return view('idle', 'none', t('word_ready'), t('hold_order'), t('todo_order'));
      return view('waiting', 'play', t('word_ready'), undefined, keyed(t('todo_ready', { key: keys.start }), around));
    case 'recognising':
      return view('running', 'none', t('word_recognising'), t('what_recognising'), undefined);
    case 'running':
      return runningView(slot, progress, words);
    case 'finished':
      return finishedView(slot, around, words);
    case 'repeat': {
      const { repeatOf } = slot;
      const what = repeatOf === null ? undefined : repeatWords(repeatOf, around.nowMs, words);
      const todo = blocked === undefined ? t('todo_repeat', { key: keys.retry }) : t('todo_PASS');
      return view('repeat', 'repeat', t('word_repeat'), what, todo);
    }
    case 'hold':
      return slot.hold === null
        ? view('attention', 'hand', t('word_hold'), undefined, undefined)
        : holdView(slot.hold, around, words);
  }
}

/** What names a key is not said where the key does nothing. */
const keyed = (todo: string, { blocked }: TileSurroundings): string | undefined =>
  blocked === 'away' ? undefined : todo;

/** Nobody says that something was zero seconds ago. */
const justNowMs = 5_000;

function repeatWords(
  { finishedAtMs, slot }: NonNullable<LineSlot['repeatOf']>,
  nowMs: number,
  { t, format }: TileWords,
): string {
  if (nowMs - finishedAtMs < justNowMs) return t('repeat_now', { slot });
  return t('repeat_of', { ago: format.ago(finishedAtMs, nowMs), slot });
}

function runningView({ run }: LineSlot, progress: ProgressEvent | undefined, { t }: TileWords): TileView {
  const step = run?.step ?? null;
  if (step === null) return view('running', 'none', t('word_recognising'), t('what_recognising'), undefined);
  const label = progress?.step === step ? labelOf(progress.label, t) : undefined;
  return view('running', 'none', t(`word_${step}`), label ?? t(`what_${step}`), undefined);
}

/** Names that every recipe uses are said in the language of the window; others are the recipe's own words. */
function labelOf(label: string, t: TileWords['t']): string | undefined {
  switch (label) {
    case '':
      return undefined;
    case 'app':
    case 'application':
      return t('label_app');
    case 'bootloader':
      return t('label_bootloader');
    case 'partition-table':
      return t('label_partition_table');
    case 'erase':
      return t('label_erase');
    case 'read':
      return t('label_read');
    case 'nvs':
      return t('what_personalise');
    case 'waiting for the unit to start':
      return t('label_waiting');
    case 'asking the unit who it is':
      return t('label_asking');
    default:
      return label;
  }
}

const toneOf: Readonly<Record<Outcome, readonly [TileTone, TileShape]>> = {
  PASS: ['pass', 'pass'],
  FAIL: ['fail', 'fail'],
  ERROR: ['error', 'error'],
  TIMEOUT: ['fail', 'clock'],
  ABORTED: ['stopped', 'stop'],
};

function finishedView({ run }: LineSlot, around: TileSurroundings, { t, format, errorText }: TileWords): TileView {
  // A run without an outcome was cut off: the unit is there and the run may go on.
  const outcome = run?.outcome ?? 'ABORTED';
  const [tone, shape] = toneOf[outcome];
  const word = t(`word_${outcome}`);
  if (outcome === 'PASS') {
    const durationMs = run?.durationMs ?? null;
    const took = durationMs === null ? undefined : t('passed_in', { time: format.duration(durationMs) });
    return view(tone, shape, word, t('todo_PASS'), took);
  }
  const error = run?.error ?? null;
  if (outcome === 'ABORTED') {
    const isByPerson = error === null || error.code === 'job/aborted';
    const what = isByPerson ? undefined : errorText(error).title;
    return view(tone, shape, word, what, keyed(t('todo_ABORTED', { key: around.keys.retry }), around));
  }
  if (error === null) return view(tone, shape, word, undefined, t('todo_attention', { key: around.keys.evidence }));
  const { title, action } = errorText(error);
  return view(tone, shape, word, title, action);
}

function holdView(hold: SlotHold, around: TileSurroundings, { t, errorText }: TileWords): TileView {
  const { keys } = around;
  switch (hold.kind) {
    case 'scan':
      return view('attention', 'scan', t('word_scan'), t('hold_scan'), undefined);
    case 'order-complete':
      return view('stopped', 'hand', t('word_full'), t('hold_order'), t('todo_order'));
    case 'attention':
      return view(
        'attention',
        'hand',
        t('word_decide'),
        t('hold_attention'),
        t('todo_attention', { key: keys.evidence }),
      );
    case 'interrupted':
      return view(
        'attention',
        'hand',
        t('word_hold'),
        t('hold_interrupted'),
        keyed(t('todo_go_on', { key: keys.retry }), around),
      );
    case 'refused': {
      // Nothing was written, yet who is to blame is known: the word and the field say the same.
      const outcome = outcomeOf(hold.error);
      return refusedView(outcome, t(`word_${outcome}`), errorText(hold.error));
    }
  }
}

function refusedView(outcome: Outcome, word: string, { title, action }: ErrorText): TileView {
  const [tone, shape] = toneOf[outcome];
  return view(tone, shape, word, title, action);
}

/**
 * Rough width of a word in ems of a heavy sans-serif: capitals and digits are narrower than a Chinese character. Good
 * enough to choose a size at which it fits on one line.
 */
export function widthInEms(word: string): number {
  let ems = 0;
  for (const character of word) {
    if (/[\u2e80-\u9fff\uff00-\uffef]/u.test(character)) ems += 1.02;
    else if (/[MW%]/.test(character)) ems += 0.95;
    else if (/[\sI.:]/.test(character)) ems += 0.34;
    else ems += 0.72;
  }
  return Math.max(1, ems);
}
