// Owns: colour, tables, durations and sizes in a terminal. Imports nothing of ours. Colour never carries meaning alone.
import { styleText } from 'node:util';

type Colour = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';

export type Paint = (colour: Colour, text: string) => string;

export const createPaint = (isColoured: boolean): Paint =>
  isColoured ? (colour, text) => styleText(colour, text, { validateStream: false }) : (_colour, text) => text;

export const outcomeColour = (outcome: string): Colour =>
  outcome === 'PASS' || outcome === 'passed' ? 'green' : outcome === 'FAIL' || outcome === 'failed' ? 'red' : 'yellow';

/** Device text (console, USB names) must not move the cursor or change colours. */
export const printable = (text: string): string =>
  // biome would have the escape written differently; this is every C0 and C1 control character but tab and newline.
  [...text].filter((char) => char === '\n' || char === '\t' || !/\p{Cc}/u.test(char)).join('');

/** Columns as wide as their widest cell; the last one is not padded. One column may hold outcomes, which are coloured. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint,
  outcomeColumn?: number,
): string {
  const clean = rows.map((row) => row.map((cell) => printable(cell).replaceAll('\n', ' ')));
  const widths = head.map((title, column) => Math.max(title.length, ...clean.map((row) => (row[column] ?? '').length)));
  const pad = (cell: string, column: number) => (column === head.length - 1 ? cell : cell.padEnd(widths[column] ?? 0));
  // Coloured after padding: escape sequences have no width.
  const line = (row: readonly string[]) =>
    row.map((cell, column) => {
      const padded = pad(cell, column);
      return column === outcomeColumn ? paint(outcomeColour(cell), padded) : padded;
    });
  return [paint('dim', head.map(pad).join('  ')), ...clean.map((row) => line(row).join('  '))]
    .map((text) => `${text.trimEnd()}\n`)
    .join('');
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export function minutes(ms: number): string {
  const total = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(total / 60)}:${String(total % 60).padStart(2, '0')}`;
}

export const size = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MiB` : `${Math.ceil(bytes / 1024)} KiB`;

export const when = (ms: number | null): string =>
  ms === null ? '-' : new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
