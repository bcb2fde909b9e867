import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { readRegularFile } from '../util/regular-file.ts';

const maxPoolBytes = 64 * 1024 * 1024;

/**
 * Serial numbers of a CSV file with a header row and a column `serial`, in order. Rejects with identity/pool-invalid, which
 * names the line and quotes nothing of it: it may be told to somebody who must not read the file.
 */
export async function readSerialPool(file: string): Promise<string[]> {
  const bytes = await readRegularFile(file, maxPoolBytes).catch((thrown: unknown) => {
    throw invalid(
      file,
      1,
      say('reason-pool-unreadable', { cause: thrown instanceof Error ? thrown.message : String(thrown) }),
    );
  });
  return parseSerialPool(bytes.toString('utf8'), file);
}

export function parseSerialPool(text: string, file: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const header = cellsOf(lines[0] ?? '').map((cell) => cell.toLowerCase());
  const column = header.indexOf('serial');
  if (column === -1) throw invalid(file, 1, say('reason-pool-no-column'));
  const lineOf = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const serial = cellsOf(line)[column] ?? '';
    if (!/^[\x21-\x7e]{1,64}$/.test(serial)) throw invalid(file, index + 1, say('reason-pool-no-serial'));
    const earlier = lineOf.get(serial);
    if (earlier !== undefined) throw invalid(file, index + 1, say('reason-pool-twice', { otherLine: earlier }));
    lineOf.set(serial, index + 1);
  }
  if (lineOf.size === 0) throw invalid(file, 1, say('reason-pool-nothing'));
  return [...lineOf.keys()];
}

/** Serial numbers hold no commas; quotes around a cell are taken off. */
const cellsOf = (line: string): string[] => line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

const invalid = (file: string, line: number, reason: Sentence) =>
  new SlipwayError('identity/pool-invalid', say('serial-pool-invalid', { file, line, reason }));
