// Owns: where in a YAML document a position is, from the indentation alone, so that it also works in half-written text.
// Imports nothing. Start reading at `placeAt`.

export interface YamlPlace {
  /** Keys and list items from the outside in; items of lists are `*`. */
  readonly path: readonly string[];
  /** `key`: a key is being written; `value`: what stands behind the key at the end of `path`. */
  readonly kind: 'key' | 'value';
  /** What has been written of it so far. */
  readonly prefix: string;
  /** Keys that its neighbours have, so that none is offered twice. */
  readonly siblings: ReadonlySet<string>;
}

interface Line {
  readonly indent: number;
  /** Indents of the `- ` in front of the key: each is an item of a list. */
  readonly dashes: readonly number[];
  readonly key: string | undefined;
  readonly value: string;
}

const parts = /^(\s*)((?:- +)*)(?:("[^"]*"|'[^']*'|[^\s:#'"{[-][^:#]*?)\s*:(?=\s|$)\s*)?(.*)$/;

function read(text: string): Line | undefined {
  const found = parts.exec(text);
  if (found === null) return undefined;
  const [, space = '', dash = '', key, value = ''] = found;
  const dashes = [...dash.matchAll(/-/g)].map(({ index }) => space.length + index);
  return { indent: space.length + dash.length, dashes, key: key?.replaceAll(/^["']|["']$/g, ''), value };
}

const isBlank = (text: string) => /^\s*(?:#.*)?$/.test(text);

/** `lines` up to any end; the position is in line `row` (from 0) before character `column` (from 0). */
export function placeAt(lines: readonly string[], row: number, column: number): YamlPlace | undefined {
  const whole = lines[row] ?? '';
  const before = whole.slice(0, column);
  if (/(?:^|\s)#/.test(before)) return undefined;
  const line = read(before);
  // A lone dash is an item that has begun.
  const here = /^\s*-$/.test(before) ? read(`${before} `) : line;
  if (here === undefined) return undefined;
  const parents = parentsOf(lines, row, here);
  const items = here.dashes.map(() => '*');
  if (here.key !== undefined) {
    return { path: [...parents, ...items, here.key], kind: 'value', prefix: here.value, siblings: new Set() };
  }
  return {
    path: [...parents, ...items],
    kind: 'key',
    prefix: here.value,
    siblings: siblingsOf(lines, row, here.indent),
  };
}

/** Upwards, every line that stands further left than all before it is a parent. */
function parentsOf(lines: readonly string[], row: number, from: Line): string[] {
  const path: string[] = [];
  let limit = from.dashes[0] ?? from.indent;
  // A list may stand at the indent of its key: `images:` above `- name`.
  let mayBeLevel = from.dashes.length > 0;
  for (let above = row - 1; above >= 0 && (limit > 0 || mayBeLevel); above -= 1) {
    const text = lines[above] ?? '';
    if (isBlank(text)) continue;
    const line = read(text);
    if (line === undefined) continue;
    const isParentKey =
      line.key !== undefined &&
      (line.indent < limit || (mayBeLevel && line.dashes.length === 0 && line.indent === limit));
    if (isParentKey && line.key !== undefined) {
      path.unshift(line.key);
      limit = line.indent;
      mayBeLevel = false;
    }
    for (const dash of line.dashes.toReversed()) {
      if (dash >= limit) continue;
      path.unshift('*');
      limit = dash;
      mayBeLevel = true;
    }
  }
  return path;
}

function siblingsOf(lines: readonly string[], row: number, indent: number): Set<string> {
  const keys = new Set<string>();
  for (const step of [-1, 1]) {
    for (let at = row + step; at >= 0 && at < lines.length; at += step) {
      const text = lines[at] ?? '';
      if (isBlank(text)) continue;
      const line = read(text);
      if (line === undefined || line.indent < indent) break;
      // The first line of the item below belongs to another item.
      if (step === 1 && line.dashes.length > 0 && line.indent === indent) break;
      if (line.indent === indent && line.key !== undefined) keys.add(line.key);
      if (step === -1 && line.dashes.length > 0 && line.indent === indent) break;
    }
  }
  return keys;
}
