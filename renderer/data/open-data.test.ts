import { expect, test } from 'vitest';
import { createConnection } from '../../electron/api/connection.ts';
import { firstQuestions } from '../../electron/contract/first-questions.ts';
import type { Wire } from '../wire/index.ts';
import { askFirst, openData } from './open-data.ts';

test('what a page asks before it draws is what an engine answers in advance', async () => {
  const asked: unknown[] = [];
  const link = {
    call: async (path: readonly string[], input: unknown) => {
      asked.push({ path: [...path], ...(input === undefined ? {} : { input }) });
      return { slots: [] };
    },
  };
  const { client } = createConnection(link, async () => undefined);
  const wire = { client, state: () => ({ kind: 'ready', epoch: 1 }) } as unknown as Wire;
  await askFirst(openData(wire, { getItem: () => null } as unknown as Storage));
  expect(asked).toEqual(firstQuestions(Date.now()));
});
