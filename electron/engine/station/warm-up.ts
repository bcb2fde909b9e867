// Owns: loading, in a quiet moment after the start, what the first run needs and the start does not.
// May import what it loads, and only so. Start reading at `warmUp`.

/** By then the window shows the line; nobody has plugged a unit in yet. */
const warmUpAfterMs = 2_000;

type Part = () => Promise<unknown>;

/** Each is imported by whoever needs it, so that it may as well come late or not at all. */
const firstRunsParts: readonly Part[] = [
  () => import('../recipe/load.ts'),
  () => import('../identity/certificate.ts'),
  () => import('../fleet/mender.ts'),
];

/** Begins to load in the background; disposing it stops before the next part. Keeps no process alive, and never fails. */
export function warmUp(parts: readonly Part[] = firstRunsParts): Disposable {
  let isStopped = false;
  const timer = setTimeout(async () => {
    for (const load of parts) {
      if (isStopped) return;
      // Whoever needs it next gets the same failure, and tells it.
      await load().catch(() => undefined);
      // What came meanwhile goes first: a part takes up to some tens of milliseconds.
      await new Promise(setImmediate);
    }
  }, warmUpAfterMs).unref();
  return {
    [Symbol.dispose]() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
