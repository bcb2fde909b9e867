// A streaming inflater (RFC 1950, 1951) that takes its input in pieces without leaving the caller's stack, as the one in
// the chips' ROM does. node:zlib's streams answer from another thread, which a virtual clock cannot see.

/** RFC 1951 section 3.2.5. */
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** RFC 1951 section 3.2.7: the order of the code length codes. */
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const WINDOW_BYTES = 0x8000;

export type InflateStatus = 'more' | 'done' | 'bad-data' | 'bad-adler';

export interface Inflater {
  /** Takes the next piece; answers what came out of it. */
  push(bytes: Uint8Array): { readonly status: InflateStatus; readonly output: Uint8Array };
}

interface Huffman {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
  /** By the next bits: length of the code << 16 | symbol; 0 for codes longer than the table's index. */
  readonly table: Uint32Array;
}

const TABLE_BITS = 10;
/** The longest symbol with all its extra bits takes 48 bits: with so many bytes at hand nothing needs to wait. */
const SAFE_BYTES = 8;

function huffman(lengths: readonly number[]): Huffman {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const offsets = new Uint16Array(16);
  for (let length = 1; length < 16; length++) offsets[length] = (offsets[length - 1] ?? 0) + (counts[length - 1] ?? 0);
  const symbols = new Uint16Array(lengths.length);
  const table = new Uint32Array(1 << TABLE_BITS);
  const firstCodes = new Uint16Array(17);
  for (let length = 1; length < 16; length++) {
    firstCodes[length + 1] = ((firstCodes[length] ?? 0) + (counts[length] ?? 0)) << 1;
  }
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const at = offsets[length] ?? 0;
    symbols[at] = symbol;
    offsets[length] = at + 1;
    const code = firstCodes[length] ?? 0;
    firstCodes[length] = code + 1;
    if (length > TABLE_BITS) return;
    // Codes come with their first bit first, so the table's index is the code reversed.
    let reversed = 0;
    for (let bit = 0; bit < length; bit++) if (code & (1 << bit)) reversed |= 1 << (length - 1 - bit);
    for (let index = reversed; index < table.length; index += 1 << length) table[index] = (length << 16) | symbol;
  });
  return { counts, symbols, table };
}

class BadDeflate extends Error {}

