// Owns: the web server of updates, by TLS on this machine, with a certificate that only the person of the test trusts.
// Start reading at `openUpdateServer`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import path from 'node:path';
import { listen } from '../../support/listen.ts';

export type Answer = string | Buffer | ((response: ServerResponse) => void);

export interface UpdateServer extends AsyncDisposable {
  readonly url: string;
  /** By the path without its query; all others are 404. */
  readonly answers: Map<string, Answer>;
  /** Paths without their queries, in the order of asking. */
  readonly asked: string[];
}

/** A key and a certificate for `localhost`, and a home directory whose user trusts it. */
export interface Trust {
  readonly home: string;
  readonly key: Buffer;
  readonly certificate: Buffer;
}

export function createTrust(folder: string): Trust {
  const file = (name: string) => path.join(folder, name);
  const words = ['-days', '2', '-subj', '/CN=Updates', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', file('tls.key'), '-out', file('tls.pem'), ...words],
    { stdio: 'ignore' },
  );
  const home = file('home');
  const store = path.join(home, '.pki', 'nssdb');
  mkdirSync(store, { recursive: true });
  execFileSync('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
  execFileSync('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'updates', '-i', file('tls.pem')]);
  return { home, key: readFileSync(file('tls.key')), certificate: readFileSync(file('tls.pem')) };
}

export async function openUpdateServer({ key, certificate }: Trust): Promise<UpdateServer> {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const name = new URL(request.url ?? '/', 'https://localhost').pathname;
    asked.push(name);
    const answer = answers.get(name);
    if (typeof answer === 'function') answer(response);
    else if (answer === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'Content-Length': Buffer.byteLength(answer) }).end(answer);
  });
  const port = await listen(server);
  return {
    url: `https://localhost:${port}/`,
    answers,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
