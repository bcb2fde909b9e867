// The desktop shell in the packaged app: it starts, keeps the engine alive, and never lets the window own the work.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { caught } from '../support/provoke.ts';
import { createFolders, launchApp } from './support/app.ts';
import { connectThrough } from './support/engine-client.ts';
import { isIn, isWriting, setUpLine, startRun, untilSlot } from './support/line.ts';
import { closeWindow, engineOf, startAgain, stubDialogs } from './support/main-process.ts';
import { screen } from './support/screen.ts';

/** For what happens by itself; a machine that tests share is slow at times. */
const patience = { timeout: 20_000 };

test('starts, with a station behind its window', async () => {
  await using app = await launchApp({ virtualUnits: 2 });
  await using connection = await connectThrough(app.window);
  const info = await connection.client.station.info();
  expect(info).toMatchObject({ mode: 'virtual', isModeFixed: true, dataDir: app.folders.dataDir });
  expect(app.window.url()).toMatch(/^app:\/\/slipway\//);
  expect(await app.window.title()).toContain('Slipway');
  // The engine has its own process, with a Node that can load what it needs.
  expect(Number(info.node.replace(/^v(\d+).*/, '$1'))).toBeGreaterThanOrEqual(24);
  await screen(app.window, 'shell/start');
});

test('at the first start a person has still to choose, the machine code loads, and without a keyring nothing pretends to be one', async () => {
  await using app = await launchApp();
  await using connection = await connectThrough(app.window);
  const { client } = connection;
  expect(await client.station.info()).toMatchObject({ mode: 'undecided', isModeFixed: false, isVirtualBench: false });
  // This computer has no keyring, so the key store is a passphrase's, and closed.
  expect(await client.keys.get()).toMatchObject({ sealing: 'passphrase', isLocked: true });
  const checks = await client.station.doctor();
  expect(checks.find(({ id }) => id === 'native')).toMatchObject({ state: 'ok' });
  await screen(app.window, 'shell/first-start');
  // Another mode opens the station anew behind the same window and the same wire.
  await client.station.setMode({ mode: 'virtual', units: 2 });
  await expect.poll(async () => (await client.station.info()).isVirtualBench, patience).toBe(true);
  await setUpLine(client);
  // The window's own guide sees to slot 01.
  await startRun(client, '02');
  expect((await untilSlot(client, '02', isIn('finished'))).run?.outcome).toBe('PASS');
}, 180_000);

test('started as a kiosk it stays one, asks at the first start what the station is for, and then keeps to the line', async () => {
  await using app = await launchApp({ args: ['--kiosk'] });
  const isKiosk = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isKiosk());
  const { window } = app;
  await window.waitForURL(/#\/welcome/, patience);
  await expect.poll(() => window.getByRole('navigation').count(), patience).toBe(0);
  expect(await isKiosk()).toBe(true);
  // Two rules that disagreed about the address would change it for ever.
  const seen = new Set<string>();
  for (let look = 0; look < 20; look += 1) {
    seen.add(new URL(window.url()).hash);
    await window.waitForTimeout(25);
  }
  expect([...seen]).toEqual(['#/welcome']);
  await using connection = await connectThrough(window);
  await connection.client.station.setMode({ mode: 'virtual', units: 2 });
  await window.waitForURL(/#\/line/, patience);
  expect(await isKiosk()).toBe(true);
  // The key for full screen is the menu's, which works while it is hidden.
  const press = (key: string) =>
    app.electron.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
      const item = items.find(({ accelerator }) => accelerator === wanted);
      item?.click();
      return item !== undefined;
    }, key);
  await expect.poll(() => press('F11'), patience).toBe(true);
  await window.waitForTimeout(300);
  expect(await isKiosk()).toBe(true);
  await screen(window, 'shell/kiosk');
  // So are those for closing and quitting: each leads to the question that leaves a kiosk.
  const question = window.getByRole('dialog', { name: 'Leave kiosk mode' });
  for (const leave of [
    () => press('CmdOrCtrl+Q'),
    () => press('CmdOrCtrl+W'),
    () => closeWindow(app.electron, window),
  ]) {
    await leave();
    await question.waitFor(patience);
    await window.keyboard.press('Escape');
    await question.waitFor({ ...patience, state: 'hidden' });
    expect(await isKiosk()).toBe(true);
  }
}, 60_000);