export function createInflater(): Inflater {
  let input = new Uint8Array(0);
  let at = 0;
  let bitBuffer = 0;
  let bitCount = 0;
  const window = new Uint8Array(WINDOW_BYTES);
  let windowAt = 0;
  let total = 0;
  let output = new Uint8Array(0x10000);
  let outputAt = 0;
  let adlerA = 1;
  let adlerB = 0;

  function emit(byte: number): void {
    if (outputAt === output.length) {
      const larger = new Uint8Array(output.length * 2);
      larger.set(output);
      output = larger;
    }
    output[outputAt++] = byte;
    window[windowAt] = byte;
    windowAt = (windowAt + 1) & (WINDOW_BYTES - 1);
    total += 1;
    adlerA += byte;
    if (adlerA >= 65521) adlerA -= 65521;
    adlerB += adlerA;
    if (adlerB >= 65521) adlerB -= 65521;
  }

  /** Yields whenever it needs input that has not come yet. */
  function* bits(count: number): Generator<void, number> {
    while (bitCount < count) {
      while (at >= input.length) yield;
      bitBuffer |= (input[at++] ?? 0) << bitCount;
      bitCount += 8;
    }
    const value = bitBuffer & ((1 << count) - 1);
    bitBuffer >>>= count;
    bitCount -= count;
    return value;
  }

  /** RFC 1951 section 3.2.2: codes of one length are consecutive integers. */
  function* symbol(code: Huffman): Generator<void, number> {
    let value = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      if (bitCount === 0) {
        while (at >= input.length) yield;
        bitBuffer = input[at++] ?? 0;
        bitCount = 8;
      }
      value |= bitBuffer & 1;
      bitBuffer >>>= 1;
      bitCount -= 1;
      const count = code.counts[length] ?? 0;
      if (value - count < first) return code.symbols[index + (value - first)] ?? 0;
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new BadDeflate();
  }

  /** Drops the rest of the byte; whole bytes that were taken ahead stay. */
  function alignToByte(): void {
    bitBuffer >>>= bitCount & 7;
    bitCount &= ~7;
  }

  function* stored(): Generator<void, void> {
    alignToByte();
    const length = yield* bits(16);
    const complement = yield* bits(16);
    if (length !== (~complement & 0xffff)) throw new BadDeflate();
    for (let count = 0; count < length; count++) emit(yield* bits(8));
  }

  function* dynamicCodes(): Generator<void, { literals: Huffman; distances: Huffman }> {
    const literalCount = (yield* bits(5)) + 257;
    const distanceCount = (yield* bits(5)) + 1;
    const codeCount = (yield* bits(4)) + 4;
    const codeLengths = new Array<number>(19).fill(0);
    for (const position of CODE_ORDER.slice(0, codeCount)) codeLengths[position] = yield* bits(3);
    const codes = huffman(codeLengths);
    const lengths: number[] = [];
    while (lengths.length < literalCount + distanceCount) {
      const value = yield* symbol(codes);
      if (value < 16) {
        lengths.push(value);
        continue;
      }
      const previous = lengths.at(-1);
      if (value === 16 && previous === undefined) throw new BadDeflate();
      const repeat = value === 16 ? 3 + (yield* bits(2)) : value === 17 ? 3 + (yield* bits(3)) : 11 + (yield* bits(7));
      for (let count = 0; count < repeat; count++) lengths.push(value === 16 ? (previous ?? 0) : 0);
    }
    if (lengths.length > literalCount + distanceCount) throw new BadDeflate();
    return { literals: huffman(lengths.slice(0, literalCount)), distances: huffman(lengths.slice(literalCount)) };
  }

  /** As `bits` and `symbol`, where input is at hand. */
  function bitsNow(count: number): number {
    while (bitCount < count) {
      bitBuffer |= (input[at++] ?? 0) << bitCount;
      bitCount += 8;
    }
    const value = bitBuffer & ((1 << count) - 1);
    bitBuffer >>>= count;
    bitCount -= count;
    return value;
  }

  function symbolNow(code: Huffman): number {
    while (bitCount < 15) {
      bitBuffer |= (input[at++] ?? 0) << bitCount;
      bitCount += 8;
    }
    const found = code.table[bitBuffer & ((1 << TABLE_BITS) - 1)] ?? 0;
    if (found !== 0) {
      bitBuffer >>>= found >>> 16;
      bitCount -= found >>> 16;
      return found & 0xffff;
    }
    let value = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      value |= bitsNow(1);
      const count = code.counts[length] ?? 0;
      if (value - count < first) return code.symbols[index + (value - first)] ?? 0;
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw new BadDeflate();
  }

  function copy(length: number, distance: number): void {
    if (distance > total) throw new BadDeflate();
    for (let count = 0; count < length; count++) emit(window[(windowAt - distance) & (WINDOW_BYTES - 1)] ?? 0);
  }

  /** Decodes while there is plenty of input; answers whether the block ended. */
  function compressedNow(literals: Huffman, distances: Huffman): boolean {
    while (input.length - at >= SAFE_BYTES) {
      const value = symbolNow(literals);
      if (value === 256) return true;
      if (value < 256) {
        emit(value);
        continue;
      }
      const base = LENGTH_BASE[value - 257];
      if (base === undefined) throw new BadDeflate();
      const length = base + bitsNow(LENGTH_EXTRA[value - 257] ?? 0);
      const code = symbolNow(distances);
      const distanceBase = DISTANCE_BASE[code];
      if (distanceBase === undefined) throw new BadDeflate();
      copy(length, distanceBase + bitsNow(DISTANCE_EXTRA[code] ?? 0));
    }
    return false;
  }

  function* compressed(literals: Huffman, distances: Huffman): Generator<void, void> {
    for (;;) {
      if (compressedNow(literals, distances)) return;
      const value = yield* symbol(literals);
      if (value === 256) return;
      if (value < 256) {
        emit(value);
        continue;
      }
      const base = LENGTH_BASE[value - 257];
      if (base === undefined) throw new BadDeflate();
      const length = base + (yield* bits(LENGTH_EXTRA[value - 257] ?? 0));
      const code = yield* symbol(distances);
      const distanceBase = DISTANCE_BASE[code];
      if (distanceBase === undefined) throw new BadDeflate();
      copy(length, distanceBase + (yield* bits(DISTANCE_EXTRA[code] ?? 0)));
    }
  }

  function* stream(): Generator<void, InflateStatus> {
    const header = ((yield* bits(8)) << 8) | (yield* bits(8));
    if (header % 31 !== 0 || (header & 0x0f00) !== 0x0800 || (header & 0x20) !== 0) throw new BadDeflate();
    const fixedLengths = Array.from({ length: 288 }, (_, code) =>
      code < 144 ? 8 : code < 256 ? 9 : code < 280 ? 7 : 8,
    );
    const fixed = { literals: huffman(fixedLengths), distances: huffman(new Array<number>(30).fill(5)) };
    for (;;) {
      const isLast = yield* bits(1);
      const kind = yield* bits(2);
      if (kind === 3) throw new BadDeflate();
      if (kind === 0) yield* stored();
      else {
        const codes = kind === 1 ? fixed : yield* dynamicCodes();
        yield* compressed(codes.literals, codes.distances);
      }
      if (isLast) break;
    }
    alignToByte();
    let expected = 0;
    for (let count = 0; count < 4; count++) expected = ((expected << 8) | (yield* bits(8))) >>> 0;
    return expected === ((adlerB << 16) | adlerA) >>> 0 ? 'done' : 'bad-adler';
  }

  const running = stream();
  let status: InflateStatus = 'more';
  return {
    push(bytes) {
      outputAt = 0;
      if (status === 'more') {
        input = new Uint8Array(bytes);
        at = 0;
        try {
          const step = running.next();
          if (step.done) status = step.value;
        } catch (thrown) {
          if (!(thrown instanceof BadDeflate)) throw thrown;
          status = 'bad-data';
        }
      }
      return { status, output: output.slice(0, outputAt) };
    },
  };
}
