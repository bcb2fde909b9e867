// Owns: a recipe's text as a YAML document, in time that grows with the text and no faster. Imports Node only.
// The library's own search for keys that are there twice compares each with each: 40,000 keys stop the engine for minutes.
import { type Document, isScalar, type LineCounter, parseDocument, visit } from 'yaml';

/** Parses a text; keys that are there twice are found by `repeatedKeys`. Never throws. */
export function parseYaml(text: string, lineCounter?: LineCounter): Document.Parsed {
  return parseDocument(text, {
    ...(lineCounter === undefined ? {} : { lineCounter }),
    prettyErrors: false,
    logLevel: 'silent',
    uniqueKeys: false,
    version: '1.2',
  });
}

/** Offsets of keys that their map has already, in the order of the text. Throws RangeError for one that is nested too deep. */
export function repeatedKeys(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) offsets.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return offsets.sort((a, b) => a - b);
}
