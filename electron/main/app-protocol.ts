// Owns: app://slipway/, under which the window's own files are and nothing else. May import electron and electron/api.
// Start reading at `serveApp`.
import { type Protocol, type ProtocolResponse, protocol } from 'electron';
import { createUiFiles } from '../api/ui-files.ts';

export const appScheme = 'app';
export const appOrigin = 'app://slipway';

/** Before Electron is ready: a scheme with an origin of its own, as https has one, so that the page is isolated by it. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Serves the built window in `dir`. Everything else is not found: other hosts, other methods, paths that climb.
 * By the older call, which Electron 45 still has: the newer one, `handle`, takes and gives the Request and Response of
 * Node's fetch, and loading that costs main 36 ms at the moment when the page waits for its first byte.
 */
export function serveApp(sessionProtocol: Protocol, dir: string): void {
  const files = createUiFiles({ dir, connect: 'none' });
  const isRegistered = sessionProtocol.registerBufferProtocol(appScheme, (request, answer) => {
    // Without an answer the page would wait for ever.
    void answerOf(request.url, request.method).then(answer, () => answer(notFound));
  });
  if (!isRegistered) throw new Error(`The scheme ${appScheme} could not be registered.`);

  async function answerOf(address: string, method: string): Promise<ProtocolResponse> {
    const url = new URL(address);
    const path = tryDecode(url.pathname);
    const isOurs = url.host === 'slipway' && method === 'GET' && path !== undefined;
    const file = isOurs ? await files.read(path) : undefined;
    if (file === undefined) return notFound;
    return { statusCode: 200, headers: { ...securityHeaders, ...file.headers }, data: Buffer.from(file.body) };
  }
}

const securityHeaders = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

const notFound: ProtocolResponse = {
  statusCode: 404,
  headers: { ...securityHeaders },
  data: Buffer.from('Not found'),
};

function tryDecode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
