// Owns: the words of the app's command line. Imports Node only. Start reading at `parseArgs`.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface AppArgs {
  /** A virtual bench of so many units; the station's own choice without it. */
  readonly virtualUnits: number | undefined;
  readonly dataDir: string | undefined;
  readonly isKiosk: boolean;
  /** Files and links to open, in their order; files as absolute paths. */
  readonly opens: readonly string[];
}

export const linkScheme = 'slipway:';
const isLink = (word: string): boolean => word.toLowerCase().startsWith(linkScheme);
const isBundle = (word: string): boolean => word.toLowerCase().endsWith('.slipway') && !word.startsWith('-');
/** What a station without a window can do nothing with. */
export const isForWindow = (word: string): boolean => word === '--kiosk' || isLink(word) || isBundle(word);
const maxVirtualUnits = 32;

/**
 * `words` are without the program's own. Words that are not ours belong to Chromium or the desktop and are left alone.
 * Also parses what a second start hands over, relative to where that one was started.
 */
export function parseArgs(words: readonly string[], cwd: string): AppArgs {
  let virtualUnits: number | undefined;
  let dataDir: string | undefined;
  let isKiosk = false;
  const opens: string[] = [];
  for (const [index, word] of words.entries()) {
    const [name, attached] = splitOption(word);
    const value = attached ?? words[index + 1];
    if (name === '--virtual') virtualUnits = parseUnits(value);
    else if (name === '--data-dir' && value !== undefined) dataDir = path.resolve(cwd, value);
    else if (name === '--kiosk') isKiosk = true;
    else if (isLink(word)) opens.push(word);
    else if (isBundle(word)) opens.push(path.resolve(cwd, fileOf(word)));
  }
  return { virtualUnits, dataDir, isKiosk, opens };
}

/** Desktops may name a file by a `file:` URL (Desktop Entry Specification, `%U`). */
function fileOf(word: string): string {
  if (!/^file:/i.test(word)) return word;
  try {
    return fileURLToPath(word);
  } catch {
    // Of another computer, or no URL in spite of its beginning.
    return word;
  }
}

function splitOption(word: string): [string, string | undefined] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

/** A bench of four where the number is missing or no number; a wish outside the limits is brought inside. */
function parseUnits(value: string | undefined): number {
  const units = Number.parseInt(value ?? '', 10);
  return Number.isNaN(units) ? 4 : Math.min(maxVirtualUnits, Math.max(1, units));
}

/** Where in the window a `slipway://` link leads; undefined for one that leads nowhere. */
export function routeOfLink(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const { protocol, host, pathname } = new URL(link);
  if (protocol !== linkScheme) return undefined;
  const segments = [host, ...pathname.split('/')].filter((segment) => segment !== '');
  const route = `/${segments.join('/')}`;
  return knownRoutes.some((known) => known.test(route)) ? route : undefined;
}

/** A link comes from anywhere: it may show something, and never do anything. */
const knownRoutes: readonly RegExp[] = [
  /^\/line$/,
  /^\/records(?:\/charts)?$/,
  /^\/units\/[\w.-]{1,128}$/,
  /^\/library$/,
  /^\/station\/(?:slots|fleets|keys|doctor|appearance|about)$/,
];
