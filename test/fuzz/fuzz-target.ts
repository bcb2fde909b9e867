// Owns: fuzzing one parser: seeds, mutations, what counts as a defect, and the corpus that is kept.
// A parser may read the bytes or refuse them with a SlipwayError; anything else thrown, an input that takes longer than
// ten seconds, or a heap that grows without end is a defect. Start reading at `fuzz`.
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SlipwayError } from '../../electron/contract/errors.ts';

const runs = Number(process.env['FUZZ_RUNS'] ?? 300);
const slowestMs = 10_000;
const heapLimitBytes = 256 * 1024 * 1024;
/** Inputs kept per parser: each is refused or read in a way of its own. */
const keptPerTarget = 48;

export interface FuzzTarget {
  readonly name: string;
  /** Inputs that the parser reads, to mutate. */
  readonly seeds: () => readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  readonly parse: (bytes: Uint8Array) => unknown;
  /** Makes checksums fit again, so that a mutation gets past them; applied to every second input. */
  readonly repair?: (bytes: Uint8Array) => Uint8Array;
  /** Share of FUZZ_RUNS for parsers that are slow by nature. */
  readonly share?: number;
}

type Mutation =
  | { readonly kind: 'set'; readonly at: number; readonly byte: number }
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: 'truncate'; readonly at: number };

/** Places as fractions, so that one mutation fits inputs of any length and shrinks well. */
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const interesting = fc.constantFrom(0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff, 0xc0, 0xdb, 0x0a, 0x22, 0x2f, 0x5c);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: fraction, byte: fc.oneof(interesting, fc.nat(255)) }),
  fc.record({ kind: fc.constant('flip' as const), at: fraction, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('cut' as const), at: fraction, length: fc.integer({ min: 1, max: 64 }) }),
  fc.record({
    kind: fc.constant('insert' as const),
    at: fraction,
    bytes: fc.uint8Array({ minLength: 1, maxLength: 32 }),
  }),
  fc.record({
    kind: fc.constant('repeat' as const),
    at: fraction,
    length: fc.integer({ min: 1, max: 32 }),
    times: fc.integer({ min: 2, max: 64 }),
  }),
  fc.record({ kind: fc.constant('truncate' as const), at: fraction }),
);

function mutate(input: Uint8Array, mutations: readonly Mutation[]): Uint8Array {
  let bytes = Buffer.from(input);
  for (const change of mutations) {
    const at = Math.floor(change.at * bytes.length);
    switch (change.kind) {
      case 'set':
        if (bytes.length > 0) bytes[at] = change.byte;
        break;
      case 'flip':
        if (bytes.length > 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << change.bit);
        break;
      case 'cut':
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + change.length)]);
        break;
      case 'insert':
        bytes = Buffer.concat([bytes.subarray(0, at), change.bytes, bytes.subarray(at)]);
        break;
      case 'repeat': {
        const piece = bytes.subarray(at, at + change.length);
        bytes = Buffer.concat([
          bytes.subarray(0, at),
          ...Array.from({ length: change.times }, () => piece),
          bytes.subarray(at),
        ]);
        break;
      }
      case 'truncate':
        bytes = bytes.subarray(0, at);
        break;
    }
  }
  return new Uint8Array(bytes);
}

/** How the parser took it: the shape of the answer, with numbers and quoted parts blanked. */
async function judge(target: FuzzTarget, bytes: Uint8Array): Promise<string> {
  const startedMs = performance.now();
  let verdict = 'read';
  try {
    await target.parse(bytes);
  } catch (thrown) {
    if (!(thrown instanceof SlipwayError) || thrown.code === 'station/internal') throw thrown;
    verdict = `${thrown.code} ${thrown.message
      .replaceAll(/"[^"]*"/g, '""')
      .replaceAll(/(?:0x)?[0-9a-f]*\d[0-9a-f]*/gi, '#')
      .slice(0, 100)}`;
  }
  const tookMs = performance.now() - startedMs;
  if (tookMs > slowestMs) throw new Error(`${target.name}: ${bytes.length} bytes took ${Math.round(tookMs)} ms`);
  return verdict;
}

const corpusDir = (name: string) => path.join(import.meta.dirname, 'corpus', name);

function keptInputs(name: string): { file: string; bytes: Uint8Array }[] {
  const dir = corpusDir(name);
  mkdirSync(dir, { recursive: true });
  return readdirSync(dir).map((file) => ({ file, bytes: new Uint8Array(readFileSync(path.join(dir, file))) }));
}

function keep(name: string, bytes: Uint8Array, why: string): void {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  writeFileSync(path.join(corpusDir(name), `${why}-${hash}.bin`), bytes);
}

/** What one parser went through, for `npm run fuzz`, which collects it in the file that FUZZ_STATS names. */
export interface FuzzStats {
  readonly name: string;
  readonly inputs: number;
  readonly corpus: number;
  /** Different ways in which it read or refused. */
  readonly verdicts: number;
  readonly tookMs: number;
}

function report(stats: FuzzStats): void {
  const file = process.env['FUZZ_STATS'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(stats)}\n`);
}

/** Tests of one parser: everything in its corpus, then FUZZ_RUNS mutations of seeds and corpus. */
export function fuzz(target: FuzzTarget): void {
  describe(`fuzz ${target.name}`, () => {
    test('every input of the corpus is read or refused', async () => {
      for (const { file, bytes } of keptInputs(target.name)) {
        await expect(judge(target, bytes), file).resolves.toBeTypeOf('string');
      }
    });

    test(`mutations are read or refused`, async () => {
      const startedMs = performance.now();
      const kept = keptInputs(target.name);
      const seeds = [...(await target.seeds()), ...kept.map(({ bytes }) => bytes)];
      const verdicts = new Set<string>();
      for (const { bytes } of kept) verdicts.add(await judge(target, bytes));
      const heapBefore = process.memoryUsage().heapUsed;
      const numRuns = Math.max(20, Math.round(runs * (target.share ?? 1)));
      const input = fc.record({
        seed: fc.nat(seeds.length),
        mutations: fc.array(mutation, { maxLength: 6 }),
        noise: fc.uint8Array({ maxLength: 512 }),
        isRepaired: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(input, async ({ seed, mutations, noise, isRepaired }) => {
          // One place more than there are seeds: pure noise.
          const mutated = mutate(seeds[seed] ?? noise, mutations);
          const bytes = isRepaired && target.repair !== undefined ? target.repair(mutated) : mutated;
          try {
            const verdict = await judge(target, bytes);
            if (
              process.env['FUZZ_KEEP'] === '1' &&
              !verdicts.has(verdict) &&
              bytes.length <= 13_000 &&
              verdicts.size < keptPerTarget
            ) {
              keep(target.name, bytes, 'kept');
            }
            verdicts.add(verdict);
          } catch (thrown) {
            if (process.env['FUZZ_KEEP'] === '1') keep(target.name, bytes, 'defect');
            throw thrown;
          }
        }),
        { numRuns, ...(process.env['FUZZ_SEED'] === undefined ? {} : { seed: Number(process.env['FUZZ_SEED']) }) },
      );
      expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(heapLimitBytes);
      report({
        name: target.name,
        inputs: numRuns,
        corpus: kept.length,
        verdicts: verdicts.size,
        tookMs: performance.now() - startedMs,
      });
      // A parser that takes everything, or nothing, was not really tried.
      expect(verdicts.size, [...verdicts].join('\n')).toBeGreaterThan(1);
    });
  });
}
