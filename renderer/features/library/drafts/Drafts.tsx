// Owns: the recipes that are being written on this station. Imports data, i18n, ui and siblings.
import { Button, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FilePen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Draft } from '../../../../electron/contract/library.ts';
import { keys, useAct, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Ago, EmptyState, HoldToConfirm, IconButton, Loaded, StateBadge } from '../../../ui/index.ts';
import { libraryTexts } from '../texts.ts';
import classes from './Drafts.module.css';

export function useDrafts() {
  const client = useClient();
  return useQuery({ queryKey: keys.drafts(), queryFn: ({ signal }) => client.drafts.list(undefined, { signal }) });
}

export interface DraftsProps {
  readonly onUse: (name: string) => void;
}

export function Drafts({ onUse }: DraftsProps) {
  const t = useTexts(libraryTexts);
  const drafts = useDrafts();
  return (
    <Loaded query={drafts} label={t('drafts')}>
      {(list) =>
        list.length === 0 ? (
          <EmptyState icon={FilePen} title={t('noDrafts')}>
            {t('noDraftsText')}
          </EmptyState>
        ) : (
          <Table className={classes.table} verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('draftName')}</Table.Th>
                <Table.Th>{t('makes')}</Table.Th>
                <Table.Th>{t('state')}</Table.Th>
                <Table.Th>{t('changed')}</Table.Th>
                <Table.Th>
                  <span className={classes.hidden}>{t('openDraft')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.map((draft) => (
                <DraftRow key={draft.name} draft={draft} onUse={() => onUse(draft.name)} />
              ))}
            </Table.Tbody>
          </Table>
        )
      }
    </Loaded>
  );
}

function DraftRow({ draft, onUse }: { readonly draft: Draft; readonly onUse: () => void }) {
  const t = useTexts(libraryTexts);
  const client = useClient();
  const [isRemoving, setIsRemoving] = useState(false);
  const { name, title, product, version, problemCount, updatedAtMs } = draft;
  const remove = useAct(() => client.drafts.remove({ name }), { success: t('removed', { name }) });
  return (
    <>
      <Table.Tr>
        <Table.Td className={classes.draft}>
          <Link to="/library/drafts/$name" params={{ name }} className={classes.name}>
            {name}
          </Link>
        </Table.Td>
        <Table.Td>
          {product === null ? (
            <Text c="dimmed">{t('unreadable')}</Text>
          ) : (
            <>
              <Text>{title ?? product}</Text>
              <Text c="dimmed" size="xs" className={classes.reference}>
                {product} {version}
              </Text>
            </>
          )}
        </Table.Td>
        <Table.Td>
          {problemCount === 0 ? (
            <StateBadge state="pass">{t('noProblems')}</StateBadge>
          ) : (
            <StateBadge state="attention">{t('problems', { count: problemCount })}</StateBadge>
          )}
        </Table.Td>
        <Table.Td className={classes.when}>
          <Ago ms={updatedAtMs} />
        </Table.Td>
        <Table.Td>
          <div className={classes.acts}>
            <Button variant="default" onClick={onUse} disabled={problemCount > 0}>
              {t('useOnLine')}
            </Button>
            <IconButton
              label={t('remove')}
              icon={Trash2}
              isExpanded={isRemoving}
              onClick={() => setIsRemoving(!isRemoving)}
            />
          </div>
        </Table.Td>
      </Table.Tr>
      {isRemoving && (
        <Table.Tr>
          <Table.Td colSpan={5}>
            <div className={classes.remove}>
              <Text>{t('removeDraftExplained')}</Text>
              <HoldToConfirm label={t('removeHold')} onConfirm={() => remove.mutate()} />
            </div>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
