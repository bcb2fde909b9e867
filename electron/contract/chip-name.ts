// Owns: how a chip is called by people and on its package. Imports nothing.

/** `esp32c3` is written `ESP32-C3` by its maker; the contract and recipes have the short form, in lower case. */
export const chipName = (chip: string): string =>
  chip.toUpperCase().replace(/^(ESP32)([A-Z]\d+)$/, (_, family, kind) => `${family}-${kind}`);

/** The contract's form of what a person wrote: `ESP32-C3` is `esp32c3`. */
export const chipOfName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/^esp32-/, 'esp32');
