// Owns: everything this folder keeps, made once per window, and the first answers, asked before anything is drawn.
// Imports wire and siblings. Start reading at `openData`.
import type { QueryClient } from '@tanstack/react-query';
import type { StreamEvent } from '../../electron/contract/events.ts';
import type { Wire } from '../wire/index.ts';
import type { EventBus } from './context.ts';
import { createLineCache, type LineCache } from './line-cache.ts';
import { createOpenedFiles, type OpenedFiles } from './opened-files.ts';
import { createProgressStore, type ProgressStore } from './progress-store.ts';
import { infoQuery, lineQuery, todayQuery } from './queries.ts';
import { createQueryClient } from './query-client.ts';
import { createViewStates, type ViewStates } from './view-state.ts';

export interface OpenData {
  readonly wire: Wire;
  readonly queryClient: QueryClient;
  readonly line: LineCache;
  readonly progress: ProgressStore;
  readonly viewStates: ViewStates;
  readonly openedFiles: OpenedFiles;
  readonly events: EventBus;
}

export function openData(wire: Wire, storage: Storage = window.localStorage): OpenData {
  const queryClient = createQueryClient();
  return {
    wire,
    queryClient,
    line: createLineCache(wire.client, queryClient),
    progress: createProgressStore({ onNextFrame: (act) => void requestAnimationFrame(act) }),
    viewStates: createViewStates(storage),
    openedFiles: createOpenedFiles(),
    events: createEventBus(),
  };
}

/** Asks what the first screen shows, before anything is drawn. Resolves when it is known or cannot be. */
export async function askFirst({ wire, queryClient, line }: OpenData): Promise<void> {
  if (wire.state().kind === 'signed-out') return;
  // None rejects: a failure is the query's, and the screen that asks again shows it.
  await Promise.all([
    queryClient.prefetchQuery(lineQuery(line)),
    queryClient.prefetchQuery(infoQuery(wire.client)),
    queryClient.prefetchQuery(todayQuery(wire.client, Date.now())),
  ]);
}

function createEventBus(): EventBus {
  const listeners = new Set<(event: StreamEvent) => void>();
  return {
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
