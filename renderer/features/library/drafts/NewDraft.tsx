// Owns: beginning a recipe from an example, a bundle or a draft. Imports data, i18n, ui and siblings.
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { draftNameSchema } from '../../../../electron/contract/library.ts';
import { useAct, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { OpenModal } from '../../../ui/index.ts';
import { useShelf } from '../shelf/Bundles.tsx';
import { libraryTexts } from '../texts.ts';
import { useDrafts } from './Drafts.tsx';
import { type DraftOrigin, freeName, suggestedName } from './draft-name.ts';

export interface NewDraftProps {
  /** Chosen already, where it was asked for at a bundle or a draft. */
  readonly from?: DraftOrigin | undefined;
  readonly onClose: () => void;
}

export function NewDraft({ from, onClose }: NewDraftProps) {
  const t = useTexts(libraryTexts);
  const client = useClient();
  const navigate = useNavigate();
  const shelf = useShelf().data ?? [];
  const drafts = useDrafts().data ?? [];
  const taken = new Set(drafts.map(({ name }) => name));
  const [origin, setOrigin] = useState<DraftOrigin>(from ?? 'example:acme-sensor');
  /** Undefined until somebody types: a suggestion that follows the origin. */
  const [typed, setTyped] = useState<string>();
  const name = typed ?? freeName(suggestedName(origin), taken);
  const isValid = draftNameSchema.safeParse(name).success;
  const isTaken = taken.has(name);
  const create = useAct(() => client.drafts.create({ name, from: originOf(origin) }));

  return (
    <OpenModal onClose={onClose} title={t('newDraftTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isValid || isTaken) return;
          create.mutate(undefined, {
            onSuccess: () => {
              onClose();
              void navigate({ to: '/library/drafts/$name', params: { name } });
            },
          });
        }}
      >
        <Stack>
          <Select
            label={t('startFrom')}
            value={origin}
            onChange={(value) => {
              if (value !== null && isOrigin(value)) setOrigin(value);
            }}
            data={[
              {
                group: t('groupExamples'),
                items: [
                  { value: 'example:acme-sensor', label: t('fromExampleSensor') },
                  { value: 'example:acme-gateway', label: t('fromExampleGateway') },
                ],
              },
              {
                group: t('groupBundles'),
                items: shelf
                  .filter(({ kind }) => kind === 'usable')
                  .map(({ reference }) => ({ value: `bundle:${reference}`, label: reference.replace('@', ' ') })),
              },
              {
                group: t('groupDrafts'),
                items: drafts.map((draft) => ({ value: `draft:${draft.name}`, label: draft.name })),
              },
            ].filter(({ items }) => items.length > 0)}
          />
          <TextInput
            label={t('nameOfDraft')}
            description={t('nameRule')}
            value={name}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={isTaken ? t('nameTaken') : isValid ? undefined : t('nameRule')}
            spellCheck={false}
            autoComplete="off"
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!isValid || isTaken} loading={create.isPending}>
              {t('create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </OpenModal>
  );
}

const isOrigin = (value: string): value is DraftOrigin => /^(?:example|bundle|draft):/.test(value);

function originOf(origin: DraftOrigin) {
  if (origin.startsWith('bundle:')) return { bundle: origin.slice('bundle:'.length) };
  if (origin.startsWith('draft:')) return { draft: origin.slice('draft:'.length) };
  return { example: origin === 'example:acme-gateway' ? ('acme-gateway' as const) : ('acme-sensor' as const) };
}
