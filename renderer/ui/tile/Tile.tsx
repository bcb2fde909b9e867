// Owns: the tile of a slot: everything an operator must see from two metres. Pure: what it shows comes as props.
// May import the kit, i18n and contract types. Start reading at `Tile`; what it says is decided in tile-view.ts.
import {
  CircleCheckBig,
  CirclePlay,
  CirclePower,
  Clock,
  Hand,
  type LucideIcon,
  OctagonX,
  RotateCcw,
  ScanBarcode,
  TriangleAlert,
} from 'lucide-react';
import { memo, type ReactNode, type Ref, useRef } from 'react';
import type { ProgressEvent } from '../../../electron/contract/events.ts';
import type { LineSlot } from '../../../electron/contract/line.ts';
import { useErrorTexts, useFormat, useTexts } from '../../i18n/index.ts';
import { ProgressBar } from './ProgressBar.tsx';
import { assumedPace, type Pace, type RunProgress, runProgress } from './run-progress.ts';
import classes from './Tile.module.css';
import { tileTexts } from './texts.ts';
import { type TileShape, type TileSurroundings, tileView, widthInEms } from './tile-view.ts';

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

const shapes: Readonly<Record<Exclude<TileShape, 'none'>, LucideIcon>> = {
  play: CirclePlay,
  check: CircleCheckBig,
  repeat: RotateCcw,
  cross: OctagonX,
  station: TriangleAlert,
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
  const far = useProgressOfRun(slot, progress, around.nowMs, pace);
  const Shape = shape === 'none' ? undefined : shapes[shape];
  const identity = slot.unit?.serial ?? slot.unit?.mac ?? undefined;

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
        {identity !== undefined && <span className={classes.identity}>{identity}</span>}
      </span>

      <span className={classes.centre}>
        <span className={classes.word} style={{ fontSize: sizeOf(word, Shape !== undefined) }}>
          {Shape !== undefined && <Shape className={classes.shape} aria-hidden="true" strokeWidth={2.25} />}
          <span>{word}</span>
          {isRunning && far !== undefined && (
            <span className={classes.percent}>{format.percent(Math.floor(far.share * 100) / 100)}</span>
          )}
        </span>
        {!isRunning && what !== undefined && <span className={classes.cause}>{what}</span>}
        {todo !== undefined && <span className={classes.todo}>{todo}</span>}
      </span>

      {isRunning && (
        <span className={classes.work}>
          {far !== undefined && <ProgressBar segments={far.segments} floor={far.floor} />}
          <span className={classes.foot}>
            <span className={classes.what}>{what}</span>
            {far?.leftMs !== undefined && (
              <span className={classes.left}>
                {far.leftMs < 1000 ? t('nearly') : t('left', { time: format.clock(far.leftMs) })}
              </span>
            )}
          </span>
        </span>
      )}
      {slot.unit !== null && <span className={classes.chip}>{slot.unit.chip.toUpperCase()}</span>}
    </button>
  );
});

/** The largest size at which the word stands on one line, never higher than a share of the tile. */
function sizeOf(word: string, hasShape: boolean): string {
  const ems = widthInEms(word) + (hasShape ? 1.1 : 0);
  return `min(${(88 / ems).toFixed(2)}cqw, 30cqh)`;
}

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
