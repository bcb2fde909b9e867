import { type ErrorCode, SlipwayError } from '../../contract/errors.ts';
import type { NamedContext } from '../../contract/evidence.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { withDeadline } from '../util/abort.ts';
import type { Clock } from '../util/clock.ts';

/** A fleet's answer, read whole; `json` is undefined where the body is none. */
export interface FleetAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly json: unknown;
  readonly isEmpty: boolean;
  /** How long the server asks to wait. */
  readonly retryAfterMs: number | undefined;
}

export interface FleetHttp {
  /** Rejects with fleet/offline, timeout, redirected, not-the-api, unauthorized, rate-limited, unavailable. */
  request(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<FleetAnswer>;
}

export interface FleetHttpDeps {
  readonly fleet: string;
  /** Base address; https, or http on this machine. */
  readonly url: string;
  readonly token: () => Promise<string>;
  readonly clock: Clock;
  /** For one request, from connecting to the last byte of the answer. */
  readonly timeoutMs: number;
}

/** A page of 500 devices has well under 2 MiB. */
const bodyLimitBytes = 8 * 1024 * 1024;
const retryAfterLimitMs = 24 * 3_600_000;

/** The base address of a fleet's API. Throws fleet/not-configured where a token must not be sent to it. */
export function parseFleetUrl(fleet: string, text: string): URL {
  const refuse = (reason: Sentence) =>
    new SlipwayError('fleet/not-configured', say('fleet-address', { fleet, reason }));
  if (!URL.canParse(text)) throw refuse(say('reason-no-url'));
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw refuse(say('reason-credentials-in-url'));
  if (url.search !== '' || url.hash !== '') throw refuse(say('reason-url-query'));
  const isLoopback = /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) {
    throw refuse(say('reason-url-scheme', { scheme: url.protocol.slice(0, -1) }));
  }
  return url;
}

/** Requests to one fleet: with its token, within a deadline, never following a redirect. */
export function createFleetHttp(deps: FleetHttpDeps): FleetHttp {
  const base = parseFleetUrl(deps.fleet, deps.url);
  const host = base.host;
  const fail = (code: ErrorCode, reason: Sentence, context: NamedContext = {}, cause?: unknown) =>
    new SlipwayError(code, say('fleet-at', { fleet: deps.fleet, host, reason }), { context, cause });

  async function bearer(): Promise<string> {
    let token: string;
    try {
      token = (await deps.token()).trim();
    } catch (thrown) {
      const why = thrown instanceof SlipwayError ? thrown.sentence : say('reason-token-unopened');
      throw fail('fleet/unauthorized', say('reason-token-closed', { cause: why }), {}, thrown);
    }
    // RFC 6750 2.1, b64token; anything else could break out of the header.
    if (!/^[A-Za-z0-9._~+/-]+=*$/.test(token)) throw fail('fleet/unauthorized', say('reason-token-form'));
    return `Bearer ${token}`;
  }

  async function exchange(
    method: string,
    url: URL,
    authorization: string,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<FleetAnswer> {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal,
      headers: {
        authorization,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    const { status } = response;
    const retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), deps.clock.nowMs());
    if (status >= 300 && status < 400) {
      await response.body?.cancel();
      const target = originOf(response.headers.get('location'), url);
      throw fail('fleet/redirected', say('reason-redirects', { status, target }));
    }
    const text = await readLimited(response, () =>
      fail('fleet/not-the-api', say('reason-answer-too-large', { limitBytes: bodyLimitBytes }), { status }),
    );
    if (status === 401 || status === 403) throw fail('fleet/unauthorized', say('reason-token-refused', { status }));
    if (status === 429) throw fail('fleet/rate-limited', say('reason-asks-to-wait'), { status, retryAfterMs });
    if (status === 408) throw fail('fleet/timeout', say('reason-gave-up-waiting'), { status, retryAfterMs });
    if (status >= 500) throw fail('fleet/unavailable', say('reason-server-failed', { status }), { retryAfterMs });
    const json = parseJson(text);
    if (text !== '' && json === undefined) {
      throw fail('fleet/not-the-api', say('reason-answer-no-json', { status, answer: excerpt(text) }));
    }
    if (status === 404 || status === 405) throw fail('fleet/not-the-api', say('reason-no-such-api', { status }));
    return { status, location: response.headers.get('location'), json, isEmpty: text === '', retryAfterMs };
  }

  return {
    async request(method, path, body, signal) {
      const url = new URL(base);
      const [pathname = '', search = ''] = path.split('?');
      url.pathname = `${base.pathname.replace(/\/$/, '')}${pathname}`;
      url.search = search;
      const authorization = await bearer();
      const late = () => fail('fleet/timeout', say('reason-fleet-silent', { timeoutMs: deps.timeoutMs }));
      try {
        return await withDeadline(deps.clock, deps.timeoutMs, signal, late, (inner) =>
          exchange(method, url, authorization, body, inner),
        );
      } catch (thrown) {
        signal.throwIfAborted();
        if (thrown instanceof SlipwayError) throw thrown;
        const code = causeCode(thrown);
        if (/TIMEOUT|ETIMEDOUT/.test(code))
          throw fail('fleet/timeout', say('reason-fleet-timeout', { cause: code }), {}, thrown);
        if (offlineCodes.test(code))
          throw fail('fleet/offline', say('reason-fleet-offline', { cause: code }), {}, thrown);
        if (/CERT|TLS|SSL/.test(code))
          throw fail('fleet/not-the-api', say('reason-fleet-unproven', { cause: code }), {}, thrown);
        if (code === 'HTTPParserError' || code.startsWith('HPE_'))
          throw fail('fleet/not-the-api', say('reason-fleet-no-http', { cause: code }), {}, thrown);
        throw fail('fleet/unavailable', say('reason-fleet-broke-off', { cause: code }), {}, thrown);
      }
    },
  };
}

const offlineCodes =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|EADDRNOTAVAIL)$/;

async function readLimited(response: Response, tooLarge: () => Error): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let sizeBytes = 0;
  for await (const chunk of response.body) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > bodyLimitBytes) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return (text + decoder.decode()).trim();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 9110 10.2.3: seconds, or a date. */
function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), retryAfterLimitMs) : undefined;
}

/** Origin only: the path or query of a captive portal may carry what should not be in a record. */
const originOf = (location: string | null, from: URL): string =>
  location !== null && URL.canParse(location, from.href) ? new URL(location, from.href).origin : 'nowhere';

/** The beginning of an answer, on one line. */
export const excerpt = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 120);

/** The innermost code or, where an error has none, its name. */
function causeCode(thrown: unknown): string {
  let name = 'unknown cause';
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ('code' in error && typeof error.code === 'string') return error.code;
    if (error instanceof AggregateError && error.errors[0] instanceof Error) return causeCode(error.errors[0]);
    name = error.name;
  }
  return name;
}
