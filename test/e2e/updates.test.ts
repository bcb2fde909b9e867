// Updates of the app: electron-updater in the running app, against a feed that electron-builder made, by TLS. Unproven here:
// the runtime of a real AppImage, which mounts itself (a script stands there), and every other kind of package (deb, rpm,
// NSIS, dmg). The app is the packaged one, but loaded from a folder and told to look at once (support/released-app.ts).
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { signFeed } from '../../scripts/sign-update.ts';
import { createTempDir, useTempDir } from '../support/temp-dir.ts';
import { launchApp, rootArgs } from './support/app.ts';
import { type BuiltAppImage, buildAppImage } from './support/app-image.ts';
import { connectThrough } from './support/engine-client.ts';
import { openForeignServer } from './support/foreign-server.ts';
import { isWriting, setUpLine, startRun, untilSlot } from './support/line.ts';
import { engineOf } from './support/main-process.ts';
import { childrenOf, commandLine, endProcesses } from './support/process-tree.ts';
import { makeReleasedApp, type ReleasedApp } from './support/released-app.ts';
import { screen } from './support/screen.ts';
import { createTrust, openUpdateServer, type Trust, type UpdateServer } from './support/update-server.ts';

const patience = { timeout: 30_000 };
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const releaseKey = pem(privateKey);

let released: ReleasedApp;
let trust: Trust;
let server: UpdateServer;
let built: BuiltAppImage;
let fileName: string;

beforeAll(async () => {
  const temp = createTempDir('slipway-updates-');
  trust = createTrust(temp.path);
  server = await openUpdateServer(trust);
  built = buildAppImage(path.join(temp.path, 'build'), '0.2.0', server.url);
  fileName = `/${path.basename(built.file)}`;
  const updateKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  released = await makeReleasedApp(path.join(temp.path, 'app'), updateKey);
  writeFileSync(path.join(released.resourcesDir, 'app-update.yml'), built.address);
  return async () => {
    await server[Symbol.asyncDispose]();
    temp[Symbol.dispose]();
  };
}, 120_000);

/** What a good server gives. */
function offer(feed = built.feed, key = releaseKey): void {
  server.answers.clear();
  server.answers.set('/latest-linux.yml', signFeed(feed, key));
  server.answers.set(fileName, readFileSync(built.file));
}

const changed = (change: (feed: ReturnType<typeof parse>) => void): string => {
  const feed = parse(built.feed);
  change(feed);
  return stringify(feed);
};

/** The released app as it runs from an AppImage. `env` of its user. */
async function start(env: Readonly<Record<string, string>> = {}) {
  const dir = useTempDir('slipway-updated-');
  const appImage = path.join(dir, 'Slipway.AppImage');
  const trace = path.join(dir, 'trace');
  const again = path.join(dir, 'again');
  writeFileSync(appImage, `#!/bin/sh\necho "$$ 0.1.0" >> "$SLIPWAY_TEST_TRACE"\n`, { mode: 0o755 });
  const app = await launchApp({
    executable: released.executable,
    virtualUnits: 2,
    env: {
      HOME: trust.home,
      XDG_CACHE_HOME: path.join(dir, 'cache'),
      APPIMAGE: appImage,
      SLIPWAY_TEST_TRACE: trace,
      SLIPWAY_TEST_PROGRAM: again,
      ...env,
    },
  });
  const words = [...rootArgs(), '--disable-gpu', `--user-data-dir=${app.folders.userDataDir}`, '--virtual=2'];
  writeFileSync(again, `#!/bin/sh\nexec '${released.executable}' ${words.join(' ')} '--data-dir=${dir}/data'\n`);
  chmodSync(again, 0o755);
  const old = readFileSync(appImage);
  await app.window.evaluate(() => {
    const said: unknown[] = [];
    Reflect.set(window, 'slipwayTestUpdates', said);
    window.addEventListener('message', ({ data }) => data.slipway === 'update' && said.push(data));
    void window.slipwayShell?.request({ kind: 'shown' });
  });
  /** Each start of an AppImage: `<pid> <version> …`. */
  const started = () => (existsSync(trace) ? readFileSync(trace, 'utf8').trim().split('\n') : []);
  return {
    ...app,
    appImage,
    isOld: () => existsSync(appImage) && readFileSync(appImage).equals(old),
    isNew: () => existsSync(appImage) && readFileSync(appImage).equals(readFileSync(built.file)),
    started,
    lines: () => readFileSync(path.join(app.folders.userDataDir, 'logs', 'slipway.log'), 'utf8'),
    fetched: () => globSync('cache/*/pending/*.AppImage', { cwd: dir }).map((file) => path.join(dir, file)),
    said: (): Promise<{ mayInstall: boolean }[]> =>
      app.window.evaluate(() => Reflect.get(window, 'slipwayTestUpdates')),
    // The window goes before it hears the answer.
    install: () =>
      app.window.evaluate(() => window.slipwayShell?.request({ kind: 'install-update' })).catch(() => undefined),
    // Not Playwright's `close`, which waits for the new version too: that inherits what Electron leaves open.
    ended: () => once(app.process, 'exit', { signal: AbortSignal.timeout(patience.timeout) }),
    quit: () => app.electron.evaluate(({ app: electronApp }) => electronApp.quit()),
    async [Symbol.asyncDispose]() {
      // What it started writes into its folders, which go with it. Most have ended, and their numbers may be others'.
      const pids = started().map((line) => Number.parseInt(line, 10));
      await Promise.all(pids.filter((pid) => commandLine(pid).includes(dir)).map(endProcesses));
      await app[Symbol.asyncDispose]();
    },
  };
}

