import { readFile, writeFile } from 'node:fs/promises';
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { LineSetup } from '../../../electron/contract/line.ts';
import { type RenderedStation, type RenderStationOptions, renderStation } from '../../test-support/render-station.tsx';
import { scores } from '../../ui/sounds.ts';
import { LineScreen } from './LineScreen.tsx';

const tileOf = (slot: string): HTMLElement => {
  const tile = document.querySelector(`[data-slot="${slot}"]`);
  if (!(tile instanceof HTMLElement)) throw new Error(`There is no tile ${slot}.`);
  return tile;
};
const shows = (slot: string, text: string | RegExp) =>
  waitFor(() => expect(tileOf(slot).textContent).toMatch(text), { timeout: 25_000 });
const sentence = () => screen.getByRole('heading', { level: 1 }).textContent;
/** In the header; the same words are in the region that is read aloud. */
const said = (text: string | RegExp) => waitFor(() => expect(screen.getAllByText(text)[0]?.tagName).toBe('P'));
/** As a scanner does it: one key after the other, without a pause, wherever the focus is. */
function scan(text: string): void {
  act(() => {
    for (const key of [...text, 'Enter']) {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      target.dispatchEvent(new KeyboardEvent('keyup', { key, bubbles: true }));
    }
  });
}
const isSelected = (slot: string) => waitFor(() => expect(tileOf(slot).getAttribute('aria-current')).toBe('true'));
const key = (name: string) => screen.getByRole('button', { name: new RegExp(`^${name} `) });
const pressed = (name: RegExp) => screen.getByRole('button', { name }).getAttribute('aria-pressed');

interface LineStation extends RenderedStation {
  /** A unit comes into the slot: pulled out first, for it lies there from the start. */
  plug(slot: string): Promise<void>;
  pull(slot: string): Promise<void>;
}

async function openLine(options: RenderStationOptions = {}, setup?: Partial<LineSetup> | null): Promise<LineStation> {
  const station = await renderStation({ ui: <LineScreen />, units: 2, ...options });
  const { client, recipeFile } = station;
  if (setup !== null) {
    await client.line.setup({ source: { recipeFile }, operator: 'Ana', order: null, autoStart: true, ...setup });
  }
  await waitFor(() => tileOf('01'), { timeout: 15_000 });
  // No key starts anything before the window has heard of the set-up.
  if (setup !== null) await screen.findByText(setup?.operator ?? 'Ana');
  const pull = async (slot: string) => void (await client.bench.unplug({ slot }));
  return {
    ...station,
    pull,
    plug: async (slot) => {
      await pull(slot);
      await client.bench.plug({ slot });
    },
  };
}

/** A recipe whose serial numbers come from labels. */
async function takeSerialsFromLabels(recipeFile: string): Promise<void> {
  const text = await readFile(recipeFile, 'utf8');
  const labelled = text.replace(/^( {2}serial:\n)(?: {4}.*\n)+/m, (_, key) => `${key}    scan: '^AC-[0-9]{4}$'\n`);
  expect(labelled).not.toBe(text);
  await writeFile(recipeFile, labelled);
}

/** A line whose recipe takes serial numbers from labels. */
async function openLabelled(units = 2): Promise<LineStation> {
  const station = await openLine({ units }, null);
  const { client, recipeFile } = station;
  await takeSerialsFromLabels(recipeFile);
  await client.line.setup({ source: { recipeFile }, operator: 'Ana', order: null, autoStart: true });
  await screen.findByText('Ana');
  return station;
}

const messages = () => within(screen.getByRole('region', { name: 'Notifications' })).queryAllByRole('listitem');
const isRefused = (text: string | RegExp) =>
  waitFor(() => expect(screen.getAllByText(text)[0]?.dataset.refusal).toBe('true'));

/** The pitches of all tones from now on: this stands for the audio of a browser, which no test machine has. */
function hear(): number[] {
  const pitches: number[] = [];
  const sink = { connect: (next: unknown) => next };
  const level = { setValueAtTime: () => undefined, linearRampToValueAtTime: () => undefined };
  class Audio {
    readonly state = 'running';
    readonly currentTime = 0;
    readonly destination = {};
    createGain = () => ({ ...sink, gain: level });
    createOscillator = () => {
      const frequency = { value: 0 };
      return { ...sink, frequency, start: () => pitches.push(frequency.value), stop: () => undefined };
    };
    close = async () => undefined;
  }
  vi.stubGlobal('AudioContext', Audio);
  onTestFinished(() => void vi.unstubAllGlobals());
  return pitches;
}

