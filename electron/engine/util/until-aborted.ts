// Owns: waiting until somebody aborts: Ctrl-C, a listener that leaves, the end of the station. Imports nothing.

/** Resolves when the signal is aborted; at once when it was before. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
