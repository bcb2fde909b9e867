// Owns: identifiers that sort by the time at which they were made. Imports node:crypto for randomness only.
// Start reading at `createIdSource`.
import { randomFillSync } from 'node:crypto';

/** Crockford's base 32: no I, L, O, U, so that an id can be read out aloud. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export interface IdDeps {
  readonly nowMs: () => number;
  readonly random?: (bytes: Uint8Array) => Uint8Array;
}

/** Makes ULIDs (github.com/ulid/spec): 48 bits of Unix milliseconds and 80 random bits in 26 characters. */
export function createIdSource(deps: IdDeps): () => string {
  const random = deps.random ?? ((bytes: Uint8Array) => randomFillSync(bytes));
  return () => {
    const bytes = random(new Uint8Array(10));
    let value = BigInt(Math.max(0, Math.floor(deps.nowMs()))) & 0xffffffffffffn;
    for (const byte of bytes) value = (value << 8n) | BigInt(byte);
    let text = '';
    for (let index = 0; index < 26; index++) {
      text = ALPHABET.charAt(Number(value & 31n)) + text;
      value >>= 5n;
    }
    return text;
  };
}