describe('a unit that is plugged in', () => {
  test('is shown at work and then as PASS with its serial number, until it is taken out', async () => {
    const { plug, pull } = await openLine();
    await plug('01');
    await shows('01', /PASS.*Take the unit out/s);
    expect(tileOf('01').textContent).toMatch(/AC-\d{4}-\d{5}/);
    expect(sentence()).toMatch('Take out the good unit: 01');
    await pull('01');
    await shows('01', 'EMPTY');
  });

  test('and fails says why and what to do; its evidence is one key away', async () => {
    const { plug, user } = await openLine({ tempers: ['wont-boot'] });
    await plug('01');
    await shows('01', /FAIL.*Did not boot.*red tray/s);
    expect(sentence()).toMatch('Take out the bad unit: 01');

    await user.keyboard('1');
    await isSelected('01');
    await user.keyboard('{F4}');
    const panel = within(await screen.findByRole('complementary', { name: 'Slot 01' }));
    expect(panel.getByRole('img', { name: /red tray/ })).toBeDefined();
    expect(await panel.findByText(/Checksum failed/)).toBeDefined();
    expect(panel.getByText('Prove that it boots as itself')).toBeDefined();
    await user.keyboard('{F4}');
    expect(screen.queryByRole('complementary', { name: 'Slot 01' })).toBeNull();
  });

  test('is told about by F4 without a selection, and the selection says which it is', async () => {
    const { plug, user } = await openLine({ tempers: ['good', 'wont-boot'] });
    await plug('02');
    await shows('02', 'FAIL');
    await user.keyboard('{F4}');
    expect(await screen.findByRole('complementary', { name: 'Slot 02' })).toBeDefined();
    await isSelected('02');
  });

  test('and goes into the tray is not begun again by F2 unless it is selected, nor offered before its advice', async () => {
    const { plug, user } = await openLine({ tempers: ['wont-boot'] });
    await plug('01');
    await shows('01', 'FAIL');
    expect(key('F2').getAttribute('aria-disabled')).toBe('true');
    await user.keyboard('{F2}');
    await said('No unit needs another try');
    await user.keyboard('{F4}');
    const panel = within(await screen.findByRole('complementary', { name: 'Slot 01' }));
    expect((await panel.findByRole('button', { name: 'Try again' })).dataset.variant).toBe('default');
    expect(key('F2').textContent).toMatch('Try again: 01');
  });

  test('with another unit’s identity is never begun again from here', async () => {
    const { plug, user } = await openLine({ tempers: ['wrong-identity'] });
    await plug('01');
    await shows('01', /FAIL.*do not ship/s);
    await user.keyboard('{F4}');
    const panel = within(await screen.findByRole('complementary', { name: 'Slot 01' }));
    await panel.findByText('Prove that it boots as itself');
    expect(panel.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(key('F2').getAttribute('aria-disabled')).toBe('true');
  });

  test('of another kind is no bad unit: amber, and looked at', async () => {
    const { plug } = await openLine({ tempers: ['wrong-chip'] });
    await plug('01');
    await shows('01', /HOLD.*Another chip is connected.*Put the right unit in/s);
    expect(tileOf('01').dataset.tone).toBe('attention');
    expect(sentence()).toBe('Look at slot 01');
  });

  test('of another kind is no matter for a message over the tiles, also when it is tried again', async () => {
    const { user } = await openLine({ tempers: ['wrong-chip'], units: 1 });
    await user.keyboard('{F3}');
    await shows('01', /HOLD.*Another chip is connected/s);
    expect(messages()).toHaveLength(0);
    await user.keyboard('1');
    await isSelected('01');
    await user.keyboard('{F2}');
    await isRefused('Slot 01: Another chip is connected');
    expect(messages()).toHaveLength(0);
  });

  test('again after its PASS is recognised, left alone, and made again only when asked', async () => {
    const { plug, pull, user } = await openLine();
    await plug('01');
    await shows('01', 'PASS');
    const serial = /AC-\d{4}-\d{5}/.exec(tileOf('01').textContent)?.[0];
    await pull('01');
    await shows('01', 'EMPTY');
    await plug('01');
    await shows('01', /DONE BEFORE.*PASS .* in this slot.*Take the unit out/s);

    // F2 without a selection tries what failed, and this one did not.
    await user.keyboard('{F2}');
    await said('No unit needs another try');
    await user.keyboard('1');
    await shows('01', 'Take it out. F2 makes it again.');
    await user.click(await screen.findByRole('button', { name: /Make 01 again/ }));
    await shows('01', /PASS.*Take the unit out/s);
    expect(tileOf('01').textContent).toContain(serial ?? 'no serial');
  });

  test('counts towards the order; at its quantity the line says so and touches no further unit', async () => {
    const { plug, user, client } = await openLine({ units: 3 }, { order: { name: 'ORD-7', quantity: 1 } });
    expect(await screen.findByText('0 of 1')).toBeDefined();
    await plug('01');
    await shows('01', 'PASS');
    await plug('02');
    await shows('02', /ORDER DONE.*The order is complete/s);
    expect(screen.getByText('1 of 1')).toBeDefined();
    // The one that was there before says the same, and no key starts it.
    await shows('03', /ORDER DONE.*The order is complete/s);
    expect(key('F3').getAttribute('aria-disabled')).toBe('true');
    await user.keyboard('{F3}');
    await said('The order is complete: nothing more is started');
    expect((await client.runs.list({ slot: '03' })).rows).toHaveLength(0);
    await waitFor(() => expect(sentence()).toMatch('The order is complete. Next one: F5'));
  });
});

describe('the selection', () => {
  test('goes with its unit: what the sentence asks F2 to try again is what F2 tries again', async () => {
    const { client, pull, plug, user } = await openLine({ units: 3, tempers: ['good', 'bad-flash'] });
    await plug('03');
    await shows('03', 'PASS');
    await user.keyboard('3');
    await isSelected('03');
    await pull('03');
    await shows('03', 'EMPTY');
    await waitFor(() => expect(tileOf('03').getAttribute('aria-current')).toBeNull());
    await plug('03');
    await shows('03', 'DONE BEFORE');
    await plug('02');
    await shows('02', 'FAIL');
    await waitFor(() => expect(sentence()).toBe('Try again with F2: 02'));

    // Selected by hand it still gives way to the unit that failed.
    await user.keyboard('3');
    await isSelected('03');
    expect(sentence()).toBe('Try again with F2: 02');
    expect(key('F2').textContent).toMatch('Try again: 02');
    await client.bench.setTemper({ slot: '02', temper: 'good' });
    await user.keyboard('{F2}');
    await shows('02', 'PASS');
    expect((await client.runs.list({ slot: '03' })).rows).toHaveLength(1);
  });

  test('narrows the sentence to the slot that F2 acts on, and Escape takes it back', async () => {
    const { plug, user } = await openLine({ units: 3, tempers: ['bad-flash', 'bad-flash', 'good'] });
    for (const slot of ['01', '02']) {
      await plug(slot);
      await shows(slot, 'FAIL');
    }
    await waitFor(() => expect(sentence()).toBe('Try again with F2: 01, 02'));
    await user.keyboard('1');
    await isSelected('01');
    expect(sentence()).toBe('Try again with F2: 01');

    await user.keyboard('{F4}');
    await screen.findByRole('complementary', { name: 'Slot 01' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Slot 01' })).toBeNull());
    expect(tileOf('01').getAttribute('aria-current')).toBe('true');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(tileOf('01').getAttribute('aria-current')).toBeNull());
    expect(sentence()).toBe('Try again with F2: 01, 02');
  });

  test('narrows what was stopped halfway in the same way', async () => {
    const { client, user } = await openLine({ isSlow: true });
    await user.keyboard('{F3}');
    for (const slot of ['01', '02']) {
      await shows(slot, /WRITING/);
      await client.line.stop({ slot });
      await shows(slot, 'STOPPED');
    }
    await waitFor(() => expect(sentence()).toBe('Slots 01, 02 stopped halfway: go on with F2'));
    await user.keyboard('2');
    await isSelected('02');
    expect(sentence()).toBe('Slot 02 stopped halfway: go on with F2');
  });
});

describe('with the scanner alone', () => {
  test('the label of the unit that waits is taken from anywhere, without a click', async () => {
    const { client, recipeFile } = await renderStation({ ui: <LineScreen />, units: 2 });
    await takeSerialsFromLabels(recipeFile);
    await client.line.setup({ source: { recipeFile }, operator: 'Ana', order: null, autoStart: true });
    await waitFor(() => tileOf('01'), { timeout: 15_000 });
    await client.bench.unplug({ slot: '02' });
    await client.bench.plug({ slot: '02' });
    await shows('02', /SCAN.*Scan the label/s);
    expect(sentence()).toMatch('Scan the label of the unit in slot 02');

    scan('AC-0815');
    await shows('02', /PASS/);
    expect(tileOf('02').textContent).toMatch('AC-0815');
  });

  test('a label that is refused says so on its tile, in the head and by a sound, until the right one is scanned', async () => {
    const pitches = hear();
    const { plug } = await openLabelled();
    await plug('02');
    await shows('02', /SCAN.*Scan the label/s);
    scan('WRONG-1');
    await shows('02', /SCAN.*Serial number is not valid: WRONG-1.*Scan the label of this unit/s);
    await isRefused('Slot 02: label “WRONG-1” is refused. Serial number is not valid');
    expect(document.body.textContent).not.toMatch('WRONG-1 is accepted');
    expect(messages()).toHaveLength(0);

    // The browser lets the page be heard a moment after the first key.
    await waitFor(
      () => {
        scan('WRONG-2');
        expect(pitches.slice(0, 2)).toEqual(scores.fail.map(({ hz }) => hz));
      },
      { timeout: 5_000, interval: 300 },
    );
    await shows('02', /WRONG-2/);
    scan('AC-0815');
    await shows('02', /PASS/);
    expect(tileOf('02').textContent).not.toMatch('WRONG');
    await said('Slot 02: AC-0815 is accepted');
    expect(messages()).toHaveLength(0);
  });

  test('what was refused goes by Escape, by the code that closes, by the next scan, and with its unit', async () => {
    const { plug, pull, user } = await openLabelled();
    await plug('01');
    await shows('01', 'SCAN');
    await user.keyboard('1');
    await isSelected('01');
    const ways: readonly (() => Promise<void> | void)[] = [
      () => user.keyboard('{Escape}'),
      () => scan('CMD:CLOSE'),
      () => scan('SLOT:01'),
    ];
    for (const [index, way] of ways.entries()) {
      scan(`WRONG-${index}`);
      await shows('01', new RegExp(`WRONG-${index}`));
      await way();
      await waitFor(() => expect(tileOf('01').textContent).not.toMatch('WRONG'));
      // It goes before the selection does.
      expect(tileOf('01').getAttribute('aria-current')).toBe('true');
    }
    scan('WRONG-9');
    await shows('01', /WRONG-9/);
    await pull('01');
    await shows('01', 'EMPTY');
    await plug('01');
    await shows('01', 'SCAN');
    expect(tileOf('01').textContent).not.toMatch('WRONG');
  });

  test('a label that another unit has names its slot, and no number that only the station knows', async () => {
    const { plug } = await openLabelled();
    await plug('01');
    await shows('01', 'SCAN');
    scan('AC-0815');
    await shows('01', 'PASS');
    await plug('02');
    await shows('02', 'SCAN');
    scan('AC-0815');
    await shows('02', /Serial number already given: AC-0815.*Scan the label of this unit/s);
    await isRefused(/^Slot 02: label “AC-0815” is refused/);
    expect(document.body.textContent).not.toMatch(/u-[0-9a-f]/);
    expect(messages()).toHaveLength(0);
  });

  test('a slot code says which of two units a label belongs to', async () => {
    const { client, recipeFile } = await renderStation({ ui: <LineScreen />, units: 2 });
    await takeSerialsFromLabels(recipeFile);
    await client.line.setup({ source: { recipeFile }, operator: 'Ana', order: null, autoStart: true });
    await waitFor(() => tileOf('01'), { timeout: 15_000 });
    for (const slot of ['01', '02']) {
      await client.bench.unplug({ slot });
      await client.bench.plug({ slot });
      await shows(slot, 'SCAN');
    }
    scan('AC-0002');
    await said(/Several slots wait for a label/);
    scan('SLOT:02');
    expect(sentence()).toMatch('Scan the label of the unit in slot 02');
    scan('AC-0002');
    await shows('02', /PASS/);
    expect(tileOf('02').textContent).toMatch('AC-0002');
    expect(tileOf('01').textContent).toMatch('SCAN');
  });

  test('commands start and open; a stop must be scanned twice', async () => {
    await openLine({ isSlow: true });
    await shows('01', 'READY');
    scan('CMD:START');
    await shows('01', /WRITING|READING ID|NUMBERING/);
    await shows('02', /WRITING|READING ID|NUMBERING/);
    scan('SLOT:1');
    await shows('01', /WRITING/);
    scan('CMD:STOP');
    await said('Scan STOP once more to stop slot 01');
    scan('CMD:STOP');
    await shows('01', 'STOPPED');
    scan('CMD:SUMMARY');
    expect(await screen.findByRole('complementary', { name: 'Figures' })).toBeDefined();
    await shows('02', 'PASS');
  });

  test('a badge changes the operator, and nonsense is answered', async () => {
    const { client } = await openLine();
    scan('OP:Wang Wei');
    expect(await screen.findByText('Wang Wei')).toBeDefined();
    expect((await client.line.get()).setup?.operator).toBe('Wang Wei');
    scan('CMD:FORMAT');
    await said('The code “CMD:FORMAT” means nothing to this line');
    scan('4711-AB');
    await said('No slot is waiting for a serial number');
  });

  test('a badge scanned into the field of the set-up gives the name without its prefix', async () => {
    const { client, user } = await openLine();
    scan('CMD:SETUP');
    const field = await screen.findByRole('textbox', { name: 'Operator' });
    await user.clear(field);
    await user.type(field, 'OP:Wang Wei{Enter}');
    await waitFor(async () => expect((await client.line.get()).setup?.operator).toBe('Wang Wei'));
  });
});

describe('with the keyboard alone', () => {
  test('the line is set up, started, and a failure tried again', async () => {
    const { client, user } = await openLine({ tempers: ['silent'] }, null);
    await client.drafts.create({ name: 'sensor', from: { example: 'acme-sensor' } });
    expect(sentence()).toMatch('Choose what this line makes');
    await user.keyboard('{F5}');
    const panel = within(await screen.findByRole('complementary', { name: 'Set up the line' }));
    const operator = await panel.findByRole('textbox', { name: 'Operator' });
    for (let presses = 0; document.activeElement !== operator; presses++) {
      expect(presses, 'the operator is within reach of Tab').toBeLessThan(12);
      await user.tab();
    }
    // What is typed into a field is the field's, however fast.
    await user.keyboard('CMD:STARTer{Enter}');
    await waitFor(async () => expect((await client.line.get()).setup?.operator).toBe('CMD:STARTer'));
    expect((await client.line.get()).setup?.source).toMatchObject({ draft: expect.any(String) });
    await waitFor(() => expect(sentence()).toMatch('Press F3 to start: 01, 02'));

    await user.keyboard('{F3}');
    await shows('01', /FAIL.*Unit does not answer/s);
    await shows('02', 'PASS');
    await client.bench.setTemper({ slot: '01', temper: 'good' });
    await user.keyboard('{F2}');
    await shows('01', 'PASS');
    // The one that had passed was left alone.
    expect((await client.runs.list({ slot: '02' })).rows).toHaveLength(1);
  });

  test('arrows and numbers go from slot to slot, and the focus goes with them', async () => {
    const { user } = await openLine({ units: 4 });
    await user.keyboard('3');
    await waitFor(() => expect(document.activeElement).toBe(tileOf('03')));
    await user.keyboard('{ArrowLeft}{ArrowUp}');
    await waitFor(() => expect(document.activeElement?.getAttribute('data-slot')).not.toBe('03'));
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('complementary', { name: /Slot 0/ })).toBeDefined();
  });

  test('a code is typed where the scanner is broken', async () => {
    const { user } = await openLine();
    await user.keyboard('{F7}');
    await user.type(await screen.findByRole('textbox', { name: 'Code or serial number' }), 'SLOT:2{Enter}');
    await isSelected('02');
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  test('F9 means the only run there is; with two of them one must be chosen', async () => {
    const { user, client } = await openLine({ isSlow: true });
    await client.line.start({ slot: '02', again: false });
    await shows('02', /WRITING/);
    expect(key('F9').textContent).toMatch('Hold to stop 02');
    await user.keyboard('{F3}');
    await shows('01', /WRITING/);
    expect(key('F9').textContent).toMatch('Select one to stop');
    expect(key('F9').getAttribute('aria-disabled')).toBe('true');
    await user.keyboard('2');
    await isSelected('02');
    await user.keyboard('{F9>}');
    await shows('02', /STOPPED.*Press F2 to go on/s);
    await user.keyboard('{/F9}');
    expect(key('F2').textContent).toMatch('Go on: 02');
    await user.keyboard('{F2}');
    await shows('02', 'PASS');
  });

  test('F9 stops the selected run when it is held, and not when it is touched', async () => {
    const { user } = await openLine({ isSlow: true });
    await user.keyboard('{F3}');
    await shows('01', /WRITING/);
    await user.keyboard('1');
    await isSelected('01');
    await user.keyboard('{F9}');
    expect(screen.getByRole('button', { name: /Hold to stop 01/ }).dataset.hold).toBe('idle');
    await user.keyboard('{F9>}');
    await shows('01', 'STOPPED');
    await user.keyboard('{/F9}');
    await shows('02', 'PASS');
  });

  test('sounds are switched by one key', async () => {
    const { user } = await openLine();
    await user.keyboard('{F6}');
    expect(pressed(/Sound: off/)).toBe('false');
    await user.keyboard('{F6}');
    expect(pressed(/Sound: on/)).toBe('true');
  });
});

test('a line that makes nothing says so once, and on no tile that a unit is ready', async () => {
  await openLine({}, null);
  await shows('01', 'UNIT IN');
  expect(tileOf('01').textContent).not.toMatch(/READY|Set/);
  expect(key('F3').getAttribute('aria-disabled')).toBe('true');
  expect(sentence()).toBe('Choose what this line makes');
});

test('every link to another screen is of those that kiosk mode leaves out', async () => {
  const { plug, user } = await openLine({ tempers: ['wont-boot'] });
  await plug('01');
  await shows('01', 'FAIL');
  const panels = {
    '{F4}': 'Everything about this unit',
    '{F8}': 'Charts over days and weeks',
    '{F5}': 'To the library',
  };
  for (const [press, name] of Object.entries(panels)) {
    await user.keyboard(press);
    await screen.findByRole('link', { name });
    for (const link of screen.getAllByRole('link')) expect(link.className).toMatch(/\bwayOut\b/);
  }
});

test('a line whose recipe can no longer be used offers to start nothing, neither by key nor by button', async () => {
  const { client, plug, user, recipeFile } = await openLine({ tempers: ['silent'] });
  await plug('01');
  await shows('01', /FAIL.*Unit does not answer/s);
  await user.keyboard('{F4}');
  const panel = within(await screen.findByRole('complementary', { name: 'Slot 01' }));
  await panel.findByRole('button', { name: 'Try again' });
  expect(key('F2').textContent).toMatch('Try again: 01');

  await writeFile(recipeFile, 'recipe: 1\n');
  await expect(client.line.start({ slot: '01', again: false })).rejects.toMatchObject({ code: 'recipe/missing-key' });
  await waitFor(() => expect(panel.queryByRole('button', { name: 'Try again' })).toBeNull());
  expect(key('F2').getAttribute('aria-disabled')).toBe('true');
  await user.keyboard('{F2}');
  await said('The line has no recipe that can be used: nothing is started');
  // How a recipe's text is mended is nothing for who reads it from the bench.
  expect(screen.getByText(/Call the technician, or choose another recipe\./)).toBeDefined();
  expect((await client.runs.list({ slot: '01' })).rows).toHaveLength(1);
});

describe('when the engine cannot be started', () => {
  test('nobody is told to wait for it', async () => {
    const { desktop } = await openLine({ units: 1 });
    const failed = { kind: 'failed', message: 'The journal is in use.', action: 'Close the other Slipway.' } as const;
    act(() => desktop.say({ slipway: 'engine', state: failed }));
    await waitFor(() => expect(sentence()).toBe('The station does not run: call the technician'));
  });
});

describe('when the engine ends in the middle of a run', () => {
  test('the line says so, keeps what it knew, and asks to go on when it is back', async () => {
    const { desktop, user } = await openLine({ isSlow: true, units: 1 });
    await user.keyboard('{F3}');
    await shows('01', /WRITING/);
    await desktop.crashEngine();
    await waitFor(() => expect(sentence()).toMatch('Waiting for the station'));
    expect(tileOf('01').textContent).toMatch('WRITING');
    await desktop.startEngine();
    await shows('01', /HOLD.*The station stopped in the middle.*Press F2/s);
    expect(sentence()).toMatch('go on with F2');
    await user.keyboard('{F2}');
    await shows('01', 'PASS');
  });
});

test.each([
  { language: 'de', tile: /SCHLECHT.*Nicht gestartet/s, now: 'Schlechtes Gerät entnehmen: 01', key: 'Einrichten' },
  { language: 'zh', tile: /不合格.*未启动/s, now: '请取出不合格设备：01', key: '设置' },
] as const)('in $language the same bench speaks that language', async ({ language, tile, now, key }) => {
  const { plug } = await openLine({ tempers: ['wont-boot'], preferences: { language } });
  await plug('01');
  await shows('01', tile);
  await waitFor(() => expect(sentence()).toBe(now));
  expect(screen.getByRole('button', { name: new RegExp(`^F5.*${key}$`) })).toBeDefined();
});
