// What a browser gets from `slipway serve` before it has shown a token: the window's own files and nothing else.
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type StationServer, startServer } from '../../electron/api/http.ts';
import { noncePlaceholder } from '../../electron/api/ui-files.ts';
import { useTempDir } from '../support/temp-dir.ts';
import { createEngineDouble } from './contract-double.ts';

const page = `<!doctype html><meta property="csp-nonce" nonce="${noncePlaceholder}"><script type="module" src="./assets/main-1a2b.js"></script>`;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A window of three files, with a secret beside its folder that no path may reach. */
async function serveWindow(options: { isBuilt?: boolean } = {}) {
  const dir = useTempDir();
  const uiDir = path.join(dir, 'renderer');
  await writeFile(path.join(dir, 'secret.js'), 'secret');
  if (options.isBuilt !== false) await buildWindow(uiDir);
  const server = await startServer(createEngineDouble().engine, { version: '0.0.0', uiDir });
  onTestFinished(server.close);
  return { server, dir, uiDir };
}

async function buildWindow(uiDir: string): Promise<void> {
  await mkdir(path.join(uiDir, 'assets'), { recursive: true });
  await writeFile(path.join(uiDir, 'index.html'), page);
  await writeFile(path.join(uiDir, 'assets', 'main-1a2b.js'), 'console.log(1)');
  await writeFile(path.join(uiDir, 'assets', 'notes.txt'), 'of a kind that is not served');
}

/** The path goes over the line as it is: `fetch` would tidy it up first. */
function ask(server: StationServer, target: string, options: { method?: string; headers?: object } = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const { method = 'GET', headers } = options;
    const call = request({ host: '127.0.0.1', port: server.port, method, path: target, headers: { ...headers } });
    call.on('response', async (response) => {
      const chunks: Buffer[] = await response.toArray();
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(chunks).toString(),
      });
    });
    call.on('error', reject);
    call.end();
  });
}

const directive = (answer: Answer, name: string) =>
  String(answer.headers['content-security-policy'])
    .split('; ')
    .find((each) => each.startsWith(`${name} `));

test('the page comes without a token, is not kept, and may load its own files only', async () => {
  const { server } = await serveWindow();
  const answer = await ask(server, '/');
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(directive(answer, 'default-src')).toBe("default-src 'none'");
  expect(directive(answer, 'script-src')).toBe("script-src 'self'");
  expect(directive(answer, 'connect-src')).toBe("connect-src 'self'");
  expect(directive(answer, 'frame-ancestors')).toBe("frame-ancestors 'none'");
  expect(String(answer.headers['content-security-policy'])).not.toContain('unsafe');
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
  expect(answer.headers['referrer-policy']).toBe('no-referrer');
  expect(answer.headers['permissions-policy']).toContain('serial=()');
});

test('each answer has a nonce of its own, the same in the page and in the policy', async () => {
  const { server } = await serveWindow();
  const nonces = new Set<string>();
  for (const answer of [await ask(server, '/'), await ask(server, '/')]) {
    const nonce = /nonce="([^"]+)"/.exec(answer.body)?.[1] ?? '';
    expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
    expect(directive(answer, 'style-src')).toBe(`style-src 'self' 'nonce-${nonce}'`);
    expect(answer.body).not.toContain(noncePlaceholder);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(2);
});

test('assets, whose names hold their hash, are kept for ever and may not be pages of their own', async () => {
  const { server } = await serveWindow();
  const answer = await ask(server, '/assets/main-1a2b.js');
  expect(answer).toMatchObject({ status: 200, body: 'console.log(1)' });
  expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(directive(answer, 'default-src')).toBe("default-src 'none'");
});

test('HEAD answers with the same length and no body', async () => {
  const { server } = await serveWindow();
  const answer = await ask(server, '/assets/main-1a2b.js', { method: 'HEAD' });
  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(answer.headers['content-length']).toBe('14');
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
  '%s of a file is refused for want of a token',
  async (method) => {
    const { server } = await serveWindow();
    expect((await ask(server, '/', { method })).status).toBe(401);
    expect((await ask(server, '/assets/main-1a2b.js', { method })).status).toBe(401);
  },
);

test.each([
  '/../secret.js',
  '/assets/../../secret.js',
  '/%2e%2e/secret.js',
  '/..%2fsecret.js',
  '/assets/%2e%2e/%2e%2e/secret.js',
  '/..\\secret.js',
  '//secret.js',
  '/./index.html',
  '/assets/./main-1a2b.js',
  '/assets/main-1a2b.js%00.html',
  '/assets',
  '/assets/',
  '/assets/notes.txt',
  '/linked.js',
  '/assets/linked.js',
  '/assets/.hidden.js',
])('%s leads to no file', async (target) => {
  const { server, dir, uiDir } = await serveWindow();
  await symlink(path.join(dir, 'secret.js'), path.join(uiDir, 'linked.js'));
  await symlink(path.join(dir, 'secret.js'), path.join(uiDir, 'assets', 'linked.js'));
  await writeFile(path.join(uiDir, 'assets', '.hidden.js'), 'secret');
  const answer = await ask(server, target);
  expect(answer.status).toBe(401);
  expect(answer.body).not.toContain('secret');
});

test('another host or another page gets nothing, not even the window', async () => {
  const { server } = await serveWindow();
  expect((await ask(server, '/', { headers: { host: 'evil.example' } })).status).toBe(403);
  expect((await ask(server, '/', { headers: { origin: 'http://evil.example' } })).status).toBe(403);
});

test('a window that was not built says how to build it, without script, and is there once it was', async () => {
  const { server, uiDir } = await serveWindow({ isBuilt: false });
  const before = await ask(server, '/');
  expect(before).toMatchObject({ status: 200, body: expect.stringContaining('npm run build') });
  expect(directive(before, 'default-src')).toBe("default-src 'none'");
  expect(directive(before, 'script-src')).toBeUndefined();
  await buildWindow(uiDir);
  expect((await ask(server, '/')).body).toContain('main-1a2b.js');
  await rm(uiDir, { recursive: true });
  expect((await ask(server, '/')).body).toContain('npm run build');
});

test('a server for programs only has no window', async () => {
  const server = await startServer(createEngineDouble().engine, { version: '0.0.0' });
  onTestFinished(server.close);
  expect((await ask(server, '/')).body).toContain('serves programs');
  expect((await ask(server, '/assets/main-1a2b.js')).status).toBe(401);
});

test('a file that a new build took away is not there, and the page says so once it is gone too', async () => {
  const { server, uiDir } = await serveWindow();
  const asset = '/assets/main-1a2b.js';
  expect((await ask(server, asset)).status).toBe(200);
  await rm(path.join(uiDir, 'assets'), { recursive: true });
  expect((await ask(server, asset)).status).toBe(401);
  await rm(uiDir, { recursive: true });
  const gone = await ask(server, '/');
  expect(gone.status).toBe(200);
  expect(gone.body).toContain('has not been built yet');
});
