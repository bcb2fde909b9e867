// Owns: what a label looks like, made from the expression that it must match: people read an example, not an expression.
// Pure. Start reading at `labelExample`.

/** As the engine asks: the whole of it matches. Undefined where this window cannot read the expression at all. */
export function isLabel(pattern: string, text: string): boolean | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return undefined;
  }
}

/** `AC-0000` for `^AC-[0-9]{4}$`; undefined where the expression has more to it than labels have. */
export function labelExample(pattern: string): string | undefined {
  const example = exampleOf(pattern);
  return example !== undefined && example !== '' && isLabel(pattern, example) === true ? example : undefined;
}

const classOf: Readonly<Record<string, string>> = { d: '0', w: 'A', s: ' ' };

function exampleOf(pattern: string): string | undefined {
  let rest = pattern;
  let made = '';
  while (rest !== '') {
    const piece = firstPiece(rest);
    if (piece === undefined) return undefined;
    rest = rest.slice(piece.length);
    // At least so often as it must: what may be left out, is.
    const times = /^(?:\{(\d+)(?:,\d*)?\}|([?*+]))\??/.exec(rest);
    rest = rest.slice(times?.[0].length ?? 0);
    const count = times?.[1] !== undefined ? Number(times[1]) : times?.[2] === '+' ? 1 : times === null ? 1 : 0;
    if (count > 64) return undefined;
    made += piece.example.repeat(count);
  }
  return made;
}

interface Piece {
  readonly example: string;
  /** In characters of the expression. */
  readonly length: number;
}

/** The first thing that the expression asks for, without how often. */
function firstPiece(pattern: string): Piece | undefined {
  const [first = ''] = pattern;
  if (first === '^' || first === '$') return { example: '', length: 1 };
  if (first === '.') return { example: '0', length: 1 };
  if (first === '\\') {
    const [, escaped = ''] = pattern;
    if (/[dws]/.test(escaped)) return { example: classOf[escaped] ?? '', length: 2 };
    return /[A-Za-z0-9]/.test(escaped) || escaped === '' ? undefined : { example: escaped, length: 2 };
  }
  const set = /^\[([^\]^\\][^\]\\]*|\\[dw])\]/.exec(pattern);
  if (set?.[1] !== undefined) {
    const [member = ''] = set[1];
    return { example: member === '\\' ? (classOf[set[1][1] ?? ''] ?? '') : member, length: set[0].length };
  }
  // A choice without a choice in it: its first.
  const group = /^\((?:\?:)?([^()|]+)(?:\|[^()|]+)*\)/.exec(pattern);
  if (group?.[1] !== undefined) {
    const example = exampleOf(group[1]);
    return example === undefined ? undefined : { example, length: group[0].length };
  }
  return /[[\](){}*+?|]/.test(first) ? undefined : { example: first, length: 1 };
}
