// Owns: the tiles in the shape of the bench, all of them on one screen. Imports data, ui/tile and the model.
import { type CSSProperties, memo, type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import type { LineState } from '../../../electron/contract/line.ts';
import { hasRecipe, isOrderFull } from '../../../electron/contract/order.ts';
import { useProgress, useSlot } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import type { Pace } from '../../ui/tile/run-progress.ts';
import { Tile } from '../../ui/tile/Tile.tsx';
import type { EvidenceWay, TileSurroundings } from '../../ui/tile/tile-view.ts';
import classes from './BenchGrid.module.css';
import { keyOf } from './keys.ts';
import type { BenchLayout, Room } from './model/bench-layout.ts';
import type { Refusal, Refusals } from './model/refusals.ts';
import { lineTexts } from './texts.ts';
import type { LineCommands } from './use-line-commands.ts';
import { useNow } from './use-now.ts';

export interface BenchGridProps {
  readonly line: LineState;
  readonly layout: BenchLayout;
  readonly onRoom: (room: Room) => void;
  readonly pace: Pace;
  readonly isStale: boolean;
  readonly selected: string | undefined;
  /** The slots that the keys act on as things are: see `LineCommands`. */
  readonly aims: LineCommands['aims'];
  /** What the station refused there a moment ago. */
  readonly refusals: Refusals;
  readonly isEvidenceOpen: boolean;
  readonly onPress: (slot: string) => void;
}

export function BenchGrid({
  line,
  layout,
  onRoom,
  pace,
  isStale,
  selected,
  aims,
  refusals,
  isEvidenceOpen,
  onPress,
}: BenchGridProps): ReactNode {
  const t = useTexts(lineTexts);
  const measured = useCallback(
    (element: HTMLElement) => {
      const measure = () => onRoom(contentSizeOf(element));
      // Before the first frame: the observer tells one later, which would draw the tiles twice, first in a wrong shape.
      measure();
      const observer = new ResizeObserver(measure);
      observer.observe(element);
      return () => observer.disconnect();
    },
    [onRoom],
  );
  const nowMs = useNow();
  const hasSetup = hasRecipe(line);
  const blocked = isStale ? 'away' : isOrderFull(line) ? 'order' : undefined;
  const around = useMemo<TileSurroundings>(
    () => ({ hasSetup, blocked, nowMs, keys: { start: keyOf.START, retry: keyOf.RETRY, evidence: keyOf.EVIDENCE } }),
    [hasSetup, blocked, nowMs],
  );
  const wayTo = (slot: string): EvidenceWay => {
    if (isEvidenceOpen && slot === selected) return 'shown';
    if (slot === aims.evidence) return 'key';
    return isEvidenceOpen ? 'select' : 'select-then-key';
  };
  const inTabOrder = selected ?? layout.places[0]?.slot;

  return (
    <section ref={measured} className={classes.bench} aria-label={t('tiles')} data-many={layout.places.length > 12}>
      <div className={classes.grid} style={{ '--columns': layout.columns, '--rows': layout.rows } as CSSProperties}>
        {layout.places.map(({ slot, row, column }) => (
          <div key={slot} className={classes.cell} style={{ gridRow: row, gridColumn: column }}>
            <SlotTile
              slot={slot}
              around={around}
              pace={pace}
              isStale={isStale}
              isSelected={slot === selected}
              isRetried={aims.retry.includes(slot)}
              refusal={refusals.get(slot)}
              evidenceWay={wayTo(slot)}
              tabIndex={slot === inTabOrder ? 0 : -1}
              onPress={onPress}
            />
          </div>
        ))}
      </div>
    </section>
  );
}

function contentSizeOf(element: HTMLElement): Room {
  const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(element);
  return {
    width: element.clientWidth - (Number.parseFloat(paddingLeft) || 0) - (Number.parseFloat(paddingRight) || 0),
    height: element.clientHeight - (Number.parseFloat(paddingTop) || 0) - (Number.parseFloat(paddingBottom) || 0),
  };
}

interface SlotTileProps {
  readonly slot: string;
  readonly around: TileSurroundings;
  readonly pace: Pace;
  readonly isStale: boolean;
  readonly isSelected: boolean;
  readonly isRetried: boolean;
  readonly refusal: Refusal | undefined;
  readonly evidenceWay: EvidenceWay;
  readonly tabIndex: 0 | -1;
  readonly onPress: (slot: string) => void;
}

/** Renders when its own slot or progress changes, and once a second. */
const SlotTile = memo(function SlotTile({
  slot: name,
  around: bench,
  isSelected,
  isRetried,
  refusal,
  evidenceWay,
  ...rest
}: SlotTileProps): ReactNode {
  const slot = useSlot(name);
  const progress = useProgress(slot?.phase === 'running' ? slot.run?.runId : undefined);
  const element = useRef<HTMLButtonElement>(null);
  const wasSelected = useRef(isSelected);
  const focus = useCallback(() => element.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    // The focus follows the selection, unless somebody is at work in a panel or a field.
    if (isSelected && !wasSelected.current && isFocusFree()) focus();
    wasSelected.current = isSelected;
  }, [isSelected, focus]);
  const around = useMemo(
    () => ({ ...bench, refusal, aims: { retry: isRetried, evidence: evidenceWay } }),
    [bench, refusal, isRetried, evidenceWay],
  );
  if (slot === undefined) return null;
  return <Tile slot={slot} around={around} progress={progress} isSelected={isSelected} ref={element} {...rest} />;
});

function isFocusFree(): boolean {
  const active = document.activeElement;
  if (active === null || active === document.body || active.tagName === 'MAIN') return true;
  return active instanceof HTMLElement && active.dataset.slot !== undefined;
}