test('an engine that is killed in the middle of a run comes back, and its run is recovered', async () => {
  await using app = await launchApp({ virtualUnits: 2 });
  const first = await connectThrough(app.window);
  await setUpLine(first.client);
  const runId = await startRun(first.client, '01', 'slow');
  await untilSlot(first.client, '01', isWriting);
  const killed = engineOf(app);
  process.kill(killed, 'SIGKILL');
  await expect.poll(() => engineOf(app), patience).not.toBe(killed);

  // The window goes on with the new one, without being loaded again.
  await using second = await connectThrough(app.window);
  const { run } = await second.client.runs.get({ runId });
  expect(run.status).toBe('interrupted');
  const again = await startRun(second.client, '01');
  const slot = await untilSlot(second.client, '01', isIn('finished'));
  expect(slot.run).toMatchObject({ runId: again, outcome: 'PASS' });
  await screen(app.window, 'shell/engine-recovered');
});

test('the window is closed and opened again in the middle of a write, and the run does not notice', async () => {
  await using app = await launchApp({ virtualUnits: 2 });
  const dialogs = await stubDialogs(app.electron, 1);
  const first = await connectThrough(app.window);
  await setUpLine(first.client);
  const runId = await startRun(first.client, '01', 'slow');
  await untilSlot(first.client, '01', isWriting);
  const engine = engineOf(app);
  const closed = app.window.waitForEvent('close');
  await closeWindow(app.electron, app.window);
  await closed;
  expect(await dialogs.asked()).toEqual([
    { message: 'One unit is being written.', buttons: ['Keep the window', 'Close the window'] },
  ]);
  expect(app.electron.windows()).toEqual([]);

  const opened = app.electron.waitForEvent('window');
  expect(await startAgain(app)).toBe(0);
  const window = await opened;
  await using second = await connectThrough(window);
  expect(engineOf(app)).toBe(engine);
  const during = await second.client.runs.get({ runId });
  expect(during.run.status).not.toBe('interrupted');
  await screen(window, 'shell/reopened');
  const end = await second.client.runs.wait({ runId });
  expect(end.outcome).toBe('PASS');
});

test('without a window the app ends when the last run does', async () => {
  await using app = await launchApp({ virtualUnits: 2 });
  await stubDialogs(app.electron, 1);
  const connection = await connectThrough(app.window);
  await setUpLine(connection.client);
  await startRun(connection.client, '01', 'slow');
  await untilSlot(connection.client, '01', isWriting);
  const ended = app.electron.waitForEvent('close', { timeout: 100_000 });
  await closeWindow(app.electron, app.window);
  await ended;
  expect(app.process.exitCode).toBe(0);

  await using again = await launchApp({ virtualUnits: 2, folders: app.folders });
  await using after = await connectThrough(again.window);
  const { rows } = await after.client.runs.list({ limit: 10 });
  expect(rows.map(({ outcome }) => outcome)).toEqual(['PASS']);
});

test('an engine that ends while the app has no window brings the window back, and what it cut off with it', async () => {
  await using app = await launchApp({ virtualUnits: 2 });
  await stubDialogs(app.electron, 1);
  const first = await connectThrough(app.window);
  await setUpLine(first.client);
  const runId = await startRun(first.client, '01', 'slow');
  await untilSlot(first.client, '01', isWriting);
  const closed = app.window.waitForEvent('close');
  await closeWindow(app.electron, app.window);
  await closed;
  const opened = app.electron.waitForEvent('window', patience);
  process.kill(engineOf(app), 'SIGKILL');
  const window = await opened;
  await using second = await connectThrough(window);
  const { run } = await second.client.runs.get({ runId });
  expect(run.status).toBe('interrupted');
  expect(app.process.exitCode).toBeNull();
});

