// Notices of the system: what Slipway gives to a desktop's own program for them, dunst, and what a press on one does.
import { expect, test } from 'vitest';
import { useTempDir } from '../support/temp-dir.ts';
import { launchApp } from './support/app.ts';
import { openDisplay } from './support/display.ts';
import { connectThrough } from './support/engine-client.ts';
import { isIn, isWriting, setUpLine, startRun, untilSlot } from './support/line.ts';
import { closeWindow, stubDialogs } from './support/main-process.ts';
import { openNoticeDaemon } from './support/notice-daemon.ts';

const patience = { timeout: 20_000 };
/** Under the name and picture of the app's entry in menus. All that it says: no serial number, no key, nothing that the unit or a recipe put in. */
const notice = (slot: string) => ({
  app: 'slipway',
  entry: 'slipway',
  title: `Slot ${slot} needs you`,
  body: 'The unit did not pass.',
});

async function start() {
  await using starting = new AsyncDisposableStack();
  const display = starting.use(await openDisplay(1366, 768));
  const daemon = starting.use(await openNoticeDaemon(useTempDir('slipway-notices-'), display.name));
  const app = starting.use(await launchApp({ virtualUnits: 2, display, env: daemon.env }));
  const { client } = starting.use(await connectThrough(app.window));
  await setUpLine(client);
  const owned = starting.move();
  return { app, daemon, client, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

test('a failure while the window is not looked at is told, and a press leads back; one that is looked at, or a pass, is not', async () => {
  await using started = await start();
  const { app, daemon, client } = started;
  const handle = await app.electron.browserWindow(app.window);
  const isFocused = () => handle.evaluate((browserWindow) => browserWindow.isFocused());
  const run = async (slot: string, temper: string) => {
    await startRun(client, slot, temper);
    return (await untilSlot(client, slot, isIn('finished'))).run?.outcome;
  };
  await expect.poll(isFocused, patience).toBe(true);
  expect(await run('01', 'wont-boot')).toBe('FAIL');

  await handle.evaluate((browserWindow) => browserWindow.blur());
  await expect.poll(isFocused, patience).toBe(false);
  expect(await run('01', 'good')).toBe('PASS');
  expect(await run('02', 'wont-boot')).toBe('FAIL');
  // Notices come in the order of failures: there was none of slot 01 before it.
  await expect.poll(daemon.shown, patience).toEqual([notice('02')]);

  daemon.press();
  await expect.poll(isFocused, patience).toBe(true);
  expect(daemon.shown()).toEqual([notice('02')]);
});

test('without a window a press opens it again, and the notice of the last run stays when the app has ended', async () => {
  await using started = await start();
  const { app, daemon, client } = started;
  await stubDialogs(app.electron, 1);
  await startRun(client, '01', 'slow');
  await untilSlot(client, '01', isWriting);
  await startRun(client, '02', 'wont-boot');
  await closeWindow(app.electron, app.window);
  await expect.poll(daemon.shown, patience).toEqual([notice('02')]);
  expect(app.electron.windows()).toEqual([]);
  const opened = app.electron.waitForEvent('window');
  daemon.press();
  const window = await opened;

  await using again = await connectThrough(window);
  await untilSlot(again.client, '01', isIn('finished'));
  await startRun(again.client, '02', 'wont-boot');
  const ended = app.electron.waitForEvent('close', { timeout: 30_000 });
  await closeWindow(app.electron, window);
  await ended;
  expect(daemon.shown()).toEqual([notice('02'), notice('02')]);
  expect(daemon.displayed()).toBe(1);
});
