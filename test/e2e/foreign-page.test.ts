// A page of somebody else in the operator's browser reaches for `slipway serve` on the same computer.

import type { Browser, Page } from 'playwright';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rootArgs } from './support/app.ts';
import { chromiumPath, type ServedStation, serveStation } from './support/browser.ts';
import { type ForeignServer, openForeignServer } from './support/foreign-server.ts';

describe('a foreign page', () => {
  let station: ServedStation;
  let foreign: ForeignServer;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    station = await serveStation({ virtualUnits: 2 });
    foreign = await openForeignServer();
    browser = await chromium.launch({
      executablePath: chromiumPath,
      // DNS rebinding: a name of the attacker's that has become the station's own address.
      args: [...rootArgs(), '--disable-gpu', '--host-resolver-rules=MAP rebound.example 127.0.0.1'],
    });
    page = await browser.newPage();
    await page.goto(foreign.url);
  });
  afterAll(async () => {
    await browser.close();
    await foreign[Symbol.asyncDispose]();
    await station[Symbol.asyncDispose]();
  });

  test.each(['/api/v1/station', '/openapi.json', '/'])(
    'reads nothing of %s, with or without the token',
    async (path) => {
      const read = await page.evaluate(
        async ({ url, token }) => {
          const ways: RequestInit[] = [
            {},
            { mode: 'no-cors' },
            { headers: { authorization: `Bearer ${token}` } },
            { credentials: 'include' },
          ];
          const texts = await Promise.all(
            ways.map((init) =>
              fetch(url, init).then(
                (response) => response.text(),
                () => '',
              ),
            ),
          );
          return texts.filter((text) => text !== '');
        },
        { url: `${station.url}${path}`, token: station.token },
      );
      expect(read).toEqual([]);
    },
  );

  test('changes nothing by a request that needs no reading', async () => {
    await page.evaluate(
      async ({ url, token }) => {
        const body = JSON.stringify({ name: 'taken over' });
        await fetch(`${url}/api/v1/station/name`, { method: 'PUT', mode: 'no-cors', body }).catch(() => undefined);
        const form = document.createElement('form');
        form.method = 'post';
        form.enctype = 'text/plain';
        form.target = '_blank';
        form.action = `${url}/api/v1/station/name?token=${token}`;
        document.body.append(form);
        form.submit();
        form.remove();
      },
      { url: station.url, token: station.token },
    );
    await using connection = station.connect();
    const { name } = await connection.client.station.info();
    expect(name).not.toBe('taken over');
  });

  test('opens no WebSocket, even with the token', async () => {
    const opened = await page.evaluate(
      ({ url, token }) =>
        new Promise((resolve) => {
          const socket = new WebSocket(url, ['slipway.v1', `slipway.token.${token}`]);
          socket.onopen = () => resolve('open');
          socket.onerror = () => resolve('refused');
        }),
      { url: `${station.url.replace('http', 'ws')}/rpc`, token: station.token },
    );
    expect(opened).toBe('refused');
  });

  test('frames the station nowhere', async () => {
    const framed = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const frame = document.createElement('iframe');
          frame.src = url;
          frame.onload = () => {
            // A frame that was refused is an error page of the browser, of an origin of its own.
            resolve(frame.contentWindow?.length ?? 0);
          };
          document.body.append(frame);
        }),
      station.url,
    );
    expect(framed).toBe(0);
    const frame = page.frames().find((one) => one !== page.mainFrame());
    const shown = await frame?.evaluate(() => document.title).catch(() => '');
    expect(shown).not.toContain('Slipway');
  });

  test('a name that was rebound to the station is not the station', async () => {
    const rebound = await browser.newPage();
    const { port } = new URL(station.url);
    const answer = await rebound.goto(`http://rebound.example:${port}/api/v1/station`);
    expect(answer?.status()).toBe(403);
    expect(await answer?.text()).toContain('wire/bad-origin');
    const read = await rebound.evaluate(
      (token) =>
        fetch('/api/v1/station', { headers: { authorization: `Bearer ${token}` } }).then(
          (response) => response.ok,
          () => false,
        ),
      station.token,
    );
    expect(read).toBe(false);
    await rebound.close();
  });
});
