// Screens that a browser opens for the first time while it has no network, or while it breaks off.
import { expect, test } from 'vitest';
import { openInBrowser } from './support/browser.ts';
import { patience } from './support/operator.ts';

const records = /\/assets\/records-[\w-]+\.js$/;

test('a screen that is opened for the first time without a network waits for the station, and opens when it is back', async () => {
  await using window = await openInBrowser({ virtualUnits: 2 });
  const { page } = window;
  await page.getByRole('link', { name: 'Records' }).waitFor(patience);
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Records' }).click();
  await page.getByText('Waiting for the station').waitFor(patience);
  expect(await page.getByText('This page is older than Slipway').count()).toBe(0);
  await page.context().setOffline(false);
  await page.getByRole('searchbox', { name: 'Search units' }).waitFor(patience);
});

test('a network that breaks off while a screen is fetched leaves no failure behind: the browser would keep it', async () => {
  await using window = await openInBrowser({ virtualUnits: 2 });
  const { page } = window;
  await page.route(records, (route) => route.abort('internetdisconnected'));
  await page.getByRole('link', { name: 'Records' }).click(patience);
  await page.getByText('Waiting for the station').waitFor(patience);
  await page.unroute(records);
  await page.getByRole('searchbox', { name: 'Search units' }).waitFor(patience);
  expect(page.url()).toMatch(/#\/records$/);
});

test('only a file that the station no longer has makes the page older than Slipway', async () => {
  await using window = await openInBrowser({ virtualUnits: 2 });
  const { page } = window;
  await page.route(records, (route) => route.fulfill({ status: 404 }));
  await page.getByRole('link', { name: 'Records' }).click(patience);
  await page.getByText('This page is older than Slipway').waitFor(patience);
  // Without a network the page stays, rather than becoming the browser's own error page.
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Load the page again' }).click();
  await page.getByRole('button', { name: 'Waiting for the station' }).waitFor(patience);
  await page.unroute(records);
  await page.context().setOffline(false);
  await page.getByRole('searchbox', { name: 'Search units' }).waitFor(patience);
});

test('screens that nobody has opened are fetched after the start, so that they open without a network', async () => {
  await using window = await openInBrowser({ virtualUnits: 2 });
  const { page } = window;
  // The editor comes last.
  await page.waitForResponse(/\/assets\/Editor-[\w-]+\.js$/, { timeout: 60_000 });
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Library' }).click();
  await page.getByRole('heading', { name: 'Library' }).waitFor(patience);
});
