// Owns: small pure functions over bytes. Imports nothing. Start reading anywhere; each stands alone.

/** All chunks in one new array. */
export function concatBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const joined = new Uint8Array(total);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Lower-case hex without separators. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Reads pairs of hex digits; blanks and colons between them are fine. Throws a TypeError on anything else. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/[\s:]/g, '');
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits)) throw new TypeError(`not pairs of hex digits: ${text.slice(0, 40)}`);
  return new Uint8Array(Buffer.from(digits, 'hex'));
}

/** A hex dump of at most `maxBytes` for messages: `c0 00 08 … (412 bytes)`. */
export function previewHex(bytes: Uint8Array, maxBytes = 16): string {
  const shown = toHex(bytes.subarray(0, maxBytes)).replace(/(..)(?=.)/g, '$1 ');
  return bytes.length > maxBytes ? `${shown} … (${bytes.length} bytes)` : shown;
}

/** The bytes, followed by `fill` up to a multiple of `alignment`. */
export function padTo(bytes: Uint8Array, alignment: number, fill: number): Uint8Array {
  const excess = bytes.length % alignment;
  if (excess === 0) return bytes;
  const padded = new Uint8Array(bytes.length + alignment - excess).fill(fill, bytes.length);
  padded.set(bytes);
  return padded;
}

/** Little-endian view over exactly these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
