// Owns: what a tile says about a slot: tone, shape, word and sentences. Pure; imports contract types and the texts' type.
// Start reading at `tileView`.
import type { ErrorReport } from '../../../electron/contract/errors.ts';
import type { ProgressEvent } from '../../../electron/contract/events.ts';
import type { Outcome } from '../../../electron/contract/job.ts';
import type { LineSlot, SlotHold } from '../../../electron/contract/line.ts';
import type { ErrorText, Format, Translate } from '../../i18n/index.ts';
import { adviceOf } from './advice.ts';
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

/** How one sees why a slot waits: its evidence is one key away, or a selection, or both in turn, or shown already. */
export type EvidenceWay = 'key' | 'select' | 'select-then-key' | 'shown';

export interface TileSurroundings {
  /** There is a recipe that can be used. */
  readonly hasSetup: boolean;
  /** Why no key starts anything now: the engine is away, the order has all its units, or the screen has no such keys. */
  readonly blocked?: 'away' | 'order' | 'keyless' | undefined;
  readonly keys: TileKeys;
  /** Whether these keys act on this very slot as things are; where not given, they do. */
  readonly aims?: { readonly retry: boolean; readonly evidence: EvidenceWay };
  /** What a person asked of this slot a moment ago and the station refused, where the slot itself shows no trace of it. */
  readonly refusal?: { readonly error: ErrorReport; readonly serial: string | undefined } | undefined;
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
  const shown = slotView(slot, progress, around, words);
  return around.refusal === undefined ? shown : { ...shown, ...refusalWords(around.refusal, words) };
}

const ofLabels: readonly string[] = ['identity/serial-needed', 'identity/serial-invalid', 'identity/duplicate-serial'];
/** More of a code than names it is no help on a tile. */
const mostOfSerial = 24;

/** The state stays what it is; why it did not change stands below it. */
function refusalWords(
  { error, serial }: NonNullable<TileSurroundings['refusal']>,
  { t, errorText }: TileWords,
): Pick<TileView, 'what' | 'todo'> {
  const { title, action } = errorText(error);
  if (serial === undefined || !ofLabels.includes(error.code)) return { what: title, todo: action };
  const named = serial.length > mostOfSerial ? `${serial.slice(0, mostOfSerial - 1)}…` : serial;
  return { what: t('refused_label', { serial: named, cause: title }), todo: t('hold_scan') };
}

function slotView(
  slot: LineSlot,
  progress: ProgressEvent | undefined,
  around: TileSurroundings,
  words: TileWords,
): TileView {
  const { t } = words;
  const { keys, blocked, hasSetup } = around;
  switch (slot.phase) {
    case 'empty': {
      const isWanted = hasSetup && (blocked === undefined || blocked === 'keyless');
      return view('empty', 'none', t('word_empty'), undefined, t(isWanted ? 'todo_empty' : 'todo_empty_idle'));
    }
    case 'ready':
      // Nothing can be started, and why stands above the tiles: a tile that said READY would be believed.
      if (blocked === 'away') return view('idle', 'none', t('word_wait'), undefined, undefined);
      if (!hasSetup) return view('idle', 'none', t('word_in'), undefined, undefined);
      // Also on a line that starts by itself: this unit was there before the line was set up.
      if (blocked === 'order') return orderView(words);
      return view(
        'waiting',
        'play',
        t('word_ready'),
        failedWords(slot, around, words),
        keyed(t('todo_ready', { key: keys.start }), around),
      );
    case 'recognising':
      return view('running', 'none', t('word_recognising'), t('what_recognising'), undefined);
    case 'running':
      // Another try of a unit that failed says so while it works: nobody takes it for a fresh one.
      return { ...runningView(slot, progress, words), todo: failedWords(slot, around, words) };
    case 'finished':
      return finishedView(slot, around, words);
    case 'repeat': {
      const what = slot.repeatOf === null ? undefined : repeatWords(slot.slot, slot.repeatOf, around.nowMs, words);
      const mayAgain = hasSetup && blocked === undefined && aimsOf(around).retry;
      const todo = mayAgain ? t('todo_repeat', { key: keys.retry }) : t('todo_PASS');
      return view('repeat', 'repeat', t('word_repeat'), what, todo);
    }
    case 'hold':
      return slot.hold === null
        ? view('attention', 'hand', t('word_hold'), undefined, undefined)
        : holdView(slot, slot.hold, around, words);
  }
}

const aimsOf = ({ aims }: TileSurroundings) => aims ?? { retry: true, evidence: 'key' };

/** What names a key is not said where the key does nothing. */
const keyed = (todo: string, { blocked, hasSetup }: TileSurroundings): string | undefined =>
  !hasSetup || blocked === 'away' || blocked === 'keyless' ? undefined : todo;