const ready = (mayInstall: boolean) => ({ slipway: 'update', version: '0.2.0', mayInstall });

test('an update that comes while a unit is written is told and waits; the run passes, and then it is installed and started', async () => {
  server.answers.clear();
  await using app = await start();
  await using connection = await connectThrough(app.window);
  const { client } = connection;
  await setUpLine(client);
  const runId = await startRun(client, '01', 'slow');
  await untilSlot(client, '01', isWriting);
  const engine = engineOf(app);
  offer();
  await expect.poll(app.said, patience).toContainEqual(ready(false));
  await screen(app.window, 'updates/while-writing');
  // The button does nothing now; nor does a page that asks all the same.
  const button = app.window.getByRole('button', { name: 'Version 0.2.0 is ready' });
  expect(await button.getAttribute('title')).toMatch(/^Units are being written\./);
  await button.click({ force: true });
  await app.install();
  const { outcome } = await client.runs.wait({ runId });
  expect({ outcome, engine: engineOf(app), isOld: app.isOld(), started: app.started() }).toEqual({
    outcome: 'PASS',
    engine,
    isOld: true,
    started: [],
  });

  await expect.poll(async () => (await app.said()).at(-1), patience).toEqual(ready(true));
  await screen(app.window, 'updates/ready');
  const ended = app.ended();
  // The window may go before Playwright hears that it was pressed; where it was not, the app does not end.
  await button.click().catch(() => undefined);
  await ended;
  expect(app.isNew()).toBe(true);
  await expect.poll(app.started, patience).toEqual([expect.stringMatching(/^\d+ 0\.2\.0$/)]);
  // What it started runs on, with an engine: it was not sent away as a second start of the one that was quitting.
  const pid = Number.parseInt(app.started()[0] ?? '', 10);
  const hasEngine = () => childrenOf(pid).some((child) => commandLine(child).includes('engine/js/main.js'));
  await expect.poll(hasEngine, patience).toBe(true);
});

test('an update is installed when the app is quit, and not started then', async () => {
  offer();
  await using app = await start();
  await expect.poll(app.said, patience).toContainEqual(ready(true));
  expect(app.isOld()).toBe(true);
  const ended = app.ended();
  await app.quit();
  await ended;
  expect(app.isNew()).toBe(true);
  expect(app.started()).toEqual([expect.stringMatching(/ 0\.2\.0 exits$/)]);
});

test('a fetched file that is swept away or changed is not installed: the version that is there stays, and starts again', async () => {
  offer();
  {
    await using app = await start();
    await expect.poll(app.said, patience).toContainEqual(ready(true));
    expect(app.fetched()).toHaveLength(1);
    for (const file of app.fetched()) rmSync(file);
    const ended = app.ended();
    await app.install();
    await ended;
    expect(app.isOld()).toBe(true);
    expect(app.lines()).toContain('Updates: version 0.2.0 is not installed. The fetched file is gone.');
    await expect.poll(app.started, patience).toEqual([expect.stringMatching(/ 0\.1\.0$/)]);
  }
  await using app = await start();
  await expect.poll(app.said, patience).toContainEqual(ready(true));
  expect(app.fetched()).toHaveLength(1);
  for (const file of app.fetched())
    writeFileSync(file, '#!/bin/sh\necho "$$ something else" >> "$SLIPWAY_TEST_TRACE"\n');
  const ended = app.ended();
  await app.quit();
  await ended;
  expect({ isOld: app.isOld(), started: app.started() }).toEqual({ isOld: true, started: [] });
  expect(app.lines()).toContain('The fetched file is not what was fetched.');
});

