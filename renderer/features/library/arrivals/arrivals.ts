// Owns: files that somebody brings to the library: how far each is, and what became of it. Imports data and siblings.
// A refused one stays, with its reason, until a person has dismissed it. Start reading at `createIntake`.
import * as z from 'zod';
import type { StoreApi } from 'zustand';
import { errorReportSchema } from '../../../../electron/contract/error-report.ts';
import { toSlipwayError } from '../../../../electron/contract/errors.ts';
import type { SlipwayClient } from '../../../data/index.ts';
import { createViewStore } from '../../../data/index.ts';
import { sendFile } from './send-file.ts';

const phaseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sending'), sentBytes: z.number() }),
  z.object({ kind: z.literal('verifying') }),
  z.object({ kind: z.literal('accepted'), reference: z.string(), title: z.string(), signers: z.array(z.string()) }),
  z.object({ kind: z.literal('refused'), error: errorReportSchema }),
]);

const arrivalSchema = z.object({
  id: z.string(),
  fileName: z.string(),
  /** Null where the station reads the file itself. */
  sizeBytes: z.number().nullable(),
  broughtAtMs: z.number(),
  phase: phaseSchema,
});
export type Arrival = z.infer<typeof arrivalSchema>;

export interface ArrivalsState {
  readonly arrivals: readonly Arrival[];
}

/** What was under way when the page ended is gone with it; what was refused must not be lost from sight. */
const keptSchema: z.ZodType<ArrivalsState> = z.object({
  arrivals: z
    .array(arrivalSchema)
    .transform((arrivals) => arrivals.filter(({ phase }) => phase.kind === 'refused').slice(0, 50)),
});

export const arrivalsView = createViewStore<ArrivalsState>('library.arrivals', { arrivals: [] }, keptSchema);

export interface Intake {
  /** Sends files one after the other and has each verified. */
  bring(files: readonly File[]): Promise<void>;
  /** Has a file verified that lies on the station's own disk. */
  bringPath(path: string): Promise<void>;
  /** Takes it from the list; one that is being sent is given up. */
  dismiss(id: string): void;
  dismissAccepted(): void;
}

export interface IntakeDeps {
  readonly client: Pick<SlipwayClient, 'uploads' | 'recipes'>;
  readonly store: StoreApi<ArrivalsState>;
  readonly newId: () => string;
  readonly nowMs: () => number;
}

export function createIntake({ client, store, newId, nowMs }: IntakeDeps): Intake {
  const setPhase = (id: string, phase: Arrival['phase']) =>
    store.setState(({ arrivals }) => ({
      arrivals: arrivals.map((arrival) => (arrival.id === id ? { ...arrival, phase } : arrival)),
    }));

  async function verify(
    { id }: Arrival,
    importIt: (signal: AbortSignal) => ReturnType<SlipwayClient['recipes']['import']>,
  ): Promise<void> {
    using dismissed = signalOfDismissal(store, id);
    try {
      const { product, version, title, signers } = await importIt(dismissed.signal);
      setPhase(id, { kind: 'accepted', reference: `${product}@${version}`, title, signers });
    } catch (thrown) {
      // Nobody looks at a file that was given up.
      if (!dismissed.signal.aborted) setPhase(id, { kind: 'refused', error: toSlipwayError(thrown).toReport() });
    }
  }

  const enter = (fileName: string, sizeBytes: number | null): Arrival => {
    const phase: Arrival['phase'] = sizeBytes === null ? { kind: 'verifying' } : { kind: 'sending', sentBytes: 0 };
    const arrival: Arrival = { id: newId(), fileName, sizeBytes, broughtAtMs: nowMs(), phase };
    store.setState(({ arrivals }) => ({ arrivals: [arrival, ...arrivals] }));
    return arrival;
  };

  return {
    async bring(files) {
      // All of them are seen at once, and sent one after the other.
      const entered = files.map((file) => ({ file, arrival: enter(file.name, file.size) }));
      for (const { file, arrival } of entered) {
        if (!store.getState().arrivals.some(({ id }) => id === arrival.id)) continue;
        await verify(arrival, async (signal) => {
          const onProgress = (sentBytes: number) => setPhase(arrival.id, { kind: 'sending', sentBytes });
          const uploadId = await sendFile(client, file, { signal, onProgress });
          setPhase(arrival.id, { kind: 'verifying' });
          return client.recipes.import({ uploadId }, { signal });
        });
      }
    },
    async bringPath(path) {
      const fileName = path.split(/[\\/]/).at(-1) ?? path;
      await verify(enter(fileName, null), (signal) => client.recipes.import({ path }, { signal }));
    },
    dismiss: (dismissedId) =>
      store.setState(({ arrivals }) => ({ arrivals: arrivals.filter(({ id }) => id !== dismissedId) })),
    dismissAccepted: () =>
      store.setState(({ arrivals }) => ({ arrivals: arrivals.filter(({ phase }) => phase.kind !== 'accepted') })),
  };
}

/** Aborted when the arrival is no longer in the list. */
function signalOfDismissal(store: StoreApi<ArrivalsState>, id: string): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const stop = store.subscribe(({ arrivals }) => {
    if (!arrivals.some((arrival) => arrival.id === id)) controller.abort();
  });
  return { signal: controller.signal, [Symbol.dispose]: stop };
}
