// Rows that leave a filtered list must not move the one that a person is about to press: only a browser knows the pointer.
import { expect, test } from 'vitest';
import { openInBrowser } from './support/browser.ts';
import { setUpLine } from './support/line.ts';
import { patience } from './support/operator.ts';

test('a unit that no longer fits the filter keeps its row while the pointer is there, and leaves with it', async () => {
  await using window = await openInBrowser({ virtualUnits: 2 });
  const { page, station } = window;
  await using connection = station.connect();
  const { client } = connection;
  await setUpLine(client);
  const make = async (slot: string, temper: string) => {
    await client.bench.setTemper({ slot, temper });
    const { runId } = await client.runs.start({ target: slot, source: { draft: 'acme-sensor' }, operator: 'Ada' });
    return (await client.runs.wait({ runId })).outcome;
  };
  expect(await make('01', 'wont-boot')).toBe('FAIL');
  expect(await make('02', 'wont-boot')).toBe('FAIL');

  await page.getByRole('link', { name: 'Records' }).click();
  await page.getByRole('button', { name: 'Filter' }).click(patience);
  await page.getByLabel('Status').selectOption('failed');
  await page.keyboard.press('Escape');
  await page.getByText('2 units', { exact: true }).waitFor(patience);
  const rows = page.getByRole('grid', { name: 'Units' }).getByRole('row');
  // The head is a row too.
  const lower = rows.nth(2);
  await lower.hover();
  expect(await make('02', 'good')).toBe('PASS');
  await page.getByText('1 unit', { exact: true }).waitFor(patience);
  await rows.nth(1).getByText('Passed').waitFor(patience);
  expect(await lower.textContent()).toContain('Failed');

  await page.getByRole('searchbox', { name: 'Search units' }).hover();
  await expect.poll(() => rows.count(), patience).toBe(2);
  expect(await rows.nth(1).textContent()).toContain('Failed');
});
