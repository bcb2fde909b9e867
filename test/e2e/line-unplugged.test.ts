// A unit that is pulled out while it is written: its slot says so until the next unit comes, and nobody else notices.
import { expect } from 'vitest';
import { isIn, isWriting, setUpLine, untilSlot } from './support/line.ts';
import { asksFor, patience, tileShows } from './support/operator.ts';
import { screen } from './support/screen.ts';
import { onEachSurface, type Surface } from './support/surfaces.ts';

const unplugged = /HOLD.*Unit was unplugged.*plug the unit in again/is;

/** Runs of a slot, the first one first. */
async function outcomesIn({ client }: Surface, slot: string) {
  const { rows } = await client.runs.list({ slot, limit: 10 });
  return rows.map(({ outcome, errorCode }) => ({ outcome, errorCode })).reverse();
}

const gone = { outcome: 'FAIL', errorCode: 'port/gone' };
const pass = { outcome: 'PASS', errorCode: null };

onEachSurface('a cable that slips in mid-flash fails its own slot alone', { virtualUnits: 3 }, async (surface) => {
  const { kind, page, client } = surface;
  await setUpLine(client, { autoStart: true });
  // What happens to the cables is done where a person does it on the virtual bench.
  await page.getByRole('button', { name: 'Virtual units' }).click();
  const temper = (slot: string) => page.getByRole('combobox', { name: `${slot}: How the unit behaves` });
  await temper('02').selectOption({ label: 'Is pulled out while it is written' });
  await temper('03').selectOption({ label: 'Slow unit' });
  await asksFor(page, /Press F3 to start: 01, 02, 03/);
  await expect
    .poll(async () => (await client.bench.list()).map((unit) => unit.temper.split('@')[0]))
    .toEqual(['good', 'unplug', 'slow']);

  await page.keyboard.press('F3');
  await tileShows(page, '02', unplugged);
  expect(await outcomesIn(surface, '02')).toEqual([gone]);
  // The neighbour is in the middle of its run, and the slot of the pulled unit has no port any more.
  const during = (await client.line.get()).slots;
  expect(during.find(({ slot }) => slot === '03')?.phase).toBe('running');
  await untilSlot(client, '02', ({ portId }) => portId === null);
  await screen(page, `line/${kind}-unplugged`);

  await tileShows(page, '01', /PASS/);
  await tileShows(page, '03', /PASS/);
  expect([await outcomesIn(surface, '01'), await outcomesIn(surface, '03')]).toEqual([[pass], [pass]]);
  // All that time it has said so.
  await tileShows(page, '02', unplugged);
  expect((await client.line.get()).slots.find(({ slot }) => slot === '02')).toMatchObject({
    phase: 'finished',
    portId: null,
    run: { outcome: 'FAIL', error: { code: 'port/gone' } },
  });

  await temper('02').selectOption({ label: 'Good unit' });
  await page
    .getByRole('listitem')
    .filter({ has: temper('02') })
    .getByRole('button', { name: 'Plug in' })
    .click(patience);
  await tileShows(page, '02', /PASS.*Take the unit out/s);
  expect(await outcomesIn(surface, '02')).toEqual([gone, pass]);
});

onEachSurface(
  'a unit that a hand pulls out in mid-flash passes when it is plugged in again',
  { virtualUnits: 2 },
  async (surface) => {
    const { page, client } = surface;
    await setUpLine(client, { autoStart: true });
    for (const slot of ['01', '02']) await client.bench.setTemper({ slot, temper: 'slow' });
    await page.getByRole('button', { name: 'Virtual units' }).click();
    const unit = (slot: string) =>
      page.getByRole('listitem').filter({ has: page.getByRole('combobox', { name: `${slot}: How the unit behaves` }) });
    await asksFor(page, /Press F3 to start: 01, 02/);
    await page.keyboard.press('F3');
    const { run } = await untilSlot(client, '02', isWriting);
    await untilSlot(client, '01', isWriting);
    await unit('01').getByRole('button', { name: 'Pull out' }).click();
    await tileShows(page, '01', unplugged);
    expect(await outcomesIn(surface, '01')).toEqual([gone]);

    // The neighbour goes on with the run that it was in.
    const neighbour = await untilSlot(client, '02', isIn('finished'));
    expect(neighbour.run).toMatchObject({ runId: run?.runId, outcome: 'PASS' });
    await tileShows(page, '01', unplugged);

    await client.bench.setTemper({ slot: '01', temper: 'good' });
    await unit('01').getByRole('button', { name: 'Plug in' }).click();
    await tileShows(page, '01', /PASS.*Take the unit out/s);
    expect(await outcomesIn(surface, '01')).toEqual([gone, pass]);
  },
);
