// The station belongs to the engine, not to a tab: what shell.test.ts proves of the app's window, here in a browser.
import path from 'node:path';
import { expect, test } from 'vitest';
import { createTempDir } from '../support/temp-dir.ts';
import { openChromium, serveStation } from './support/browser.ts';
import { isIn, isWriting, setUpLine, startRun, untilSlot } from './support/line.ts';
import { asksFor, tileShows } from './support/operator.ts';

test('the tab is closed and opened again in the middle of a write, and the run does not notice', async () => {
  await using station = await serveStation({ virtualUnits: 2 });
  await using connection = station.connect();
  const { client } = connection;
  const browser = await openChromium();
  await using _closed = { [Symbol.asyncDispose]: () => browser.close() };
  const context = await browser.newContext();
  const first = await context.newPage();
  await first.goto(station.page);
  await setUpLine(client);
  const runId = await startRun(client, '01', 'slow');
  await tileShows(first, '01', /WRITING/);
  await first.close();

  // Signed in already, and in the picture at once.
  const second = await context.newPage();
  await second.goto(station.page);
  await tileShows(second, '01', /WRITING|CHECKING|NAMING|BOOTING/);
  expect((await client.runs.get({ runId })).run.status).toBe('running');
  await tileShows(second, '01', /PASS/);
  expect((await client.runs.wait({ runId })).outcome).toBe('PASS');
  expect((await client.runs.list({ limit: 10 })).rows).toHaveLength(1);
});

test('a station that is killed in the middle of a run says so in the tab; started again, a person goes on', async () => {
  using folder = createTempDir('slipway-e2e-killed-');
  const dataDir = path.join(folder.path, 'data');
  const browser = await openChromium();
  await using _closed = { [Symbol.asyncDispose]: () => browser.close() };
  const page = await browser.newPage();
  {
    await using station = await serveStation({ virtualUnits: 2, dataDir });
    await using connection = station.connect();
    await page.goto(station.page);
    await setUpLine(connection.client);
    await startRun(connection.client, '01', 'slow');
    await untilSlot(connection.client, '01', isWriting);
    await tileShows(page, '01', /WRITING/);
    station.process.kill('SIGKILL');
    await page.getByText('The station does not answer').waitFor();
    await asksFor(page, /Waiting for the station/);
    // What was known stays in sight.
    await tileShows(page, '01', /WRITING/);
  }
  await using station = await serveStation({ virtualUnits: 2, dataDir });
  await using connection = station.connect();
  await page.goto(station.page);
  await tileShows(page, '01', /HOLD.*The station stopped in the middle.*Press F2 to go on/s);
  await page.keyboard.press('F2');
  await tileShows(page, '01', /PASS/);
  const slot = await untilSlot(connection.client, '01', isIn('finished'));
  expect(slot.run?.outcome).toBe('PASS');
  const { rows } = await connection.client.runs.list({ slot: '01', limit: 10 });
  expect(rows.map(({ status, outcome }) => ({ status, outcome }))).toEqual([
    { status: 'finished', outcome: 'PASS' },
    { status: 'interrupted', outcome: null },
  ]);
});
