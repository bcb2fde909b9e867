// Owns: the headless station's server: the window at /, OpenAPI at /api/v1, RPC over WebSocket at /rpc,
// and who may call them.
// May import contract, siblings and the engine's interface. Start reading at `startServer`.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { BodyLimitPlugin } from '@orpc/server/node';
import { experimental_ZodSmartCoercionPlugin as ZodSmartCoercionPlugin } from '@orpc/zod/zod4';
import { SlipwayError } from '../contract/errors.ts';
import type { Engine } from '../engine/engine.ts';
import { createGuard, createToken, type Guard, hostNames } from './guard.ts';
import { humanPage } from './page.ts';
import { maxMessageBytes } from './peer-server.ts';
import { createRouter, type Router, type RouterOptions } from './router.ts';
import { createUiFiles, type UiFiles } from './ui-files.ts';
import { fromWireError, wireErrorBody } from './wire-error.ts';
import { createWebSocketFace, type WebSocketFace } from './ws.ts';

export interface ServerOptions extends RouterOptions {
  /** Address to listen on. Anything but loopback needs `tls`. */
  readonly host?: string | undefined;
  /** 0 takes a free port. */
  readonly port?: number | undefined;
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer } | undefined;
  /** Further names by which clients reach this station, such as its DNS name. */
  readonly hostNames?: readonly string[] | undefined;
  readonly token?: string | undefined;
  /** Folder of the built window, shown to browsers at `/`; without it programs only are served. */
  readonly uiDir?: string | undefined;
  readonly version: string;
  readonly heartbeatMs?: number | undefined;
}

export interface StationServer extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
  readonly port: number;
  /** Open WebSocket connections. */
  clientCount(): number;
  close(): Promise<void>;
}

const limits = {
  headersTimeoutMs: 10_000,
  /** For receiving a request whole; answers may take as long as a run. */
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 5_000,
  maxHeaderBytes: 16 * 1024,
  maxConnections: 128,
  maxWebSockets: 64,
  heartbeatMs: 15_000,
} as const;

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Listens, and answers once it is ready. Throws station/usage when asked to be reached from afar without TLS. */
export async function startServer(engine: Engine, options: ServerOptions): Promise<StationServer> {
  const host = options.host ?? '127.0.0.1';
  if (!loopback.has(host) && options.tls === undefined) {
    throw new SlipwayError(
      'station/usage',
      `Listening on ${host} lets other machines in, which needs --tls-cert and --tls-key.`,
    );
  }
  const token = options.token ?? createToken();
  const scheme = options.tls ? 'https' : 'http';
  const router = createRouter(engine, options);
  const socketFace = createWebSocketFace(router, {
    heartbeatMs: options.heartbeatMs ?? limits.heartbeatMs,
    maxClients: limits.maxWebSockets,
  });
  const settings = {
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    maxHeaderSize: limits.maxHeaderBytes,
  };
  const server: Server = options.tls ? createTlsServer({ ...settings, ...options.tls }) : createServer(settings);
  server.maxConnections = limits.maxConnections;
  const port = await listen(server, host, options.port ?? 0);
  const guard = createGuard({ token, scheme, hosts: hostNames(host, port, options.hostNames) });
  const answer = createHttpFace(router, guard, options);

  server.on('request', (request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      options.onDefect?.(thrown, 'http');
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => upgrade(guard, socketFace, request, socket, head));
  // Bytes that are not HTTP: answer in one line and drop this connection only.
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= new Promise((resolve) => {
      socketFace.close();
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return closing;
  };
  return {
    url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    token,
    port,
    clientCount: () => socketFace.clientCount(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new SlipwayError('station/usage', `Cannot listen on ${host}:${port}: ${error.message}.`, { cause: error }),
      ),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function createHttpFace(router: Router, guard: Guard, options: ServerOptions): Answer {
  const handler = new OpenAPIHandler(router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: maxMessageBytes }), new ZodSmartCoercionPlugin()],
    // What oRPC refuses by itself (a broken body, one that is too large) gets the same form as all other errors.
    customErrorResponseBodyEncoder: (error) =>
      error.code === 'SLIPWAY' ? undefined : wireErrorBody(fromWireError(error), error.status),
  });
  let openApiDocument: Promise<string> | undefined;
  const loadOpenApiDocument = async () => {
    const { createOpenApiDocument } = await import('./openapi.ts');
    return JSON.stringify(await createOpenApiDocument(options.version));
  };
  const ui = options.uiDir === undefined ? undefined : createUiFiles({ dir: options.uiDir, connect: 'self' });
  return async (request, response) => {
    setSecurityHeaders(response, options.tls !== undefined);
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    try {
      guard.checkSource(request.headers);
      // The window is code without secrets: it asks for the token before it shows anything.
      if (await sendPage(ui, path, request, response)) return;
      if (path === '/openapi.json' && request.method === 'GET') {
        openApiDocument ??= loadOpenApiDocument();
        return sendText(response, 'application/json', await openApiDocument);
      }
      guard.checkToken(request.headers);
      const { matched } = await handler.handle(request, response, { prefix: '/api/v1', context: {} });
      if (!matched)
        throw new SlipwayError('wire/malformed', `There is no ${request.method} ${path} here; see /openapi.json.`);
    } catch (thrown) {
      if (!(thrown instanceof SlipwayError)) throw thrown;
      sendError(response, thrown);
    }
  };
}

const statusOf = (error: SlipwayError): number =>
  error.code === 'wire/bad-token' ? 401 : error.code === 'wire/bad-origin' ? 403 : 404;

function sendError(response: ServerResponse, error: SlipwayError): void {
  const status = statusOf(error);
  // What the client still wants to send is not read.
  response.setHeader('Connection', 'close');
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="slipway"');
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(wireErrorBody(error, status)));
}

/** The window's page and files, or in its place a page that says why there is none. True when it was answered. */
async function sendPage(
  ui: UiFiles | undefined,
  path: string,
  { method }: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const file = await ui?.read(path);
  if (file === undefined && path !== '/') return false;
  const body = file?.body ?? Buffer.from(ui === undefined ? humanPage.programsOnly : humanPage.notBuilt);
  const headers = file?.headers ?? { 'Content-Type': 'text/html; charset=utf-8' };
  response.writeHead(200, { ...headers, 'Content-Length': body.byteLength });
  response.end(method === 'HEAD' ? undefined : body);
  return true;
}

function sendText(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'Content-Type': type });
  response.end(text);
}

/** The engine speaks to devices, a page never does. */
const noPermissions = 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()';

function setSecurityHeaders(response: ServerResponse, isTls: boolean): void {
  response.setHeader('Content-Security-Policy', humanPage.contentSecurityPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', noPermissions);
  response.setHeader('Cache-Control', 'no-store');
  if (isTls) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}

function upgrade(guard: Guard, face: WebSocketFace, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  // Without a listener a reset by the client would end the process.
  socket.on('error', () => socket.destroy());
  try {
    guard.checkSource(request.headers);
    guard.checkToken(request.headers);
    if (request.url !== '/rpc') throw new SlipwayError('wire/malformed', 'The WebSocket is at /rpc.');
    face.upgrade(request, socket, head);
  } catch (thrown) {
    const status = thrown instanceof SlipwayError ? statusOf(thrown) : 500;
    socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }
}