/** Looking is possible at any time; no word names the key where it would close what is looked at. */
function toSeeWhy(around: TileSurroundings, { t }: TileWords): string | undefined {
  const key = around.keys.evidence;
  switch (aimsOf(around).evidence) {
    case 'key':
      return t('todo_attention', { key });
    case 'select':
      return t('todo_attention_select');
    case 'select-then-key':
      return t('todo_attention_select_key', { key });
    case 'shown':
      return undefined;
  }
}

const orderView = ({ t }: TileWords): TileView =>
  view('stopped', 'hand', t('word_full'), t('hold_order'), t('todo_order'));

/** Nobody says that something was zero seconds ago. */
const justNowMs = 5_000;

function repeatWords(
  here: string,
  { finishedAtMs, slot }: NonNullable<LineSlot['repeatOf']>,
  nowMs: number,
  { t, format }: TileWords,
): string {
  const isHere = slot === here;
  if (nowMs - finishedAtMs < justNowMs) return isHere ? t('repeat_here_now') : t('repeat_now', { slot });
  const ago = format.ago(finishedAtMs, nowMs);
  return isHere ? t('repeat_here', { ago }) : t('repeat_of', { ago, slot });
}

/** How a unit failed that is in a slot again; undefined for one that did not. */
function failedWords({ slot: here, failedBefore }: LineSlot, { nowMs }: TileSurroundings, { t, format }: TileWords) {
  if (failedBefore === null) return undefined;
  const { slot, finishedAtMs, isFinal } = failedBefore;
  const isNow = nowMs - finishedAtMs < justNowMs;
  const kind = isFinal ? 'final' : 'failed';
  if (isNow) return slot === here ? t(`${kind}_here_now`) : t(`${kind}_now`, { slot });
  const ago = format.ago(finishedAtMs, nowMs);
  return slot === here ? t(`${kind}_here`, { ago }) : t(`${kind}_of`, { ago, slot });
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

function finishedView({ run }: LineSlot, around: TileSurroundings, words: TileWords): TileView {
  const { t, format, errorText } = words;
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
    if (around.blocked === 'order') return view(tone, shape, word, what, t('todo_order'));
    const todo = aimsOf(around).retry ? t('todo_ABORTED', { key: around.keys.retry }) : t('todo_stopped');
    return view(tone, shape, word, what, keyed(todo, around));
  }
  if (error === null) return view(tone, shape, word, undefined, toSeeWhy(around, words));
  return errorView(outcome, error, around, words);
}

function holdView(slot: LineSlot, hold: SlotHold, around: TileSurroundings, words: TileWords): TileView {
  const { t } = words;
  switch (hold.kind) {
    case 'scan':
      return view('attention', 'scan', t('word_scan'), t('hold_scan'), undefined);
    case 'order-complete':
      return orderView(words);
    case 'attention':
      return view('attention', 'hand', t('word_decide'), t('hold_attention'), toSeeWhy(around, words));
    case 'interrupted': {
      if (around.blocked === 'order') {
        return view('attention', 'hand', t('word_hold'), t('hold_interrupted'), t('todo_order_first'));
      }
      const todo = t(aimsOf(around).retry ? 'todo_go_on' : 'todo_go_on_select', { key: around.keys.retry });
      return view('attention', 'hand', t('word_hold'), t('hold_interrupted'), keyed(todo, around));
    }
    case 'refused':
      if (slot.failedBefore?.isFinal === true) return finalView(slot, hold.error, around, words);
      // Nothing was written, yet who is to blame is known: the word and the field say the same.
      return errorView(outcomeOf(hold.error), hold.error, around, words);
  }
}

/** The tile says what was wrong, when and where; what is done with the unit is the same for each cause. */
function finalView(slot: LineSlot, refusal: ErrorReport, around: TileSurroundings, words: TileWords): TileView {
  const { t, errorText } = words;
  const cause = slot.failedBefore?.error ?? null;
  const said = failedWords(slot, around, words);
  const what = cause === null ? said : t('final_cause', { cause: errorText(cause).title, failed: said ?? '' });
  return view('fail', 'fail', t('word_FAIL'), what, errorText(refusal).action);
}

/** Red is for a unit that is bad: one that was pulled out, or belongs elsewhere, waits for a hand. */
function errorView(outcome: Outcome, error: ErrorReport, { blocked }: TileSurroundings, words: TileWords): TileView {
  const { t, errorText } = words;
  const advice = outcome === 'FAIL' || outcome === 'TIMEOUT' ? adviceOf(error) : undefined;
  const { title, action: mend } = errorText(error);
  // The order has all its units: nothing is tried again, whatever the catalogue says.
  const isTooLate = blocked === 'order';
  if (advice === 'plug' || advice === 'swap') {
    // The wrong unit is of no use to the next order either.
    const tooLate = t(advice === 'swap' ? 'todo_order_out' : 'todo_order_first');
    return view('attention', 'hand', t('word_hold'), title, isTooLate ? tooLate : mend);
  }
  const action = isTooLate && (advice === 'again' || advice === 'check') ? t('todo_order_aside') : mend;
  const [tone, shape] = toneOf[outcome];
  return view(tone, shape, t(`word_${outcome}`), title, action);
}
