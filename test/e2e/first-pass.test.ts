// The first start: from an empty folder to the first PASS and its record, by what the screen says alone.
import { expect } from 'vitest';
import { keepFigures } from './support/figures.ts';
import { patience, tileShows } from './support/operator.ts';
import { screen } from './support/screen.ts';
import { onEachSurface } from './support/surfaces.ts';

const seconds = (ms: number) => Math.round(ms / 100) / 10;

onEachSurface('first start to first PASS and its record', { virtualUnits: 'ask' }, async (surface) => {
  const { kind, page, client, startedAtMs } = surface;
  await page.getByRole('heading', { name: 'Welcome to Slipway' }).waitFor(patience);
  const shownAtMs = performance.now();
  expect((await client.station.info()).mode).toBe('undecided');
  await screen(page, `first-pass/${kind}-1-welcome`);

  await page.getByRole('button', { name: 'Open the virtual bench' }).click();
  await page.getByRole('heading', { name: 'To the first PASS' }).waitFor(patience);
  await page.getByRole('button', { name: 'Plug the unit in' }).click(patience);
  const pluggedAtMs = performance.now();
  const toRecord = page.getByRole('link', { name: /^Open the record of AC-/ });
  await toRecord.waitFor(patience);
  const passedAtMs = performance.now();
  await tileShows(page, '01', /PASS.*Take the unit out/s);
  await screen(page, `first-pass/${kind}-2-passed`);

  const { rows } = await client.runs.list({ limit: 10 });
  expect(rows.map(({ slot, outcome }) => ({ slot, outcome }))).toEqual([{ slot: '01', outcome: 'PASS' }]);
  const unitId = rows[0]?.unitId ?? '';
  const { unit } = await client.units.get({ unitId });
  expect(await toRecord.textContent()).toBe(`Open the record of ${unit.serial}`);

  // The record says who the unit is, that it passed, and what it printed when it came up.
  await toRecord.click();
  await page.getByRole('heading', { level: 1, name: unit.serial ?? '?' }).waitFor(patience);
  const record = page.locator('main');
  await record
    .getByText(unit.mac ?? '?')
    .first()
    .waitFor(patience);
  await record.getByText('PASS').first().waitFor(patience);
  expect(page.url()).toContain(`#/units/${unitId}`);
  await screen(page, `first-pass/${kind}-3-record`);

  await keepFigures(`first-pass-${kind}`, {
    toWelcomeSeconds: seconds(shownAtMs - startedAtMs),
    welcomeToPassSeconds: seconds(passedAtMs - shownAtMs),
    pluggedToPassSeconds: seconds(passedAtMs - pluggedAtMs),
    startToPassSeconds: seconds(passedAtMs - startedAtMs),
  });
});
