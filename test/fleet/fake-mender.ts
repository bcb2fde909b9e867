// Owns: a Mender server for tests: devices in memory, answers as the official API gives them, and faults on demand.
// Its answers are checked against the official API by mender-api.test.ts. Start reading at `startFakeMender`.
import { createPublicKey, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

/** `-before`: the request has no effect; `-after`: the device is made, and its answer is lost. */
export const faults = [
  'none',
  'answer-401',
  'answer-403',
  'answer-429',
  'answer-500',
  'answer-503-html-after',
  'html-200',
  'html-200-after',
  'redirect',
  'reset-before',
  'reset-after',
  'silent-before',
  'silent-after',
  'slow-loris-after',
  'broken-json-after',
  'endless-after',
] as const;
export type Fault = (typeof faults)[number];

interface AuthSet {
  readonly id: string;
  readonly pubkey: string;
  status: string;
}
export interface FakeDevice {
  readonly id: string;
  readonly identity_data: Readonly<Record<string, unknown>>;
  readonly auth_sets: AuthSet[];
  decommissioning: boolean;
}

export interface FakeMender extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly devices: FakeDevice[];
  /** Taken one per request; none left means none. */
  readonly faults: Fault[];
  /** Method, path and authorization of every request. */
  readonly seen: { readonly method: string; readonly path: string; readonly authorization: string | undefined }[];
  /** Older servers name an error in a 409, not the device. */
  isConflictBodyOld: boolean;
  /** Answers every request with this status and JSON, where set. */
  fixedAnswer:
    | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> }
    | undefined;
  /** A device calls by itself, as it does in the field. */
  deviceCalls(identityData: Readonly<Record<string, string>>, pubkey: string, status?: string): FakeDevice;
}

const preauthSchema = z.strictObject({
  identity_data: z.record(z.string(), z.json()).refine((data) => Object.keys(data).length > 0),
  pubkey: z.string(),
  force: z.boolean().optional(),
});
const page = '<!doctype html><html><body>Please sign in to the guest network</body></html>';
const prefix = '/api/management/v2/devauth/devices';

export interface FakeMenderOptions {
  /** Of the loopback; a free one when not given. */
  readonly port?: number;
  readonly token?: string;
}

