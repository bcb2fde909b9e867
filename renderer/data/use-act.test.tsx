import { screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { renderStation } from '../test-support/render-station.tsx';
import { useAct, useClient } from './index.ts';

/** Reads one of two drafts, which are there or not. */
function Reader(): ReactNode {
  const client = useClient();
  const read = useAct((name: string) => client.drafts.read({ name }), { of: (name) => name });
  return ['one', 'two'].map((name) => (
    <button key={name} type="button" onClick={() => read.mutate(name)}>
      {name}
    </button>
  ));
}

test('A failure goes when the same act succeeds on the same thing, and stays when it does on another', async () => {
  const { client, user } = await renderStation({ ui: <Reader /> });
  const failures = () => within(screen.getByRole('region', { name: 'Notifications' })).queryAllByRole('listitem');
  const press = async (name: string) => user.click(await screen.findByRole('button', { name }));
  await press('one');
  await waitFor(() => expect(failures()).toHaveLength(1));
  await press('two');
  await waitFor(() => expect(failures()).toHaveLength(2));
  // Again: still one for each.
  await press('one');
  await client.drafts.create({ name: 'two', from: { example: 'acme-sensor' } });
  await press('two');
  await waitFor(() => expect(failures()).toHaveLength(1));
  await client.drafts.create({ name: 'one', from: { example: 'acme-sensor' } });
  await press('one');
  await waitFor(() => expect(failures()).toHaveLength(0));
});