test('whatever is wrong with an update is refused in words, one after the other, and a good one is taken after them all', async () => {
  await using foreign = await openForeignServer(built.feed);
  const other = pem(generateKeyPairSync('ed25519').privateKey);
  const bytes = readFileSync(built.file);
  const feed = (text: string) => server.answers.set('/latest-linux.yml', text);
  const file = (answer: Parameters<typeof server.answers.set>[1]) => server.answers.set(fileName, answer);
  const stays = (version: string) => `the feed offers version ${version}; this is 0.1.0, which stays.`;
  const mismatch = 'sha512 checksum mismatch';
  const unsigned = 'The feed names no version with signed files.';
  const faults: readonly (readonly [what: string, words: string, make: () => void])[] = [
    ['no feed', 'The feed cannot be had: HTTP 404.', () => server.answers.clear()],
    ['a page', unsigned, () => feed('<html>Please sign in</html>')],
    ['garbage', unsigned, () => feed('\u0000\u0001{[')],
    ['no YAML', 'Flow sequence in block collection must', () => feed('version: {[')],
    ['nothing', unsigned, () => feed('')],
    ['a feed without an end', 'The feed is longer than 65536 bytes.', () => feed('version: 0.2.0\n'.repeat(10_000))],
    ['an older version', stays('0.0.9'), () => offer(changed((old) => Object.assign(old, { version: '0.0.9' })))],
    ['no signature', unsigned, () => feed(built.feed)],
    ["somebody else's signature", 'is not signed by the key of this release', () => offer(built.feed, other)],
    ['a feed elsewhere', 'Attempted to redirect', () => redirect('/latest-linux.yml', foreign.url)],
    [
      'a version that was not signed',
      'is not signed by the key',
      () => feed(signFeed(built.feed, releaseKey).replace('version: 0.2.0', 'version: 0.3.0')),
    ],
    [
      'a feed that hangs',
      'The feed did not answer within 4000 ms.',
      () => server.answers.set('/latest-linux.yml', () => undefined),
    ],
    ['no file', 'status 404', () => server.answers.delete(fileName)],
    ['another file', mismatch, () => file(Buffer.concat([bytes.subarray(1), Buffer.from('!')]))],
    ['a shorter file', mismatch, () => file(bytes.subarray(0, -1))],
    ['a longer file', `would have ${bytes.length + 1} bytes`, () => file(Buffer.concat([bytes, Buffer.from('!')]))],
    [
      'a file that is cut off',
      'net::ERR_',
      () => file((response) => sendHalf(response, (socket) => socket?.destroy())),
    ],
    ['a file that hangs', 'nothing came of the file within 5000 ms.', () => file((response) => sendHalf(response))],
    ['a file elsewhere', `refused to go to ${foreign.url}.`, () => redirect(fileName, foreign.url)],
    [
      'a signed feed that names a file elsewhere',
      `refused to go to ${foreign.url}.`,
      () => offer(changed(({ files }) => Object.assign(files[0], { url: `${foreign.url}/${fileName}` }))),
    ],
  ];
  function sendHalf(
    response: Parameters<Extract<Parameters<typeof file>[0], (...args: never) => void>>[0],
    then?: (socket: typeof response.socket) => void,
  ) {
    response.writeHead(200, { 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2), () => then?.(response.socket));
  }
  function redirect(name: string, to: string) {
    server.answers.set(name, (response) => response.writeHead(302, { Location: `${to}${name}` }).end());
  }

  server.answers.clear();
  await using app = await start();
  await using connection = await connectThrough(app.window);
  for (const [what, words, make] of faults) {
    offer();
    make();
    const before = app.lines().length;
    await vi.waitFor(() => expect(app.lines().slice(before), what).toContain(words), { timeout: 20_000 });
    expect(await app.said(), what).toEqual([]);
    expect(app.fetched(), what).toEqual([]);
  }
  expect(foreign.visits).toEqual([]);
  expect({ isOld: app.isOld(), started: app.started() }).toEqual({ isOld: true, started: [] });
  expect(await connection.client.station.info()).toMatchObject({ isVirtualBench: true });
  expect(app.lines()).not.toContain('uncaught');

  offer();
  await expect.poll(app.said, patience).toEqual([ready(true)]);
  const ended = app.ended();
  await app.quit();
  await ended;
  expect(app.isNew()).toBe(true);
}, 120_000);

test('a server for which nobody vouches is not believed', async () => {
  offer();
  const home = useTempDir('slipway-stranger-');
  mkdirSync(path.join(home, '.pki', 'nssdb'), { recursive: true });
  await using app = await start({ HOME: home });
  await expect.poll(app.lines, patience).toContain('net::ERR_CERT_AUTHORITY_INVALID');
  expect(await app.said()).toEqual([]);
  expect(app.fetched()).toEqual([]);
});

test('the entry for menus of an AppImage leaves Chromium its sandbox', () => {
  expect(built.desktopEntry).toMatch(/^Exec=AppRun %U$/m);
});