test('a page that crashes is loaded again, and one that keeps crashing asks a person', async () => {
  await using app = await launchApp({ virtualUnits: 2 });
  const dialogs = await stubDialogs(app.electron, 0);
  // Playwright gives a page up that has crashed, so main is asked.
  const tiles = () =>
    app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (contents === undefined || contents.isCrashed()) return -1;
      // A page that is just being loaded may never answer.
      const late = new Promise((resolve) => setTimeout(() => resolve(-2), 1000));
      return Promise.race([contents.executeJavaScript('document.querySelectorAll("button[data-slot]").length'), late]);
    });
  const crash = async () => {
    await expect.poll(tiles, patience).toBe(2);
    await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
  };
  for (const asked of [0, 0, 0, 1, 1]) {
    await crash();
    await expect.poll(tiles, patience).toBe(2);
    expect(await dialogs.asked()).toHaveLength(asked);
  }
  expect(await dialogs.asked()).toEqual([
    { message: 'The screens of Slipway ended several times.', buttons: ['Load again', 'Close the window'] },
  ]);
});

test('quitting while units are being written asks, and the runs go on when the person stays', async () => {
  await using app = await launchApp({ virtualUnits: 2 });
  const dialogs = await stubDialogs(app.electron, 0);
  await using connection = await connectThrough(app.window);
  await setUpLine(connection.client);
  const isHeldAwake = () =>
    app.electron.evaluate(({ powerSaveBlocker }) =>
      Array.from({ length: 10 }, (_, id) => powerSaveBlocker.isStarted(id)).includes(true),
    );
  expect(await isHeldAwake()).toBe(false);
  const runs = [await startRun(connection.client, '01', 'slow'), await startRun(connection.client, '02', 'slow')];
  await untilSlot(connection.client, '02', isWriting);
  expect(await isHeldAwake()).toBe(true);
  await app.electron.evaluate(({ app: electronApp }) => electronApp.quit());
  await expect
    .poll(() => dialogs.asked(), patience)
    .toEqual([{ message: '2 units are being written.', buttons: ['Go on writing', 'Stop and quit'] }]);
  const ends = await Promise.all(runs.map((runId) => connection.client.runs.wait({ runId })));
  expect(ends.map(({ outcome }) => outcome)).toEqual(['PASS', 'PASS']);
  await expect.poll(isHeldAwake, patience).toBe(false);
});

test('quitting all the same stops the runs, and they can be resumed', async () => {
  using folders = createFolders();
  {
    await using app = await launchApp({ virtualUnits: 2, folders });
    await stubDialogs(app.electron, 1);
    const connection = await connectThrough(app.window);
    await setUpLine(connection.client);
    await startRun(connection.client, '01', 'slow');
    await untilSlot(connection.client, '01', isWriting);
    const ended = app.electron.waitForEvent('close', { timeout: 60_000 });
    await app.electron.evaluate(({ app: electronApp }) => electronApp.quit());
    await ended;
  }
  await using app = await launchApp({ virtualUnits: 2, folders });
  await using connection = await connectThrough(app.window);
  const { rows } = await connection.client.runs.list({ limit: 10 });
  expect(rows.map(({ status, outcome }) => ({ status, outcome }))).toEqual([
    { status: 'finished', outcome: 'ABORTED' },
  ]);
  await startRun(connection.client, '01');
  const slot = await untilSlot(connection.client, '01', isIn('finished'));
  expect(slot.run?.outcome).toBe('PASS');
});

test('a second start shows the first and hands its file over', async () => {
  await using app = await launchApp({ virtualUnits: 2 });
  await using connection = await connectThrough(app.window);
  const file = path.join(app.folders.dataDir, 'not a bundle.slipway');
  writeFileSync(file, 'this is no bundle');
  await app.window.evaluate(() => {
    const said: unknown[] = [];
    Reflect.set(window, 'slipwayTestSaid', said);
    window.addEventListener('message', ({ data }) => said.push(data));
  });
  const messages = (): Promise<unknown[]> => app.window.evaluate(() => Reflect.get(window, 'slipwayTestSaid'));
  // As desktops may name it.
  expect(await startAgain(app, [pathToFileURL(file).href])).toBe(0);
  await expect.poll(messages, patience).toEqual([{ slipway: 'open', path: file }]);
  expect(await startAgain(app, ['slipway://units/u-1'])).toBe(0);
  await expect.poll(messages, patience).toContainEqual({ slipway: 'go', to: '/units/u-1' });
  // A link shows something and does nothing: what it does not know it does not follow.
  expect(await startAgain(app, ['slipway://station/../../etc', 'slipway://line/start?slot=01'])).toBe(0);
  expect(await startAgain(app, ['slipway://records'])).toBe(0);
  await expect.poll(messages, patience).toContainEqual({ slipway: 'go', to: '/records' });
  expect(await messages()).toHaveLength(3);
  // The engine judges the file; the window only shows it.
  expect(await caught(() => connection.client.recipes.import({ path: file }))).toMatchObject({
    code: 'bundle/not-a-bundle',
  });
});

