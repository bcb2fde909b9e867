// Owns: the built window as files with their headers, for `slipway serve` and for the desktop's own protocol alike.
// Imports nothing of ours. Start reading at `createUiFiles`.
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
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

/** Files are looked up in the list of those that are there, so that no path can lead out of the folder. */
export function createUiFiles({ dir, connect }: UiFilesOptions): UiFiles {
  let files: ReadonlySet<string> | undefined;

  return {
    async read(urlPath) {
      const name = urlPath === '/' ? 'index.html' : urlPath.slice(1);
      // The list is made anew with each page, for the window may be built while the station runs.
      if (files === undefined || name === 'index.html') files = await list(dir);
      const type = types[path.posix.extname(name)];
      if (type === undefined || !files.has(name)) return undefined;
      const bytes = await readFile(path.join(dir, ...name.split('/'))).catch(() => undefined);
      // It was there when the list was made: the window is being built anew.
      if (bytes === undefined) return undefined;
      if (name === 'index.html') return page(bytes);
      // The names of assets contain the hash of their content.
      const caching = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      return {
        headers: {
          'Content-Type': type,
          'Cache-Control': caching,
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

/** Regular files below the folder, as `assets/index.js`; links are not followed. */
async function list(dir: string): Promise<ReadonlySet<string>> {
  try {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    const names = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
    return new Set(names);
  } catch {
    return new Set();
  }
}
