// Owns: the bench drawn as it stands: slots to choose, to drag and to move by arrow keys. Imports i18n, ui and siblings.
import { Button, Group, Text } from '@mantine/core';
import { Usb } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { PortStatus, Slot } from '../../../../electron/contract/device.ts';
import { useSaid, useTexts } from '../../../i18n/index.ts';
import { announce, EmptyState } from '../../../ui/index.ts';
import classes from './BenchMap.module.css';
import { type Cell, cellOf, type Direction, gridSize, move, place, placeAll, slotAt } from './bench-plan.ts';
import { slotTexts } from './texts.ts';

export interface BenchMapProps {
  readonly slots: readonly Slot[];
  readonly ports: readonly PortStatus[];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
  readonly onChange: (update: (slots: readonly Slot[]) => readonly Slot[]) => void;
}

/** Kind of data on the clipboard of a drag; only our own slots may be dropped. */
const dragType = 'application/x-slipway-slot';
const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const columnsOf = (count: number): string => `repeat(${count}, minmax(7rem, 1fr))`;

export function BenchMap({ slots, ports, chosen, onChoose, onChange }: BenchMapProps) {
  const t = useTexts(slotTexts);
  const saidOf = useSaid();
  const [over, setOver] = useState<string>();
  const { rows, columns } = gridSize(slots);
  const unplaced = slots.filter((slot) => cellOf(slot) === undefined);

  // A slot that moves is drawn anew in its new cell; whoever moves it by keyboard goes along.
  const buttons = useRef(new Map<string, HTMLButtonElement>());
  const moving = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after every change of the slots.
  useEffect(() => {
    if (moving.current !== undefined) buttons.current.get(moving.current)?.focus();
    moving.current = undefined;
  }, [slots]);

  const put = (name: string, update: (slots: readonly Slot[]) => readonly Slot[]) => {
    let next: readonly Slot[] = [];
    onChange((current) => {
      next = update(current);
      return next;
    });
    const cell = cellOf(next.find((slot) => slot.name === name) ?? { name, match: '' });
    if (cell) announce(t('moved', { name, row: cell.row + 1, column: cell.column + 1 }));
  };
  const onKeyDown = (event: KeyboardEvent, name: string) => {
    const direction = directions[event.key];
    if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onChoose(name);
    moving.current = name;
    put(name, (current) => move(current, name, direction));
  };
  const drop = (cell: Cell, event: DragEvent) => {
    event.preventDefault();
    setOver(undefined);
    const name = event.dataTransfer.getData(dragType);
    if (name !== '') put(name, (current) => place(current, name, cell));
  };

  const slotButton = (slot: Slot) => {
    const status = ports.find((port) => port.slot === slot.name);
    const state =
      status === undefined
        ? t('vacant')
        : status.heldBy
          ? t('inUse', { by: saidOf(status.heldBy, status.holder).text })
          : t('occupied');
    return (
      <button
        type="button"
        ref={(button) => {
          if (button) buttons.current.set(slot.name, button);
          return () => void buttons.current.delete(slot.name);
        }}
        className={classes.slot}
        aria-pressed={slot.name === chosen}
        data-occupied={status !== undefined || undefined}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(dragType, slot.name);
          event.dataTransfer.effectAllowed = 'move';
        }}
        onClick={() => onChoose(slot.name)}
        onKeyDown={(event) => onKeyDown(event, slot.name)}
      >
        <span className={classes.name}>{slot.name}</span>
        <span className={classes.state}>{state}</span>
      </button>
    );
  };

  if (slots.length === 0) {
    return (
      <EmptyState icon={Usb} title={t('noSlots')}>
        {t('noSlotsText')}
      </EmptyState>
    );
  }
  return (
    <>
      <Text c="dimmed" className={classes.hint}>
        {t('gridHint')}
      </Text>
      {unplaced.length > 0 && (
        <section aria-label={t('unplaced')}>
          <Group justify="space-between" mb="sm">
            <Text fw={600}>{t('unplaced')}</Text>
            <Button variant="default" onClick={() => onChange(placeAll)}>
              {t('placeAll')}
            </Button>
          </Group>
          <ul className={classes.tray} style={{ gridTemplateColumns: columnsOf(columns) }}>
            {unplaced.map((slot) => (
              <li key={slot.name}>{slotButton(slot)}</li>
            ))}
          </ul>
        </section>
      )}
      <div className={classes.scroll}>
        <ol className={classes.grid} aria-label={t('grid')} style={{ gridTemplateColumns: columnsOf(columns) }}>
          {Array.from({ length: rows * columns }, (_, index) => {
            const cell = { row: Math.floor(index / columns), column: index % columns };
            const slot = slotAt(slots, cell);
            const key = `${cell.row}:${cell.column}`;
            const words = { row: cell.row + 1, column: cell.column + 1 };
            return (
              <li
                key={slot === undefined ? key : slot.name}
                className={classes.cell}
                aria-label={slot === undefined ? t('cellEmpty', words) : t('cell', words)}
                data-over={over === key || undefined}
                onDragOver={(event) => {
                  if (!event.dataTransfer.types.includes(dragType)) return;
                  event.preventDefault();
                  setOver(key);
                }}
                onDragLeave={() => setOver(undefined)}
                onDrop={(event) => drop(cell, event)}
              >
                {slot === undefined ? (
                  <span className={classes.free} aria-hidden="true">
                    {t('dropHere')}
                  </span>
                ) : (
                  slotButton(slot)
                )}
              </li>
            );
          })}
        </ol>
      </div>
      <p className={classes.front}>{t('grid')}</p>
    </>
  );
}
