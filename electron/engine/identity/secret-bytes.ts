/** Secret bytes that can be used for a moment, wiped, and never printed. */
export interface SecretBytes {
  /** Lends the bytes to `work`, which must not keep them. Throws a RangeError once wiped. */
  use<T>(work: (bytes: Uint8Array) => T): T;
  /** Overwrites the bytes with zeros; calling it twice is fine. */
  wipe(): void;
  readonly isWiped: boolean;
}

const redacted = '[secret]';
/** `inspect.custom` of node:util, which loads worker threads and more with it: too much for a symbol, at each start. */
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

/**
 * Takes over `bytes`: from now on only the holder reads or wipes them.
 * JSON, string and console output say `[secret]`, so that a log or a crash report cannot carry them.
 */
export function createSecretBytes(bytes: Uint8Array): SecretBytes {
  let isWiped = false;
  const secret = {
    use<T>(work: (held: Uint8Array) => T): T {
      if (isWiped) throw new RangeError('The secret has been wiped.');
      return work(bytes);
    },
    wipe() {
      bytes.fill(0);
      isWiped = true;
    },
    get isWiped() {
      return isWiped;
    },
    toJSON: () => redacted,
    toString: () => redacted,
    [inspectCustom]: () => redacted,
  };
  return secret;
}
