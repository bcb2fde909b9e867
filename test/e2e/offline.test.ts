// A fleet that cannot be reached: units are made all the same, what it must learn waits in sight, and arrives once.
import { expect } from 'vitest';
import { startFakeMender } from '../fleet/fake-mender.ts';
import { closedPort } from '../support/closed-port.ts';
import { setUpLine } from './support/line.ts';
import { patience, tileShows } from './support/operator.ts';
import { screen } from './support/screen.ts';
import { onEachSurface } from './support/surfaces.ts';

const token = 'token-of-the-test';

onEachSurface(
  'units are enrolled later, once each, when the fleet was away',
  { virtualUnits: 2 },
  async ({ kind, page, client }) => {
    const port = await closedPort();
    // The example enrols into the fleet "demo", a folder until now: a person puts a server in its place.
    await page.getByRole('link', { name: 'Station' }).click();
    await page.getByRole('link', { name: 'Fleets' }).click();
    await page.getByRole('button', { name: 'Remove' }).click(patience);
    await page.getByRole('button', { name: /Remove this fleet/ }).click({ delay: 2000 });
    await page.getByText('No fleets').waitFor(patience);
    await page.getByRole('button', { name: 'Add a fleet…' }).click();
    const form = page.getByRole('dialog', { name: 'Add a fleet' });
    await form.getByRole('textbox', { name: 'Name' }).fill('demo');
    await form.getByRole('textbox', { name: 'Address of the server' }).fill(`http://127.0.0.1:${port}`);
    await form.getByLabel('Access token').fill(token);
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });

    // The line does not ask for the fleet.
    await setUpLine(client, { autoStart: true });
    await page.getByRole('link', { name: 'Line' }).click();
    // The key does nothing before the window has heard of the set-up.
    for (const slot of ['01', '02']) await tileShows(page, slot, /READY/);
    await page.keyboard.press('F3');
    for (const slot of ['01', '02']) await tileShows(page, slot, /PASS/);

    await page.getByRole('link', { name: 'Station' }).click();
    await page.getByRole('link', { name: 'Fleets' }).click();
    await page.getByText('2 messages wait for this fleet').waitFor(patience);
    await page.getByText('Oldest waiting').waitFor(patience);
    const queue = page.getByRole('table', { name: 'What waits' });
    expect(await queue.getByRole('link', { name: /^AC-/ }).count()).toBe(2);
    await queue.getByText('Fleet cannot be reached').first().waitFor(patience);
    await screen(page, `offline/${kind}-waiting`);

    // The server comes up where it was expected; nobody waits for the next try.
    await using fleet = await startFakeMender({ port, token });
    await page.getByRole('button', { name: 'Try all again now' }).click();
    await page.getByText('Nothing waits. The fleet has been told everything.').waitFor(patience);
    const macs = (await client.bench.list()).map(({ mac }) => mac).sort();
    expect(fleet.devices.map(({ identity_data }) => identity_data.mac).sort()).toEqual(macs);
    expect((await client.fleets.list())[0]).toMatchObject({ name: 'demo', waiting: 0, held: 0, delivered: 2 });
    await screen(page, `offline/${kind}-delivered`);

    // Made again, they are the same devices.
    for (const slot of ['01', '02']) {
      const { runId } = await client.line.start({ slot, again: true });
      expect((await client.runs.wait({ runId })).outcome).toBe('PASS');
    }
    await expect.poll(async () => (await client.fleets.list())[0]?.waiting, patience).toBe(0);
    expect(fleet.devices).toHaveLength(2);
  },
);