test('a second start that asks for other records is told that it does not get them', async () => {
  await using app = await launchApp({ virtualUnits: 2 });
  const dialogs = await stubDialogs(app.electron, 0);
  // With the same words as the first it only shows the window.
  expect(await startAgain(app)).toBe(0);
  const other = path.join(app.folders.dataDir, 'other');
  const last = app.command.args.map((word) => (word.startsWith('--data-dir=') ? `--data-dir=${other}` : word));
  expect(await startAgain({ ...app, command: { ...app.command, args: last } })).toBe(0);
  await expect.poll(() => dialogs.asked(), patience).toHaveLength(1);
  expect(await dialogs.asked()).toMatchObject([{ message: 'Slipway is open on other records.' }]);
  expect(existsSync(other)).toBe(false);
});

test('files that the app is started with are in the library as soon as the window is there', async () => {
  using folders = createFolders();
  mkdirSync(folders.dataDir, { recursive: true });
  const names = ['hostile.slipway', 'empty.slipway'];
  const files = names.map((name) => path.join(folders.dataDir, name));
  for (const file of files) writeFileSync(file, 'this is no bundle');
  await using app = await launchApp({ virtualUnits: 2, folders, args: files });
  await app.window.waitForURL(/#\/library/, patience);
  for (const name of names) await app.window.getByText(name).first().waitFor(patience);
});

test('opens where it was closed, on a screen that is there', async () => {
  using folders = createFolders();
  {
    await using app = await launchApp({ virtualUnits: 2, folders });
    const handle = await app.electron.browserWindow(app.window);
    const wanted = { x: 300, y: 200, width: 1500, height: 900 };
    await handle.evaluate((browserWindow, bounds) => browserWindow.setBounds(bounds), wanted);
    // The window system moves it when it gets to it.
    const now = () => handle.evaluate((browserWindow) => [browserWindow.isVisible(), browserWindow.getBounds()]);
    await expect.poll(now, patience).toEqual([true, wanted]);
    const ended = app.electron.waitForEvent('close', { timeout: 30_000 });
    await app.electron.evaluate(({ app: electronApp }) => electronApp.quit());
    await ended;
  }
  {
    await using app = await launchApp({ virtualUnits: 2, folders });
    const handle = await app.electron.browserWindow(app.window);
    const bounds = await handle.evaluate((browserWindow) => browserWindow.getBounds());
    expect(bounds).toEqual({ x: 300, y: 200, width: 1500, height: 900 });
  }
  {
    await using app = await launchApp({ virtualUnits: 2, folders });
    const handle = await app.electron.browserWindow(app.window);
    await handle.evaluate((browserWindow) => browserWindow.setPosition(410, 320));
    // Moved only, and then the whole app is gone at once.
    await expect
      .poll(() => readFileSync(path.join(folders.userDataDir, 'window.json'), 'utf8'), patience)
      .toContain('"x":410,"y":320');
  }
  // The second screen, on which it was, is gone.
  writeFileSync(
    path.join(folders.userDataDir, 'window.json'),
    JSON.stringify({ bounds: { x: 9000, y: 200, width: 1500, height: 900 }, isMaximized: false }),
  );
  await using app = await launchApp({ virtualUnits: 2, folders });
  const handle = await app.electron.browserWindow(app.window);
  const bounds = await handle.evaluate((browserWindow) => browserWindow.getBounds());
  expect(bounds.x + bounds.width).toBeLessThanOrEqual(3840);
  expect(bounds).toMatchObject({ width: 1500, height: 900 });
});
