// Owns: the page that a person sees who opens the address of `slipway serve`. Imports nothing of ours.
import { createHash } from 'node:crypto';

const style = `:root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}code{font-family:ui-monospace,monospace}`;

const body = (about: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Slipway station</title>
<style>${style}</style></head>
<body>
<main>
<h1>Slipway station</h1>
<p>This station is running and serves programs. ${about}</p>
<ul>
<li>HTTP: <code>/api/v1</code>, described by <a href="/openapi.json">/openapi.json</a></li>
<li>WebSocket: <code>/rpc</code></li>
</ul>
<p>Every call needs the token that <code>slipway serve</code> printed, as <code>Authorization: Bearer …</code>.</p>
</main>
</body>
</html>
`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** Pages without script, and the policy that keeps them so. */
export const humanPage = {
  /** For a server that was told to serve programs only. */
  programsOnly: body('It shows nothing here, because this page needs no token.'),
  /** For a checkout whose window has not been built. */
  notBuilt: body(
    'Its window has not been built yet: run <code>npm run build</code> in the folder of Slipway, then load this page again. Programs are served all the same.',
  ),
  contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
} as const;
