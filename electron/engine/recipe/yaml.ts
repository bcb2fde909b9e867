// Owns: a recipe's text as a YAML document, in bounded time. Imports Node only.
// The library takes microseconds for each word or sign, so that half a megabyte of `[` would stop the engine for seconds;
// and its own search for keys that are there twice compares each with each. Start reading at `parseYaml`.
import { type Document, isScalar, Lexer, type LineCounter, parseDocument, visit, YAMLParseError } from 'yaml';

/** What a recipe may be. The largest example has 2,200 characters, 730 words and signs, and is nested 4 deep. */
export const yamlLimits = { characters: 256 * 1024, tokens: 20_000, depth: 32 } as const;

/** Where a text is too much, and how; undefined for one within the limits. */
function excessOf(text: string): { readonly offset: number; readonly message: string } | undefined {
  const { characters, tokens, depth } = yamlLimits;
  if (text.length > characters)
    return {
      offset: characters,
      message: `The text has ${text.length} characters; a recipe has at most ${characters}`,
    };
  let offset = 0;
  let count = 0;
  /** Brackets and braces that are open. */
  let flowDepth = 0;
  /** `- - -` and `? ? ?`: each opens another level on the same line. */
  let compactDepth = 0;
  for (const token of new Lexer().lex(text)) {
    count += 1;
    if (count > tokens)
      return { offset, message: `The text has more than ${tokens} words and signs; a recipe has fewer` };
    if (token === '[' || token === '{') flowDepth += 1;
    else if (token === ']' || token === '}') flowDepth = Math.max(0, flowDepth - 1);
    else if (token === '-' || token === '?') compactDepth += 1;
    else if (token.includes('\n')) compactDepth = 0;
    if (flowDepth > depth || compactDepth > depth)
      return { offset, message: `The text is nested more than ${depth} deep; a recipe is not` };
    offset += isMark(token) ? 0 : token.length;
  }
  return undefined;
}

/** The lexer's own marks for the begin of a document, of a scalar and of an end in error: no part of the text. */
const isMark = (token: string): boolean => token === '\u0002' || token === '\u001f' || token === '\u0018';

/**
 * Parses a text; keys that are there twice are found by `repeatedKeys`. A text beyond the limits becomes an empty document
 * with an error where it is too much. Never throws.
 */
export function parseYaml(text: string, lineCounter?: LineCounter): Document.Parsed {
  const excess = excessOf(text);
  const options = { prettyErrors: false, logLevel: 'silent', uniqueKeys: false, version: '1.2' } as const;
  if (excess === undefined)
    return parseDocument(text, { ...(lineCounter === undefined ? {} : { lineCounter }), ...options });
  const document = parseDocument('', options);
  const { offset, message } = excess;
  document.errors.push(new YAMLParseError([offset, offset + 1], 'RESOURCE_EXHAUSTION', message));
  if (lineCounter !== undefined) countLines(text.slice(0, offset), lineCounter);
  return document;
}

/** Without this the place of the error would have no line. */
function countLines(text: string, lineCounter: LineCounter): void {
  lineCounter.addNewLine(0);
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lineCounter.addNewLine(end + 1);
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
