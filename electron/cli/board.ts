// Owns: one line per slot that is redrawn in place. Imports siblings only. Start reading at `createBoard`.
import type { Io } from './io.ts';
import { minutes, type Paint, printable } from './style.ts';

/** People cannot read faster, and a serial console over SSH cannot draw faster. */
const redrawMs = 100;
const barWidth = 20;

export interface BoardLine {
  readonly slot: string;
  readonly fraction: number;
  readonly remainingMs: number | undefined;
  readonly label: string;
}

export interface Board {
  /** Draws again soon; many calls make one drawing. */
  changed(): void;
  /** Writes a lasting line above the moving ones. */
  say(text: string): void;
  /** Takes the moving lines away. */
  close(): void;
}

/** `lines` is asked at each drawing. On anything but a terminal only `say` shows. */
export function createBoard(io: Io, paint: Paint, lines: () => readonly BoardLine[]): Board {
  let drawnLines = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const erase = () => {
    // Cursor up and erase below (ECMA-48 CUU, ED).
    const text = drawnLines > 0 ? `\u001b[${drawnLines}A\u001b[0J` : '';
    drawnLines = 0;
    return text;
  };
  const draw = () => {
    timer = undefined;
    if (isClosed) return;
    const rows = lines().map((line) => `${lineText(line, paint, io.columns)}\n`);
    io.out(erase() + rows.join(''));
    drawnLines = rows.length;
  };
  return {
    changed() {
      if (!io.isTerminal || isClosed) return;
      timer ??= setTimeout(draw, redrawMs);
    },
    say(text) {
      io.out(`${erase()}${text}\n`);
      if (io.isTerminal && !isClosed) draw();
    },
    close() {
      clearTimeout(timer);
      isClosed = true;
      io.out(erase());
    },
  };
}

export function lineText(line: BoardLine, paint: Paint, columns: number): string {
  const filled = Math.floor(line.fraction * barWidth);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
  // Rounded down: 100 % is said when it is done, not before.
  const percent = `${Math.floor(line.fraction * 100)} %`.padStart(5);
  const left = line.remainingMs === undefined ? '      ' : `${minutes(line.remainingMs).padStart(5)} `;
  const head = `${line.slot.padEnd(4)} `;
  const used = head.length + barWidth + 1 + percent.length + 1 + left.length + 1;
  const label = printable(line.label).slice(0, Math.max(0, columns - used - 1));
  return `${head}${paint('cyan', bar)} ${percent} ${left} ${label}`;
}
