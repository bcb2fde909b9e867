// Owns: giving the place of a port its name. Imports data, i18n.
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { PortInfo, Slot } from '../../../electron/contract/device.ts';
import { keys, useAct, useClient } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { welcomeTexts } from './texts.ts';
import classes from './Welcome.module.css';

export function NameSlot({ port }: { readonly port: PortInfo }): ReactNode {
  const t = useTexts(welcomeTexts);
  const client = useClient();
  const slots = useQuery({
    queryKey: keys.slots(),
    queryFn: ({ signal }) => client.slots.list(undefined, { signal }),
  }).data;
  const [text, setText] = useState<string>();
  const name = text ?? nextName(slots ?? []);
  const isTaken = slots?.some((slot) => slot.name === name.trim()) ?? false;
  const add = useAct(async (slot: Slot) => {
    // Asked again: another window may have named one meanwhile.
    const known = await client.slots.list();
    await client.slots.set([...known, slot]);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '' || isTaken) return;
    add.mutate({ name: name.trim(), match: port.topology ?? port.path });
  };
  return (
    <li>
      <form className={classes.nameSlot} onSubmit={submit}>
        <TextInput
          size="lg"
          label={t('slot_name', { path: port.path })}
          description={[port.manufacturer, port.product].filter(Boolean).join(' ') || port.id}
          value={name}
          maxLength={32}
          autoComplete="off"
          error={isTaken && t('slot_taken', { slot: name.trim() })}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" size="lg" loading={add.isPending} disabled={slots === undefined || isTaken}>
          {t('slot_act')}
        </Button>
      </form>
    </li>
  );
}

/** `01`, `02`, …: the first that is free. */
function nextName(slots: readonly Slot[]): string {
  for (let number = 1; ; number++) {
    const name = String(number).padStart(2, '0');
    if (!slots.some((slot) => slot.name === name)) return name;
  }
}
