// Owns: problems of the engine as marks in the text: at their line and column, under the word that is meant.
import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';

export interface Mark {
  /** From 1, as the engine counts. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A word, or a key with what stands behind it in its line: a problem of a value is given at its key. */
const meant = /^(?:"[^"]*"|'[^']*'|[^\s:,[\]{}#]+)(?::\s+[^\s#][^#]*[^\s#])?/;

/** The text may have moved on since the engine read it: marks are kept inside of it. */
export function toDiagnostics(doc: Text, marks: readonly Mark[]): Diagnostic[] {
  return marks
    .map(({ line, column, message }): Diagnostic => {
      const { from, to, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const start = Math.min(Math.max(column - 1, 0), text.length);
      const word = meant.exec(text.slice(start))?.[0].length ?? 0;
      const end = word > 0 ? from + start + word : to;
      // A problem of an empty place (a missing key) is shown where the line begins.
      return { from: end > from + start ? from + start : from, to: end, severity: 'error', message };
    })
    .toSorted((a, b) => a.from - b.from);
}

/** Where in the document a line and column are, for jumping to. */
export function positionOf(doc: Text, line: number, column: number): number {
  const { from, length } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return from + Math.min(Math.max(column - 1, 0), length);
}