export async function startFakeMender(options: FakeMenderOptions = {}): Promise<FakeMender> {
  const token = options.token ?? `test-${randomUUID()}`;
  const devices: FakeDevice[] = [];
  const drips = new Set<NodeJS.Timeout>();

  const sameIdentity = (identity: Readonly<Record<string, unknown>>) => (device: FakeDevice) =>
    sorted(device.identity_data) === sorted(identity);
  const bodyOf = ({ id, identity_data, auth_sets, decommissioning, ...rest }: FakeDevice) => ({
    ...rest,
    id,
    identity_data,
    status: auth_sets[0]?.status ?? 'noauth',
    created_ts: '2026-01-05T08:00:00Z',
    auth_sets: auth_sets.map((set) => ({ ...set, identity_data, ts: '2026-01-05T08:00:00Z' })),
    decommissioning,
  });

  function add(identity_data: FakeDevice['identity_data'], pubkey: string, status: string): FakeDevice {
    const device = {
      id: randomUUID(),
      identity_data,
      auth_sets: [{ id: randomUUID(), pubkey, status }],
      decommissioning: false,
    };
    devices.push(device);
    return device;
  }

  /** What the server does for a request, without a fault. */
  function answer(method: string, url: URL, body: string): { status: number; json?: unknown; location?: string } {
    if (method === 'POST' && url.pathname === prefix) {
      const request = preauthSchema.safeParse(tryJson(body));
      if (!request.success || !isPublicKey(request.data.pubkey))
        return { status: 400, json: { error: 'bad request', request_id: '1' } };
      const existing = devices.find(sameIdentity(request.data.identity_data));
      if (existing !== undefined) {
        return { status: 409, json: server.isConflictBodyOld ? { error: 'device already exists' } : bodyOf(existing) };
      }
      const made = add(request.data.identity_data, request.data.pubkey, 'preauthorized');
      return { status: 201, location: `${prefix}/${made.id}` };
    }
    if (method === 'GET' && url.pathname === prefix) {
      const perPage = Math.min(Number(url.searchParams.get('per_page') ?? 20), 500);
      const from = (Number(url.searchParams.get('page') ?? 1) - 1) * perPage;
      return { status: 200, json: devices.slice(from, from + perPage).map(bodyOf) };
    }
    const [, deviceId, authId] =
      /^\/api\/management\/v2\/devauth\/devices\/([^/]+)\/auth\/([^/]+)\/status$/.exec(url.pathname) ?? [];
    const set = devices.find(({ id }) => id === deviceId)?.auth_sets.find(({ id }) => id === authId);
    if (method === 'PUT' && set !== undefined) {
      set.status = z.strictObject({ status: z.enum(['accepted', 'rejected', 'pending']) }).parse(tryJson(body)).status;
      return { status: 204 };
    }
    return { status: 404, json: { error: 'not found' } };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const method = request.method ?? '';
    const { authorization } = request.headers;
    server.seen.push({ method, path: url.pathname, authorization });
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;

    const fixed = server.fixedAnswer;
    if (fixed !== undefined) {
      response.writeHead(fixed.status, { 'content-type': 'application/json', ...fixed.headers }).end(fixed.body);
      return;
    }
    const fault = server.faults.shift() ?? 'none';
    const plain = (status: number, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{"error":"fault"}');
    if (fault === 'answer-401') return void plain(401);
    if (fault === 'answer-403') return void plain(403);
    if (fault === 'answer-429') return void plain(429, { 'retry-after': '1' });
    if (fault === 'answer-500') return void plain(500);
    if (fault === 'html-200') return void response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    if (fault === 'redirect')
      return void response.writeHead(302, { location: 'http://127.0.0.1:1/login?from=here' }).end();
    if (fault === 'reset-before') return void request.socket.destroy();
    if (fault === 'silent-before') return;

    if (authorization !== `Bearer ${token}`) return void plain(401);
    const { status, json, location } = answer(method, url, body);
    if (fault === 'reset-after') return void request.socket.destroy();
    if (fault === 'silent-after') return;
    if (fault === 'answer-503-html-after')
      return void response.writeHead(503, { 'content-type': 'text/html' }).end(page);
    if (fault === 'html-200-after') return void response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    if (fault === 'broken-json-after')
      return void response.writeHead(status === 204 ? 200 : status, {}).end('{"id": "cut o');
    if (fault === 'slow-loris-after' || fault === 'endless-after') {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = fault === 'endless-after' ? Buffer.alloc(1024 * 1024, 0x20) : ' ';
      const drip = setInterval(() => response.write(chunk), fault === 'endless-after' ? 1 : 20);
      drips.add(drip);
      response.on('close', () => clearInterval(drip));
      return;
    }
    const headers = location === undefined ? {} : { location };
    if (json === undefined) return void response.writeHead(status, headers).end();
    response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(json));
  }

  const listener = createServer(
    (request, response) => void handle(request, response).catch(() => request.socket.destroy()),
  );
  await new Promise<void>((resolve) => listener.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = z.custom<AddressInfo>((value) => typeof value === 'object').parse(listener.address());

  const server: FakeMender = {
    url: `http://127.0.0.1:${port}`,
    token,
    devices,
    faults: [],
    seen: [],
    isConflictBodyOld: false,
    fixedAnswer: undefined,
    deviceCalls: (identityData, pubkey, status = 'pending') => {
      const existing = devices.find(sameIdentity(identityData));
      if (existing === undefined) return add(identityData, pubkey, status);
      const set = existing.auth_sets.find((candidate) => candidate.pubkey === pubkey);
      if (set?.status === 'preauthorized') set.status = 'accepted';
      return existing;
    },
    async [Symbol.asyncDispose]() {
      for (const drip of drips) clearInterval(drip);
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return server;
}

const sorted = (identity: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(identity).sort(([a], [b]) => (a < b ? -1 : 1)));

function isPublicKey(pem: string): boolean {
  try {
    createPublicKey(pem);
    return true;
  } catch {
    return false;
  }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
