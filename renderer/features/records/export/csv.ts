// Owns: CSV that spreadsheets read as data, never as formulas. Imports nothing of ours.

/** A cell that starts so would be run as a formula by spreadsheet programs (OWASP, CSV injection). */
const formulaStart = /^[=+\-@\t\r]/;

/** Tells Excel that the file is UTF-8; other programs may show it as a stray character. */
export const byteOrderMark = '\uFEFF';

/** One record of RFC 4180: quoted where needed, ended by CRLF. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
