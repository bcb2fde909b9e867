// Owns: the slots of the bench: seen, placed, named, tested, found by plugging in. Imports data, i18n, ui and siblings.
import { Button, Text } from '@mantine/core';
import { Network } from 'lucide-react';
import { useState } from 'react';
import type { PortInfo, PortStatus, Slot } from '../../../../electron/contract/device.ts';
import { usePorts, useStationInfo } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { announce, Icon, Loaded, Mono, Panel } from '../../../ui/index.ts';
import { AddNetworkPort } from './AddNetworkPort.tsx';
import { BenchMap } from './BenchMap.tsx';
import { addSlot, nextName } from './bench-plan.ts';
import { SlotDetails } from './SlotDetails.tsx';
import classes from './SlotsSection.module.css';
import { slotTexts } from './texts.ts';
import { useChangeSlots, useSlots } from './use-slots.ts';
import { WhichSlot } from './WhichSlot.tsx';

export function SlotsSection() {
  const t = useTexts(slotTexts);
  const slots = useSlots();
  const ports = usePorts().data ?? [];
  return (
    <Loaded query={slots} label={t('loading')}>
      {(list) => <Bench slots={list} ports={ports} />}
    </Loaded>
  );
}

function Bench({ slots, ports }: { readonly slots: readonly Slot[]; readonly ports: readonly PortStatus[] }) {
  const t = useTexts(slotTexts);
  const change = useChangeSlots();
  const [chosen, setChosen] = useState<string>();
  const [isMapping, setIsMapping] = useState(false);
  const slot = slots.find(({ name }) => name === chosen);
  const others = ports.filter((status) => status.slot === null);
  // A virtual bench has no ports but its own.
  const isReal = useStationInfo().data?.isVirtualBench === false;
  const [isAddingNetwork, setIsAddingNetwork] = useState(false);
  const add = (name: string, port: PortInfo) => {
    change((current) => addSlot(current, name, port));
    announce(t('mapAdded', { name }));
    setChosen(name);
  };
  return (
    <>
      <Text c="dimmed">{t('lead')}</Text>
      <WhichSlot
        slots={slots}
        ports={ports}
        isMapping={isMapping}
        onMapping={setIsMapping}
        onFound={setChosen}
        onAdd={(name, status) => add(name, status.port)}
        beside={
          isReal && (
            <Button variant="default" leftSection={<Icon of={Network} />} onClick={() => setIsAddingNetwork(true)}>
              {t('network')}
            </Button>
          )
        }
      />
      {isAddingNetwork && (
        <AddNetworkPort
          slots={slots}
          onAdd={(name, port) => {
            add(name, port);
            setIsAddingNetwork(false);
          }}
          onClose={() => setIsAddingNetwork(false)}
        />
      )}
      <div className={classes.columns}>
        <Panel title={t('title')}>
          <BenchMap slots={slots} ports={ports} chosen={chosen} onChoose={setChosen} onChange={change} />
        </Panel>
        {slot === undefined ? (
          slots.length > 0 && (
            <Panel>
              <Text c="dimmed">{t('chooseOne')}</Text>
            </Panel>
          )
        ) : (
          <SlotDetails
            key={slot.name}
            slot={slot}
            slots={slots}
            port={ports.find((status) => status.slot === slot.name)}
            onChange={change}
            onRenamed={setChosen}
          />
        )}
      </div>
      {others.length > 0 && slots.length > 0 && (
        <Panel title={t('others')}>
          <Text c="dimmed">{t('othersText')}</Text>
          <ul className={classes.others}>
            {others.map((status) => (
              <li key={status.port.id} className={classes.other}>
                <Mono>{status.port.topology ?? status.port.path}</Mono>
                <Text c="dimmed">
                  {[status.port.manufacturer, status.port.product].filter(Boolean).join(' · ') || t('unknownMaker')}
                </Text>
                <Button variant="default" onClick={() => add(nextName(slots), status.port)}>
                  {t('makeSlot', { name: nextName(slots) })}
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
