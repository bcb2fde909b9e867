// Owns: the messages that wait for a fleet or are held, with their age and the reason. Imports data, i18n, ui.
import { Button, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { OutboxEntry } from '../../../../electron/contract/records.ts';
import { keys, useAct, useClient } from '../../../data/index.ts';
import { useErrorTexts, useTexts } from '../../../i18n/index.ts';
import { Ago, Loaded, Unbroken } from '../../../ui/index.ts';
import classes from './Queue.module.css';
import { fleetTexts } from './texts.ts';

const pageSize = 50;

export interface QueueProps {
  readonly fleet: string;
  readonly state: 'waiting' | 'held';
}

export function Queue({ fleet, state }: QueueProps) {
  const t = useTexts(fleetTexts);
  const client = useClient();
  const query = useInfiniteQuery({
    queryKey: keys.outbox({ state }),
    queryFn: ({ signal, pageParam }) =>
      client.outbox.list({ state, limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  const retry = useAct((entryId: string) => client.outbox.retry({ entryId }), {
    success: (counts) => t('retried', counts),
    of: (entryId) => entryId,
  });
  const label = t(state === 'held' ? 'queueHeld' : 'queue');
  return (
    <Loaded query={query} label={label}>
      {({ pages }) => (
        <div className={classes.scroll}>
          <Table aria-label={label}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('unit')}</Table.Th>
                <Table.Th>{t('topic')}</Table.Th>
                <Table.Th>{t('age')}</Table.Th>
                <Table.Th>{t('attempts')}</Table.Th>
                <Table.Th>{t(state === 'held' ? 'reasonHeld' : 'reason')}</Table.Th>
                <Table.Th>
                  <span className={classes.hidden}>{t('retry')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {pages
                .flatMap(({ rows }) => rows)
                .filter((entry) => entry.fleet === fleet)
                .map((entry) => (
                  <EntryRow
                    key={entry.entryId}
                    entry={entry}
                    isRetrying={retry.isPending && retry.variables === entry.entryId}
                    onRetry={() => retry.mutate(entry.entryId)}
                  />
                ))}
            </Table.Tbody>
          </Table>
          {query.hasNextPage && (
            <Button variant="subtle" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
              {t('more')}
            </Button>
          )}
        </div>
      )}
    </Loaded>
  );
}

interface EntryRowProps {
  readonly entry: OutboxEntry;
  readonly isRetrying: boolean;
  readonly onRetry: () => void;
}

function EntryRow({ entry, isRetrying, onRetry }: EntryRowProps) {
  const t = useTexts(fleetTexts);
  const textOf = useErrorTexts();
  const { unitId, topic, queuedAtMs, attempts, lastError, payload } = entry;
  const reason = lastError === null ? undefined : textOf(lastError);
  const serial = typeof payload.serial === 'string' ? payload.serial : unitId;
  return (
    <Table.Tr>
      <Table.Td className={classes.unit}>
        <Link to="/units/$unitId" params={{ unitId }}>
          {serial}
        </Link>
      </Table.Td>
      <Table.Td>{topic === 'preauthorize' ? t('topic_preauthorize') : topic}</Table.Td>
      <Table.Td>
        <Ago ms={queuedAtMs} />
      </Table.Td>
      <Table.Td>{attempts}</Table.Td>
      <Table.Td>
        {reason === undefined ? (
          <Text c="dimmed">{t('notTried')}</Text>
        ) : (
          <>
            <Text>{reason.title}</Text>
            <Text c="dimmed" size="xs" lang={reason.evidenceLang}>
              <Unbroken>{reason.evidence}</Unbroken>
            </Text>
          </>
        )}
      </Table.Td>
      <Table.Td>
        <Button variant="default" onClick={onRetry} loading={isRetrying}>
          {t('retry')}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
