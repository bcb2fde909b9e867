// Owns: the tile of a slot: everything an operator must see from two metres. Pure: what it shows comes as props.
// May import the kit, i18n and contract types. Start reading at `Tile`; what it says is decided in tile-view.ts.
import { CircleCheck, CirclePlay, CirclePower, Clock, Hand, type LucideIcon, ScanBarcode } from 'lucide-react';
import { type CSSProperties, memo, type ReactNode, type Ref, useMemo, useRef } from 'react';
import { chipName } from '../../../electron/contract/chip-name.ts';
import type { ProgressEvent } from '../../../electron/contract/events.ts';
import type { LineSlot } from '../../../electron/contract/line.ts';
import { useErrorTexts, useFormat, useTexts } from '../../i18n/index.ts';
import { StateIcon, type StateKind } from '../state/StateIcon.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { assumedPace, isLate, type Pace, type RunProgress, runProgress } from './run-progress.ts';
import classes from './Tile.module.css';
import { tileTexts } from './texts.ts';
import { type TileShape, type TileSurroundings, tileView } from './tile-view.ts';
import { widestPart, wordLook } from './word-size.ts';

export interface TileProps {
  readonly slot: LineSlot;
  readonly around: TileSurroundings;
  readonly progress?: ProgressEvent | undefined;
  /** What runs of this recipe took so far. */
  readonly pace?: Pace;
  readonly isSelected?: boolean;
  /** The engine cannot be heard: what is shown may be old. */
  readonly isStale?: boolean;
  /** One tile of a bench is in the tab order. */
  readonly tabIndex?: 0 | -1;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly onPress?: (slot: string) => void;
}

/** What the kit has no mark for; the marks of outcomes are the same as everywhere else. */
const shapes: Readonly<Record<Exclude<TileShape, 'none' | StateKind>, LucideIcon>> = {
  play: CirclePlay,
  // Passed, though not just now.
  repeat: CircleCheck,
  hand: Hand,
  scan: ScanBarcode,
  clock: Clock,
  stop: CirclePower,
};

export const Tile = memo(function Tile({
  slot,
  around,
  progress,
  pace = assumedPace,
  isSelected = false,
  isStale = false,
  tabIndex = 0,
  ref,
  onPress,
}: TileProps): ReactNode {
  const t = useTexts(tileTexts);
  const format = useFormat();
  const errorText = useErrorTexts();
  const { tone, shape, word, what, todo, isRunning } = tileView(slot, progress, around, { t, format, errorText });
  const calmEms = useMemo(() => widestPart(calmWords.map((key) => t(key))), [t]);
  const look = wordLook(word, tone, calmEms);
  const far = useProgressOfRun(slot, progress, around.nowMs, pace);
  const serial = slot.unit?.serial ?? undefined;
  const identity = serial ?? slot.unit?.mac ?? undefined;

  return (
    <button
      ref={ref}
      type="button"
      className={classes.tile}
      data-tone={tone}
      data-slot={slot.slot}
      data-phase={slot.phase}
      data-stale={isStale || undefined}
      data-selected={isSelected || undefined}
      aria-current={isSelected ? 'true' : undefined}
      tabIndex={tabIndex}
      onClick={onPress && (() => onPress(slot.slot))}
    >
      <span className={classes.head}>
        <span className={classes.name}>
          <span className={classes.unseen}>{t('slot', { slot: slot.slot })}</span>
          <span aria-hidden="true">{slot.slot}</span>
        </span>
        {identity !== undefined && (
          <span className={classes.identity} data-kind={serial === undefined ? 'mac' : 'serial'}>
            {identity}
          </span>
        )}
      </span>

      <span className={classes.centre}>
        <span
          className={classes.word}
          data-lines={look.lines.length > 1 || undefined}
          style={{ '--beside': look.beside, '--above': look.above } as CSSProperties}
        >
          {shape !== 'none' && (
            <span className={classes.shape}>
              <Shape of={shape} />
            </span>
          )}
          <span>
            {look.lines.map((line) => (
              <span key={line} className={classes.line}>
                {line}{' '}
              </span>
            ))}
          </span>
          {isRunning && far !== undefined && (
            <span className={classes.percent}>{format.percent(Math.floor(far.share * 100) / 100)}</span>
          )}
        </span>
        <span className={classes.below}>
          {!isRunning && what !== undefined && <span className={classes.cause}>{what}</span>}
          {todo !== undefined && <span className={classes.todo}>{todo}</span>}
        </span>
      </span>

      {isRunning && (
        <span className={classes.work}>
          {far !== undefined && <ProgressBar segments={far.segments} floor={far.floor} />}
          <span className={classes.foot}>
            <span className={classes.what}>{what}</span>
            {far?.leftMs !== undefined && (
              <span className={classes.left}>
                {!isLate(far) && (far.leftMs < 1000 ? t('nearly') : t('left', { time: format.clock(far.leftMs) }))}
              </span>
            )}
          </span>
        </span>
      )}
      {slot.unit !== null && <span className={classes.chip}>{chipName(slot.unit.chip)}</span>}
    </button>
  );
});

function Shape({ of }: { readonly of: Exclude<TileShape, 'none'> }): ReactNode {
  if (of === 'pass' || of === 'fail' || of === 'error') return <StateIcon state={of} size="fill" isPlain />;
  const Drawing = shapes[of];
  return <Drawing size="100%" strokeWidth={2.25} aria-hidden="true" />;
}

/** All states but PASS, FAIL and those of a run at work: they are of one size. */
const calmWords = [
  'word_empty',
  'word_ready',
  'word_in',
  'word_wait',
  'word_ERROR',
  'word_ABORTED',
  'word_repeat',
  'word_hold',
  'word_scan',
  'word_decide',
  'word_full',
] as const;

interface FarSoFar extends RunProgress {
  /** The furthest share shown so far: the bar and the figure never go back, whatever a retried step says. */
  readonly floor: number;
}

function useProgressOfRun(
  { run, phase }: LineSlot,
  progress: ProgressEvent | undefined,
  nowMs: number,
  pace: Pace,
): FarSoFar | undefined {
  const seen = useRef<{ runId: string; weightOf: Pace; floor: number } | undefined>(undefined);
  if (run === null || phase !== 'running') return undefined;
  if (seen.current?.runId !== run.runId) {
    const weights = new Map(run.steps.map((step) => [step.kind, pace(step)]));
    seen.current = { runId: run.runId, weightOf: (step) => weights.get(step.kind) ?? pace(step), floor: 0 };
  }
  const far = runProgress(run, progress, nowMs, pace, seen.current.weightOf);
  seen.current.floor = Math.max(seen.current.floor, far.share);
  return { ...far, share: seen.current.floor, floor: seen.current.floor };
}
