// What `slipway serve` does about lost connections and about clients that lie.

import { request } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { createORPCErrorFromJson, ORPCError } from '@orpc/client';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createWebSocketClient } from '../../electron/api/client.ts';
import { followEvents } from '../../electron/api/follow-events.ts';
import { createGuard, hostNames } from '../../electron/api/guard.ts';
import { type StationServer, startServer } from '../../electron/api/http.ts';
import { createHttpClient } from '../../electron/api/http-client.ts';
import { fromWireError } from '../../electron/api/wire-error.ts';
import { contract } from '../../electron/contract/api.ts';
import { toSlipwayError } from '../../electron/contract/errors.ts';
import { caught, provokes } from '../support/provoke.ts';
import { createEngineDouble, type EngineDouble } from './contract-double.ts';

const mebibyte = 1024 * 1024;
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function serve(options: { port?: number; token?: string; double?: EngineDouble; heartbeatMs?: number } = {}) {
  const double = options.double ?? createEngineDouble();
  const server = await startServer(double.engine, { version: '0.0.0', ...options });
  cleanUps.push(server.close);
  return { double, server };
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

function ask(
  server: StationServer,
  options: { path?: string; method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port: server.port,
        method: options.method ?? 'GET',
        path: options.path ?? '/api/v1/station',
        headers: options.headers,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
        response.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end(options.body);
  });
}

const bearer = (server: StationServer) => ({ authorization: `Bearer ${server.token}` });
const codeOf = (answer: Answer): unknown => JSON.parse(answer.body).data.code;

/** Throws what our client would make of a refusal. */
function refusalOf(answer: Answer): never {
  throw fromWireError(createORPCErrorFromJson(JSON.parse(answer.body)));
}

