// Owns: searches worth keeping: a few that everybody needs, and a person's own.
import { Button, Group, Modal, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { Bookmark, Trash2 } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { Icon, IconButton, toast } from '../../../ui/index.ts';
import { firstColumns, type UnitField } from '../fields.ts';
import { everyUnit, type UnitQuery } from '../filter.ts';
import { recordsTexts } from '../texts.ts';
import type { SavedView } from '../view-state.ts';
import classes from './narrow.module.css';

export interface ViewsButtonProps {
  readonly views: readonly SavedView[];
  readonly query: UnitQuery;
  readonly columns: readonly UnitField[];
  readonly onOpen: (view: { readonly query: UnitQuery; readonly columns: readonly UnitField[] }) => void;
  readonly onViews: (views: SavedView[]) => void;
}

const builtIn = [
  { key: 'viewAll', query: everyUnit },
  { key: 'viewAttention', query: { ...everyUnit, status: 'needs-attention' } },
  { key: 'viewFailed', query: { ...everyUnit, status: 'failed', period: { kind: 'days', before: 6 } } },
  { key: 'viewPassedToday', query: { ...everyUnit, status: 'passed', period: { kind: 'days', before: 0 } } },
] as const satisfies readonly { key: string; query: UnitQuery }[];

const mostViews = 50;

export function ViewsButton({ views, query, columns, onOpen, onViews }: ViewsButtonProps): ReactNode {
  const t = useTexts(recordsTexts);
  const [isOpen, setOpen] = useState(false);
  const [isNaming, setNaming] = useState(false);
  const open = (view: Parameters<typeof onOpen>[0]) => {
    setOpen(false);
    onOpen(view);
  };
  const save = (name: string) => {
    const others = views.filter((view) => view.name !== name);
    onViews([...others, { name, query: { ...query }, columns: [...columns] }]);
    setNaming(false);
    toast({ tone: 'good', title: t('viewSaved') });
  };
  return (
    <>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<Icon of={Bookmark} />}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {t('views')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="md" aria-label={t('views')}>
          <ul className={classes.views}>
            {builtIn.map(({ key, query: wanted }) => (
              <li key={key}>
                <ViewButton name={t(key)} onOpen={() => open({ query: wanted, columns: firstColumns })} />
              </li>
            ))}
            {views.map((view) => (
              <li key={view.name} className={classes.saved}>
                <ViewButton name={view.name} onOpen={() => open(view)} />
                <IconButton
                  label={t('removeView', { name: view.name })}
                  icon={Trash2}
                  size="sm"
                  onClick={() => onViews(views.filter(({ name }) => name !== view.name))}
                />
              </li>
            ))}
          </ul>
          <Button
            variant="subtle"
            disabled={views.length >= mostViews}
            onClick={() => {
              setOpen(false);
              setNaming(true);
            }}
          >
            {t('saveView')}
          </Button>
        </Popover.Dropdown>
      </Popover>
      <Modal opened={isNaming} onClose={() => setNaming(false)} title={t('saveViewTitle')}>
        <NameForm onCancel={() => setNaming(false)} onName={save} />
      </Modal>
    </>
  );
}

function ViewButton({ name, onOpen }: { readonly name: string; readonly onOpen: () => void }): ReactNode {
  return (
    <UnstyledButton className={classes.view} onClick={onOpen}>
      {name}
    </UnstyledButton>
  );
}

interface NameFormProps {
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
}

function NameForm({ onName, onCancel }: NameFormProps): ReactNode {
  const t = useTexts(recordsTexts);
  const [name, setName] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') onName(name.trim());
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        label={t('viewName')}
        description={t('saveViewMore')}
        value={name}
        maxLength={60}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button type="submit" disabled={name.trim() === ''}>
          {t('save')}
        </Button>
      </Group>
    </form>
  );
}
