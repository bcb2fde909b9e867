// Owns: the built window as files with their headers, for `slipway serve` and for the desktop's own protocol alike.
// Imports nothing of ours. Start reading at `createUiFiles`.
import { randomBytes } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface UiFilesOptions {
  /** Folder of the built window: index.html and its assets. */
  readonly dir: string;
  /** Where the page may connect: its own server, or nowhere because the engine comes over a port. */
  readonly connect: 'self' | 'none';
}

export interface UiAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface UiFiles {
  /** The file at a path of the address (`/`, `/assets/index-B2x.js`); undefined when the window has no such file. */
  read(urlPath: string): Promise<UiAnswer | undefined>;
}

/** In index.html, where each answer has its own nonce. */
export const noncePlaceholder = 'SLIPWAY_STYLE_NONCE';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
};

/**
 * What the page may do. Scripts come from its own files only, never from its text. Styles too, but for the `<style>`
 * elements that Mantine and CodeMirror make, which carry the nonce of this one answer. Pictures may be made in the page
 * (bar codes). It may not be framed, and nothing else may be loaded from anywhere.
 */
export function contentSecurityPolicy(nonce: string, connect: UiFilesOptions['connect']): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self'",
    `connect-src ${connect === 'self' ? "'self'" : "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Names of one segment, in one folder: no name of this form leads out of it. */
const fileForm = /^(?:index\.html|assets\/[\w-][\w.-]*)$/;

export function createUiFiles({ dir, connect }: UiFilesOptions): UiFiles {
  return {
    async read(urlPath) {
      const name = urlPath === '/' ? 'index.html' : urlPath.slice(1);
      const type = types[path.posix.extname(name)];
      if (type === undefined || !fileForm.test(name)) return undefined;
      const bytes = await readOwnFile(path.join(dir, ...name.split('/')));
      if (bytes === undefined) return undefined;
      if (name === 'index.html') return page(bytes);
      // The names of assets contain the hash of their content.
      return {
        headers: {
          'Content-Type': type,
          'Cache-Control': 'public, max-age=31536000, immutable',
          'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
        },
        body: bytes,
      };
    },
  };

  function page(bytes: Uint8Array): UiAnswer {
    const nonce = randomBytes(16).toString('base64');
    const html = new TextDecoder().decode(bytes).replaceAll(noncePlaceholder, nonce);
    return {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store',
        'Content-Security-Policy': contentSecurityPolicy(nonce, connect),
      },
      body: new TextEncoder().encode(html),
    };
  }
}

/** Undefined where there is none, as while the window is built anew. Links are not followed: they could lead anywhere. */
async function readOwnFile(file: string): Promise<Uint8Array | undefined> {
  try {
    return (await lstat(file)).isFile() ? await readFile(file) : undefined;
  } catch {
    return undefined;
  }
}
