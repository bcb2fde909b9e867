// Owns: telling a barcode scanner from a person: both are keyboards, one is faster than any fingers. Pure but for its
// deps. Start reading at `createScanCatcher`.

export interface ScanCatcherDeps {
  readonly onScan: (text: string) => void;
  /** A key that a person pressed: it came alone. */
  readonly onKey: (key: string) => void;
  readonly setTimer: (act: () => void, ms: number) => () => void;
}

export interface ScanCatcher {
  /** Whether the key belongs to a scan and nobody else may see it. */
  key(key: string, atMs: number): 'scan' | 'later' | 'ignored';
  /** The window lost the keyboard: what was begun is dropped. */
  reset(): void;
}

/** Scanners send a character every 1 to 20 ms; the fastest typists stay above 50. */
const fastestFingersMs = 45;
/** Shorter than any code on a card or label. */
const shortestScan = 3;

/**
 * A character that comes alone is a key press and is told after the time in which a scanner would have sent its next.
 * Characters in a burst that ends with Enter or Tab are a scan. A burst that just stops was a scanner without a suffix,
 * or a cat: nothing happens.
 */
export function createScanCatcher({ onScan, onKey, setTimer }: ScanCatcherDeps): ScanCatcher {
  let buffer = '';
  let lastAtMs = Number.NEGATIVE_INFINITY;
  let cancelTimer = () => {};

  const settle = () => {
    const lone = buffer;
    buffer = '';
    if (lone.length === 1) onKey(lone);
  };

  return {
    key(key, atMs) {
      cancelTimer();
      const isBurst = atMs - lastAtMs <= fastestFingersMs;
      if (!isBurst && buffer !== '') settle();
      if (key === 'Enter' || key === 'Tab') {
        const text = buffer.trim();
        buffer = '';
        lastAtMs = Number.NEGATIVE_INFINITY;
        if (!isBurst || text.length < shortestScan) {
          // Two quick keys of a person before Enter.
          for (const lone of text) onKey(lone);
          return 'ignored';
        }
        onScan(text);
        return 'scan';
      }
      if ([...key].length !== 1) {
        // Shift and the like come between the characters of a scan.
        if (isBurst) {
          lastAtMs = atMs;
          cancelTimer = setTimer(settle, fastestFingersMs);
        }
        return 'ignored';
      }
      buffer += key;
      lastAtMs = atMs;
      cancelTimer = setTimer(settle, fastestFingersMs);
      return buffer.length > 1 ? 'scan' : 'later';
    },
    reset() {
      cancelTimer();
      buffer = '';
      lastAtMs = Number.NEGATIVE_INFINITY;
    },
  };
}
