// Owns: the app's own log file, bounded; what runs did is in the journal, not here. Start reading at `createLog`.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const maxBytes = 1024 * 1024;

/** Two files at most: the current one and the one before. A log that cannot be written is no reason to stop. */
export function createLog(dir: string, isShown: boolean): (line: string) => void {
  const file = path.join(dir, 'slipway.log');
  return (line) => {
    const text = `${new Date().toISOString()} ${line}\n`;
    if (isShown) process.stderr.write(text);
    try {
      mkdirSync(dir, { recursive: true });
      if (sizeOf(file) > maxBytes) renameSync(file, `${file}.old`);
      appendFileSync(file, text, { mode: 0o600 });
    } catch {
      // Nobody to tell: the log itself is what fails.
    }
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
