// Owns: finding out which place of the bench a port is, by plugging a unit in. Imports i18n, ui and siblings.
import { Button, Group, TextInput } from '@mantine/core';
import { PlugZap } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { PortStatus, Slot } from '../../../../electron/contract/device.ts';
import { useTexts } from '../../../i18n/index.ts';
import { announce, Icon, Notice } from '../../../ui/index.ts';
import { matchOf, nameProblem, nextName } from './bench-plan.ts';
import { useNameProblem } from './name-problem.ts';
import { slotTexts } from './texts.ts';
import { useHeldStarts } from './use-held-starts.ts';

export interface WhichSlotProps {
  readonly slots: readonly Slot[];
  readonly ports: readonly PortStatus[];
  readonly isMapping: boolean;
  readonly onMapping: (isMapping: boolean) => void;
  /** What was plugged in is this slot. */
  readonly onFound: (slot: string) => void;
  readonly onAdd: (name: string, port: PortStatus) => void;
  /** Another way to a slot. */
  readonly beside?: ReactNode;
}

export function WhichSlot(props: WhichSlotProps) {
  const t = useTexts(slotTexts);
  const { isMapping, onMapping, beside } = props;
  return (
    <>
      <Group>
        <Button
          leftSection={!isMapping && <Icon of={PlugZap} />}
          variant={isMapping ? 'default' : 'filled'}
          onClick={() => onMapping(!isMapping)}
        >
          {isMapping ? t('mapStop') : t('map')}
        </Button>
        {beside}
      </Group>
      {isMapping && <Mapping {...props} />}
    </>
  );
}

function Mapping({ slots, ports, onFound, onAdd }: WhichSlotProps) {
  const t = useTexts(slotTexts);
  const [portId, setPortId] = useState<string>();
  useNewPort(ports, (status) => {
    setPortId(status.port.id);
    if (status.slot === null) return;
    onFound(status.slot);
    announce(t('mapKnown', { name: status.slot }), 'assertive');
  });
  const isHeld = useHeldStarts();
  const found = ports.find(({ port }) => port.id === portId);

  // Before, a unit that is plugged in would be written on a line that starts by itself.
  if (!isHeld) return <Notice tone="info" title={t('mapHolding')} />;
  if (found === undefined) {
    return (
      <Notice tone="info" title={t('mapWaiting')}>
        {t('mapWaitingText')}
      </Notice>
    );
  }
  if (found.slot !== null) {
    return (
      <Notice tone="good" title={t('mapKnown', { name: found.slot })}>
        {t('mapKnownText')}
      </Notice>
    );
  }
  return (
    <Notice tone="info" title={t('mapNew', { place: matchOf(found.port) })}>
      <NewSlot key={found.port.id} slots={slots} onAdd={(name) => onAdd(name, found)} />
    </Notice>
  );
}

function NewSlot({ slots, onAdd }: { readonly slots: readonly Slot[]; readonly onAdd: (name: string) => void }) {
  const t = useTexts(slotTexts);
  const problemWords = useNameProblem();
  const [name, setName] = useState(() => nextName(slots));
  const field = useRef<HTMLInputElement>(null);
  const problem = nameProblem(slots, name.trim());
  // Hands are at the bench: the next thing that is typed is the name, and Enter is all it takes.
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === undefined) onAdd(name.trim());
      }}
    >
      <p>{t('mapNewText')}</p>
      <Group align="flex-start">
        <TextInput
          ref={field}
          label={t('mapNewName')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={problem && problemWords(problem)}
          spellCheck={false}
          autoComplete="off"
        />
        <Button type="submit" disabled={problem !== undefined} mt="1.5rem">
          {t('mapAdd')}
        </Button>
      </Group>
    </form>
  );
}

/** Tells of each port that comes while this is shown; those that are there already have been plugged in before. */
function useNewPort(ports: readonly PortStatus[], onNew: (status: PortStatus) => void): void {
  const known = useRef<ReadonlyMap<string, number>>(
    new Map(ports.map((status) => [status.port.id, status.attachedAtMs])),
  );
  const tell = useEffectEvent(onNew);
  useEffect(() => {
    const before = known.current;
    known.current = new Map(ports.map((status) => [status.port.id, status.attachedAtMs]));
    // Pulled out and put in between two looks, it has another time.
    const fresh = ports.filter((status) => before.get(status.port.id) !== status.attachedAtMs);
    const newest = fresh.toSorted((a, b) => a.attachedAtMs - b.attachedAtMs).at(-1);
    if (newest !== undefined) tell(newest);
  }, [ports]);
}
