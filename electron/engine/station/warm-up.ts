// Owns: loading, in a quiet moment after the start, what the start does not need. All of it, for two reasons: the first
// run need not wait for its part, and an update of Slipway on disk takes none away from an engine that runs for weeks.
// May import what it loads, and only so. Start reading at `warmUp`.

/** By then the window shows the line; nobody has plugged a unit in yet. */
const warmUpAfterMs = 2_000;

type Part = () => Promise<unknown>;

/** In the order in which they will be needed. A test sees to it that none is forgotten. */
export const laterParts: readonly Part[] = [
  () => import('../recipe/load.ts'),
  () => import('../drivers/esp/stub.ts').then(({ loadEveryStub }) => loadEveryStub()),
  () => import('../identity/certificate.ts'),
  () => import('../fleet/mender.ts'),
  () => import('../fleet/file.ts'),
  () => import('../fleet/deliver.ts'),
  () => import('../fleet/envelope.ts'),
  () => import('../recipe/bundle.ts'),
  () => import('../recipe/validate.ts'),
  () => import('../recipe/recipe-head.ts'),
  () => import('../recipe/schema.ts'),
  () => import('../recipe/config-texts.ts'),
  () => import('./draft-files.ts'),
  () => import('./loose-recipe.ts'),
];

/** Begins to load in the background; disposing it stops before the next part. Keeps no process alive, and never fails. */
export function warmUp(log: (line: string) => void, parts: readonly Part[] = laterParts): Disposable {
  let isStopped = false;
  const timer = setTimeout(async () => {
    for (const load of parts) {
      if (isStopped) return;
      // Whoever needs it tries again, and tells what is wrong; until then only the log does.
      await load().catch((thrown: unknown) => log(`A part of the engine was not loaded: ${String(thrown)}`));
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
