// Owns: what a terminal shows after it was sent some bytes, as far as our own output goes. Imports nothing.
// Understands text, CR, LF, BS, and of ECMA-48 the CSI functions SGR, CUU, CUD, CUF, CUB, CHA, ED and EL. Start at `renderScreen`.

export interface Style {
  /** CSS colour, or undefined for the terminal's own. */
  readonly color: string | undefined;
  readonly isBold: boolean;
  readonly isDim: boolean;
}

export interface Cell {
  readonly text: string;
  readonly style: Style;
}

const plain: Style = { color: undefined, isBold: false, isDim: false };
const blank: Cell = { text: ' ', style: plain };

/** The eight colours of SGR 30 to 37 and their bright twins of 90 to 97, as most dark terminals show them. */
const palette = ['#545b66', '#f07178', '#8fce6a', '#e6c26a', '#6cb6ff', '#c792ea', '#5ccfe6', '#d6dae0'];
const cubeLevels = [0, 95, 135, 175, 215, 255];

/** Rows of cells that are on the screen, and above it, after `output`. */
export function renderScreen(output: string): Cell[][] {
  const rows: Cell[][] = [[]];
  let row = 0;
  let column = 0;
  let style = plain;
  const rowAt = (index: number): Cell[] => {
    while (rows.length <= index) rows.push([]);
    return rows[index] ?? [];
  };
  const put = (text: string): void => {
    const cells = rowAt(row);
    while (cells.length < column) cells.push(blank);
    cells[column] = { text, style };
    column += 1;
  };
  const control = (final: string, parameters: number[]): void => {
    const count = Math.max(1, parameters[0] ?? 1);
    const cells = rowAt(row);
    if (final === 'A') row = Math.max(0, row - count);
    else if (final === 'B') row += count;
    else if (final === 'C') column += count;
    else if (final === 'D') column = Math.max(0, column - count);
    else if (final === 'G') column = count - 1;
    else if (final === 'm') style = applySgr(style, parameters);
    else if (final === 'K') {
      const mode = parameters[0] ?? 0;
      if (mode === 2) cells.length = 0;
      else if (mode === 0) cells.length = Math.min(cells.length, column);
    } else if (final === 'J' && (parameters[0] ?? 0) === 0) {
      cells.length = Math.min(cells.length, column);
      rows.length = row + 1;
    }
  };

  // A CSI sequence, another escape sequence, or one character.
  // biome's rule against control characters is met by building the expression from code points.
  const esc = String.fromCharCode(27);
  const token = new RegExp(`${esc}\\[([?0-9;]*)([A-Za-z])|${esc}.|[^${esc}]`, 'gu');
  for (const [whole, parameters, final] of output.matchAll(token)) {
    if (final !== undefined) control(final, (parameters ?? '').split(';').filter(Boolean).map(Number));
    else if (whole === '\n') {
      row += 1;
      column = 0;
    } else if (whole === '\r') column = 0;
    else if (whole === '\b') column = Math.max(0, column - 1);
    else if (!whole.startsWith(esc) && whole >= ' ') put(whole);
  }
  while (rows.length > 0 && (rows.at(-1) ?? []).every((cell) => cell.text.trim() === '')) rows.pop();
  return rows.map((cells) => Array.from(cells, (cell) => cell ?? blank));
}

function applySgr(style: Style, parameters: readonly number[]): Style {
  let next = parameters.length === 0 ? plain : style;
  for (let index = 0; index < parameters.length; index++) {
    const code = parameters[index] ?? 0;
    if (code === 0) next = plain;
    else if (code === 1) next = { ...next, isBold: true };
    else if (code === 2) next = { ...next, isDim: true };
    else if (code === 22) next = { ...next, isBold: false, isDim: false };
    else if (code === 39) next = { ...next, color: undefined };
    else if (code >= 30 && code <= 37) next = { ...next, color: palette[code - 30] };
    else if (code >= 90 && code <= 97) next = { ...next, color: palette[code - 90] };
    else if (code === 38 && parameters[index + 1] === 5) {
      next = { ...next, color: color256(parameters[index + 2] ?? 7) };
      index += 2;
    } else if (code === 38 && parameters[index + 1] === 2) {
      next = { ...next, color: `rgb(${parameters.slice(index + 2, index + 5).join(',')})` };
      index += 4;
    }
  }
  return next;
}

function color256(index: number): string | undefined {
  if (index < 16) return palette[index % 8];
  if (index >= 232)
    return `rgb(${Array(3)
      .fill(8 + (index - 232) * 10)
      .join(',')})`;
  const cube = index - 16;
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => cubeLevels[level]).join(',')})`;
}
