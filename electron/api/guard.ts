// Owns: who may talk to `slipway serve`: token, Host and Origin. Imports contract only.
// Start reading at `createGuard`; docs/serve.md says why each check is there.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { SlipwayError } from '../contract/errors.ts';
import { say } from '../contract/sentences.ts';

/** The subprotocol that the server speaks; browsers send their token as another one, `slipway.token.<token>`. */
export const wireProtocol = 'slipway.v1';
export const tokenProtocolPrefix = 'slipway.token.';

/** 256 random bits, as 43 characters that fit a header and a subprotocol. */
export const createToken = (): string => randomBytes(32).toString('base64url');

export interface Guard {
  /** Refuses other hosts (DNS rebinding) and other web pages. Throws wire/bad-origin. */
  checkSource(headers: IncomingHttpHeaders): void;
  /** Refuses a request without the token. Throws wire/bad-token. */
  checkToken(headers: IncomingHttpHeaders): void;
}

export interface GuardOptions {
  readonly token: string;
  /** `host:port` values that this server is reached by, in lower case. */
  readonly hosts: ReadonlySet<string>;
  readonly scheme: 'http' | 'https';
}

export function createGuard({ token, hosts, scheme }: GuardOptions): Guard {
  const expected = digest(token);
  return {
    checkSource(headers) {
      const host = headers.host?.toLowerCase() ?? '';
      if (!hosts.has(host)) {
        throw new SlipwayError(
          'wire/bad-origin',
          `The request names the host "${printable(host)}", which is not this station.`,
        );
      }
      const origin = headers.origin?.toLowerCase();
      if (origin !== undefined && origin !== `${scheme}://${host}`) {
        throw new SlipwayError('wire/bad-origin', `The request comes from the web page "${printable(origin)}".`);
      }
    },
    checkToken(headers) {
      const given = bearerToken(headers.authorization) ?? protocolToken(headers['sec-websocket-protocol']);
      // Digests have one length, so that the comparison takes the same time for every guess.
      if (given !== undefined && timingSafeEqual(digest(given), expected)) return;
      throw new SlipwayError('wire/bad-token', given === undefined ? say('token-missing') : say('token-wrong'));
    },
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A header in a message must not bring control characters or a wall of text with it. */
const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 80);

const bearerToken = (header: string | undefined): string | undefined => /^Bearer +([\w-]+)$/i.exec(header ?? '')?.[1];

function protocolToken(header: string | undefined): string | undefined {
  const protocols = header?.split(',').map((protocol) => protocol.trim()) ?? [];
  return protocols.find((protocol) => protocol.startsWith(tokenProtocolPrefix))?.slice(tokenProtocolPrefix.length);
}

/** The names by which a server that listens on `host` is reached. */
export function hostNames(host: string, port: number, more: readonly string[] = []): ReadonlySet<string> {
  const isLoopback = host === '127.0.0.1' || host === '::1' || host === 'localhost';
  const names = isLoopback ? ['127.0.0.1', '[::1]', 'localhost'] : [host.includes(':') ? `[${host}]` : host];
  const all = [...names, ...more].map((name) => name.toLowerCase());
  // The default ports of http and https are left out of Host by clients.
  const isDefaultPort = port === 80 || port === 443;
  return new Set(all.flatMap((name) => (isDefaultPort ? [name, `${name}:${port}`] : [`${name}:${port}`])));
}
