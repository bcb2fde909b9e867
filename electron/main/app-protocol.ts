// Owns: app://slipway/, under which the window's own files are and nothing else. May import electron and electron/api.
// Start reading at `serveApp`.
import { type Protocol, protocol } from 'electron';
import { createUiFiles } from '../api/ui-files.ts';

export const appScheme = 'app';
export const appOrigin = 'app://slipway';

/** Before Electron is ready: a scheme with an origin of its own, as https has one, so that the page is isolated by it. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built window in `dir`. Everything else is not found: other hosts, other methods, paths that climb. */
export function serveApp(sessionProtocol: Protocol, dir: string): void {
  const files = createUiFiles({ dir, connect: 'none' });
  sessionProtocol.handle(appScheme, async (request) => {
    const url = new URL(request.url);
    const path = tryDecode(url.pathname);
    const isOurs = url.host === 'slipway' && request.method === 'GET' && path !== undefined;
    const file = isOurs ? await files.read(path) : undefined;
    if (file === undefined) return new Response('Not found', { status: 404, headers: securityHeaders });
    return new Response(Buffer.from(file.body), { headers: { ...securityHeaders, ...file.headers } });
  });
}

const securityHeaders = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

function tryDecode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