/** Opens a raw socket past the client, as an attacker would; answers `open`, or the status that refused it. */
function dial(server: StationServer, options: { origin?: string; token?: string; path?: string; host?: string } = {}) {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}${options.path ?? '/rpc'}`, ['slipway.v1'], {
    headers: {
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(options.origin === undefined ? {} : { origin: options.origin }),
      ...(options.host === undefined ? {} : { host: options.host }),
    },
  });
  cleanUps.push(() => socket.terminate());
  const outcome = new Promise<string>((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.once('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
    socket.on('error', (error) => resolve(error.message));
  });
  return { socket, outcome };
}

const closeCode = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve));
const stillAnswers = async (server: StationServer) =>
  expect((await ask(server, { headers: bearer(server) })).status).toBe(200);

describe('a connection that is lost', () => {
  test('calls that wait fail with wire/closed; the next call connects again', async () => {
    const { server, double } = await serve();
    const connection = createWebSocketClient(server);
    cleanUps.push(connection.close);
    const waiting = caught(() => connection.client.runs.wait({ runId: 'run-1' }));
    await vi.waitFor(() => expect(double.waits.open).toBe(1));
    await server.close();
    expect(toSlipwayError(await waiting).code).toBe('wire/closed');
    expect(toSlipwayError(await caught(() => connection.client.station.info())).code).toBe('wire/closed');
    await serve({ port: server.port, token: server.token, double });
    expect((await connection.client.station.info()).version).toBe('0.0.0');
  });

  test.each(['WebSocket', 'HTTP'])('followed events go on over %s without a gap or a duplicate', async (wire) => {
    const { server, double } = await serve();
    const connection = wire === 'HTTP' ? createHttpClient(server) : createWebSocketClient(server);
    cleanUps.push(connection.close);
    const controller = new AbortController();
    const seqs: number[] = [];
    const offline: boolean[] = [];
    let current = server;
    double.append();
    for await (const event of followEvents(connection.client, {
      after: 0,
      signal: controller.signal,
      maxPauseMs: 50,
      onOffline: (value) => offline.push(value),
    })) {
      if (event.kind !== 'journal') continue;
      seqs.push(event.event.seq);
      if (seqs.length % 3 === 1 && seqs.length < 9) {
        await current.close();
        // Happens while nobody is connected.
        double.append();
        double.append();
        double.append();
        current = (await serve({ port: server.port, token: server.token, double })).server;
      }
      if (seqs.length === 10) controller.abort();
    }
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(offline).toEqual([true, false, true, false, true, false]);
    await vi.waitFor(() => expect(double.listenerCount()).toBe(0));
  });

  test('a client whose cable was pulled is noticed by the heartbeat', async () => {
    const { server, double } = await serve({ heartbeatMs: 30 });
    const { socket, outcome } = dial(server, { token: server.token });
    expect(await outcome).toBe('open');
    socket.send(JSON.stringify({ i: '1', p: { u: '/events/stream', b: { json: { after: 0 } } } }));
    await vi.waitFor(() => expect(double.listenerCount()).toBe(1));
    // No answer to a ping any more, and no goodbye: what a dead network looks like from here.
    socket.pause();
    await vi.waitFor(() => expect(double.listenerCount()).toBe(0));
    expect(server.clientCount()).toBe(0);
  });

  test('a client that does not read is held back, and its events are not piled up', async () => {
    const { server, double } = await serve({ heartbeatMs: 60_000 });
    const { socket, outcome } = dial(server, { token: server.token });
    await outcome;
    for (let index = 0; index < 100; index++) double.append();
    socket.send(JSON.stringify({ i: '1', p: { u: '/events/stream', b: { json: { after: 0 } } } }));
    const seqs: number[] = [];
    socket.on('message', (data) => {
      const seq = JSON.parse(data.toString()).p?.d?.json?.event?.seq;
      if (typeof seq === 'number') seqs.push(seq);
    });
    await vi.waitFor(() => expect(seqs).toHaveLength(100));
    expect(seqs).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });
});

describe('a client that lies', () => {
  provokes('wire/bad-token', 'HTTP with a wrong token', async () => {
    const { server } = await serve();
    await createHttpClient({ url: server.url, token: 'a'.repeat(43) }).client.station.info();
  });
  provokes('wire/bad-token', 'WebSocket with a wrong token', async () => {
    const { server } = await serve();
    await createWebSocketClient({ url: server.url, token: 'a'.repeat(43) }).client.station.info();
  });
  provokes('wire/bad-origin', 'a page of another site', () => {
    const guard = createGuard({ token: 't', scheme: 'http', hosts: hostNames('127.0.0.1', 40123) });
    guard.checkSource({ host: '127.0.0.1:40123', origin: 'http://evil.example' });
  });
  provokes('wire/bad-origin', 'a name that was rebound to this machine', async () => {
    const { server } = await serve();
    refusalOf(await ask(server, { headers: { ...bearer(server), host: `evil.example:${server.port}` } }));
  });
  provokes('wire/too-large', 'a body over HTTP', async () => {
    const { server } = await serve();
    await createHttpClient(server).client.recipes.import({ path: 'x'.repeat(mebibyte) });
  });
  provokes('wire/too-large', 'a frame over WebSocket', async () => {
    const { server } = await serve();
    const connection = createWebSocketClient(server);
    cleanUps.push(connection.close);
    await connection.client.recipes.import({ path: 'x'.repeat(mebibyte) });
  });
  provokes('wire/malformed', 'an address that is none of the contract', async () => {
    const { server } = await serve();
    refusalOf(await ask(server, { path: '/api/v1/nothing', headers: bearer(server) }));
  });
  provokes('wire/malformed', 'a body that is not JSON', async () => {
    const { server } = await serve();
    const headers = { ...bearer(server), 'content-type': 'application/json' };
    refusalOf(await ask(server, { path: '/api/v1/runs', method: 'POST', headers, body: '{"target":' }));
  });
  provokes('wire/malformed', 'a procedure that is none of the contract, over WebSocket', async () => {
    const { server } = await serve();
    const { socket, outcome } = dial(server, { token: server.token });
    await outcome;
    const reply = new Promise<string>((resolve) => socket.once('message', (data) => resolve(data.toString())));
    socket.send(JSON.stringify({ i: '1', p: { u: '/no/such', b: {} } }));
    const { p: answer } = JSON.parse(await reply);
    throw fromWireError(new ORPCError('NOT_FOUND', { status: answer.s, message: answer.b }));
  });

  test.each([
    ['no token', {}, '401'],
    ['a wrong token', { token: 'b'.repeat(43) }, '401'],
    ['another origin', { token: 'GOOD', origin: 'http://evil.example' }, '403'],
    ['the null origin of a sandboxed page', { token: 'GOOD', origin: 'null' }, '403'],
    ['another host', { token: 'GOOD', host: 'evil.example' }, '403'],
    ['another path', { token: 'GOOD', path: '/other' }, '404'],
    ['a token in the URL', { path: '/rpc?token=GOOD' }, '401'],
  ])('WebSocket with %s is refused', async (_title, lie, status) => {
    const { server, double } = await serve();
    const good = (text: string | undefined) => text?.replace('GOOD', server.token);
    const token = good('token' in lie ? lie.token : undefined);
    const path = good('path' in lie ? lie.path : undefined);
    const { outcome } = dial(server, { ...lie, ...(token ? { token } : {}), ...(path ? { path } : {}) });
    expect(await outcome).toBe(status);
    expect(server.clientCount()).toBe(0);
    expect(double.listenerCount()).toBe(0);
  });

  test.each([
    ['bytes that are not text', Buffer.from([0xff, 0x00, 0x01]), true, 1007],
    ['text that is not JSON', 'hello', false, 1007],
    ['JSON of another form', '{"i":1}', false, 1007],
    ['null', 'null', false, 1007],
    ['a message just over the limit', 'x'.repeat(mebibyte + 1), false, 1009],
    ['a type of message that there is not', '{"i":"1","t":77,"p":{}}', false, 1007],
  ])('a frame of %s closes its socket only', async (_title, frame, isBinary, code) => {
    const { server } = await serve();
    const other = createWebSocketClient(server);
    cleanUps.push(other.close);
    await other.client.station.info();
    const { socket, outcome } = dial(server, { token: server.token });
    expect(await outcome).toBe('open');
    const closed = closeCode(socket);
    socket.send(frame, { binary: isBinary });
    expect(await closed).toBe(code);
    expect((await other.client.station.info()).version).toBe('0.0.0');
    await vi.waitFor(() => expect(server.clientCount()).toBe(1));
  });

  test('a frame that breaks RFC 6455 (not masked) closes its socket only', async () => {
    const { server } = await serve();
    const socket = connectTcp(server.port, '127.0.0.1');
    cleanUps.push(() => void socket.destroy());
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.write(
      `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer ${server.token}\r\n\r\n`,
    );
    const head = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    expect(head).toContain('101 Switching Protocols');
    socket.on('data', () => undefined);
    socket.write(Buffer.from([0x81, 0x02, 0x68, 0x69]));
    socket.on('end', () => socket.end());
    await closed;
    await stillAnswers(server);
  });

  test('a client that opens calls without end is cut off', async () => {
    const { server, double } = await serve();
    const { socket, outcome } = dial(server, { token: server.token });
    await outcome;
    const closed = closeCode(socket);
    for (let id = 0; id < 300; id++) {
      socket.send(JSON.stringify({ i: String(id), p: { u: '/runs/wait', b: { json: { runId: 'run-1' } } } }));
    }
    expect(await closed).toBe(1008);
    await vi.waitFor(() => expect(double.waits.open).toBe(0));
    await stillAnswers(server);
  });

  test('HTTP refusals carry a report, and say nothing about who else there is', async () => {
    const { server } = await serve();
    const refused = [
      await ask(server),
      await ask(server, { headers: { authorization: `Basic ${server.token}` } }),
      await ask(server, { path: `/api/v1/station?token=${server.token}` }),
      await ask(server, { headers: { ...bearer(server), origin: 'http://evil.example' } }),
      await ask(server, { headers: { ...bearer(server), origin: 'null' } }),
      await ask(server, { path: '/api/v1/../../etc/passwd', headers: bearer(server) }),
      await ask(server, { path: '/api/v1/runs', method: 'DELETE', headers: bearer(server) }),
    ];
    expect(refused.map((answer) => [answer.status, codeOf(answer)])).toEqual([
      [401, 'wire/bad-token'],
      [401, 'wire/bad-token'],
      [401, 'wire/bad-token'],
      [403, 'wire/bad-origin'],
      [403, 'wire/bad-origin'],
      [404, 'wire/malformed'],
      [404, 'wire/malformed'],
    ]);
    for (const answer of refused) {
      expect(answer.body).not.toContain(server.token);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('no other page gets leave to call (CORS preflight)', async () => {
    const { server } = await serve();
    const headers = { origin: 'http://evil.example', 'access-control-request-method': 'POST' };
    const answer = await ask(server, { method: 'OPTIONS', path: '/api/v1/runs', headers });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('a body that hides its size (chunked) is cut at the limit', async () => {
    const { server } = await serve();
    const status = await new Promise<number | string>((resolve) => {
      const call = request({
        port: server.port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/api/v1/recipes/import',
        headers: { ...bearer(server), 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
      });
      call.on('response', (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      call.on('error', (error) => resolve(error.message));
      call.write(`{"path":"${'x'.repeat(mebibyte)}`);
      call.end('"}');
    });
    expect(status).toBe(413);
    await stillAnswers(server);
  });

  test('what a person sees at / needs no token, shows no data, and may load nothing', async () => {
    const { server } = await serve();
    const page = await ask(server, { path: '/' });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<h1>Slipway station</h1>');
    expect(page.body).not.toContain(server.token);
    expect(page.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
  });

  test('the OpenAPI document names every procedure, its errors and the token', async () => {
    const { server } = await serve();
    const document = JSON.parse((await ask(server, { path: '/openapi.json' })).body);
    expect(document.openapi).toMatch(/^3\.1/);
    const operations = Object.values<Record<string, { operationId?: string }>>(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    const procedures = Object.entries(contract).flatMap(([group, members]) =>
      Object.keys(members).map((name) => `${group}.${name}`),
    );
    expect(operations.sort()).toEqual(procedures.sort());
    expect(document.components.securitySchemes.token).toMatchObject({ type: 'http', scheme: 'bearer' });
    expect(document.paths['/runs'].post.responses['422']).toBeDefined();
    expect(JSON.stringify(document)).not.toContain('"not":{}');
  });

  test('bytes that are not HTTP get one line and no more', async () => {
    const { server } = await serve();
    const answer = await new Promise<string>((resolve) => {
      const socket = connectTcp(server.port, '127.0.0.1', () => socket.write('\x16\x03\x01 not http\r\n\r\n'));
      let text = '';
      socket.on('data', (data) => {
        text += data;
      });
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    await stillAnswers(server);
  });

  provokes('station/usage', 'listening for other machines without TLS', async () => {
    await startServer(createEngineDouble().engine, { version: '0.0.0', host: '0.0.0.0' });
  });
});

describe('random input (fuzz)', () => {
  test('random frames: the socket answers or closes, the station stays', { timeout: 30_000 }, async () => {
    const { server, double } = await serve();
    const path = fc.constantFrom(
      '/runs/list',
      '/events/stream',
      '/units/export',
      '/slots/set',
      '/__proto__/x',
      '/',
      '//',
      '',
    );
    const message = fc.record(
      {
        i: fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
        t: fc.oneof(fc.constantFrom(1, 2, 3, 4), fc.anything()),
        p: fc.record(
          {
            u: fc.oneof(path, fc.webPath(), fc.string()),
            h: fc.dictionary(
              fc.string(),
              fc.oneof(fc.string(), fc.constant('text/event-stream'), fc.constant('multipart/form-data')),
            ),
            m: fc.constantFrom('GET', 'POST', 'x'),
            b: fc.record(
              { json: fc.jsonValue(), meta: fc.array(fc.array(fc.jsonValue())), maps: fc.jsonValue() },
              { requiredKeys: [] },
            ),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    );
    const frame = fc.oneof(
      fc.string(),
      fc.json(),
      message.map((value) => JSON.stringify(value)),
      fc.uint8Array({ maxLength: 300 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 8 }), async (frames) => {
        const { socket, outcome } = dial(server, { token: server.token });
        expect(await outcome).toBe('open');
        for (const data of frames) socket.send(data ?? 'null');
        const gone = closeCode(socket);
        socket.close();
        await gone;
      }),
      { numRuns: 200 },
    );
    await stillAnswers(server);
    await vi.waitFor(() =>
      expect([server.clientCount(), double.listenerCount(), double.waits.open]).toEqual([0, 0, 0]),
    );
  });

  test('random HTTP: an answer each time, never 500, the station stays', { timeout: 30_000 }, async () => {
    const { server } = await serve();
    const path = fc.oneof(
      fc.constantFrom(
        '/runs',
        '/runs/x',
        '/units',
        '/units/export',
        '/slots',
        '/recipes/check',
        '/ports/identify',
        '/outbox',
      ),
      fc.webPath(),
    );
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.webQueryParameters(),
        fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'HEAD'),
        fc.constantFrom(
          'application/json',
          'text/plain',
          'multipart/form-data; boundary=x',
          'application/x-www-form-urlencoded',
          'text/event-stream',
          'image/png',
        ),
        fc.oneof(fc.json(), fc.string(), fc.uint8Array({ maxLength: 500 })),
        async (where, query, method, type, body) => {
          const headers = { ...bearer(server), 'content-type': type };
          const answer = await ask(server, {
            path: `/api/v1${where}?${query}`,
            method,
            headers,
            body: Buffer.from(body),
          });
          expect(answer.status).toBeLessThan(500);
        },
      ),
      { numRuns: 300 },
    );
    await stillAnswers(server);
  });
});
