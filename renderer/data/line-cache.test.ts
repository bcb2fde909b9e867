import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { LineSlot, LineState } from '../../electron/contract/line.ts';
import { slot as anySlot, line } from '../test-support/lines.ts';
import { keys } from './keys.ts';
import { createLineCache, withSlots } from './line-cache.ts';

const slot = (name: string, revision: number, phase: LineSlot['phase'] = 'empty') =>
  anySlot(name, { phase, portId: null, revision });
const lineOf = (...slots: LineSlot[]) => line(slots, { setup: null });

test('a newer slot takes its place; the others stay the very same objects', () => {
  const line = lineOf(slot('01', 1), slot('02', 1), slot('03', 1));
  const next = withSlots(line, [slot('02', 2, 'running')]);
  expect(next.slots.map(({ phase }) => phase)).toEqual(['empty', 'running', 'empty']);
  expect(next.slots[0]).toBe(line.slots[0]);
  expect(next.slots[2]).toBe(line.slots[2]);
});

test('what is older, or of a slot that is not on the line, changes nothing at all', () => {
  const line = lineOf(slot('01', 5));
  expect(withSlots(line, [slot('01', 5, 'running'), slot('01', 4, 'running'), slot('09', 1)])).toBe(line);
});

test('of several changes of one slot the newest counts, in whatever order they come', () => {
  const next = withSlots(lineOf(slot('01', 1)), [slot('01', 3, 'running'), slot('01', 2, 'recognising')]);
  expect(next.slots[0]).toMatchObject({ revision: 3, phase: 'running' });
});

test('a slot that changes while the line is fetched is not lost to the older answer', async () => {
  const queryClient = new QueryClient();
  const answer = Promise.withResolvers<LineState>();
  const client = { line: { get: () => answer.promise } };
  const cache = createLineCache(client, queryClient);
  const fetched = queryClient.fetchQuery({ queryKey: keys.line(), queryFn: ({ signal }) => cache.fetch(signal) });
  cache.patch([slot('01', 7, 'running')]);
  answer.resolve(lineOf(slot('01', 6), slot('02', 1)));
  expect((await fetched).slots[0]).toMatchObject({ revision: 7, phase: 'running' });
  // Later patches go straight into what is kept.
  cache.patch([slot('02', 2, 'ready')]);
  expect(queryClient.getQueryData<LineState>(keys.line())?.slots[1]).toMatchObject({ phase: 'ready' });
});

test('after a restart the engine counts anew: what is fetched then replaces what was kept', async () => {
  const queryClient = new QueryClient();
  queryClient.setQueryData(keys.line(), lineOf(slot('01', 900, 'running')));
  const cache = createLineCache({ line: { get: async () => lineOf(slot('01', 1, 'ready')) } }, queryClient);
  await queryClient.fetchQuery({ queryKey: keys.line(), queryFn: ({ signal }) => cache.fetch(signal), staleTime: 0 });
  expect(queryClient.getQueryData<LineState>(keys.line())?.slots[0]).toMatchObject({ phase: 'ready' });
});
