// Owns: everything this folder keeps, made once per window. Imports wire and siblings. Start reading at `DataProvider`.
import { onlineManager, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { StreamEvent } from '../../electron/contract/events.ts';
import type { ShellLink, Wire } from '../wire/index.ts';
import { type ActFeedback, type Data, DataContext, type EventBus } from './context.ts';
import { startFollowing } from './follow.ts';
import { createLineCache } from './line-cache.ts';
import { createProgressStore } from './progress-store.ts';
import { createQueryClient } from './query-client.ts';
import { createViewStates } from './view-state.ts';

export interface DataProviderProps {
  readonly wire: Wire;
  readonly shell?: ShellLink | undefined;
  readonly feedback: ActFeedback;
  readonly storage?: Storage;
  readonly children: ReactNode;
}

export function DataProvider({ wire, shell, feedback, storage = window.localStorage, children }: DataProviderProps) {
  const [queryClient] = useState(createQueryClient);
  const [parts] = useState(() => ({
    line: createLineCache(wire.client, queryClient),
    progress: createProgressStore({ onNextFrame: (act) => void requestAnimationFrame(act) }),
    viewStates: createViewStates(storage),
    events: createEventBus(),
  }));
  const tellFailure = useEffectEvent(feedback.failed);

  useEffect(() => {
    // Queries pause while nobody can answer them, and go on by themselves.
    const setOnline = () => onlineManager.setOnline(wire.state().kind === 'ready' || wire.state().kind === 'starting');
    const stopWatching = wire.onState(setOnline);
    setOnline();
    const stopFollowing = startFollowing({
      wire,
      queryClient,
      line: parts.line,
      progress: parts.progress,
      onEvent: parts.events.emit,
      onFailure: (failure) => tellFailure(failure.toReport()),
    });
    return () => {
      stopFollowing();
      stopWatching();
      onlineManager.setOnline(true);
    };
  }, [wire, queryClient, parts]);

  const data = useMemo<Data>(() => ({ ...parts, wire, shell, feedback }), [parts, wire, shell, feedback]);
  return (
    <DataContext.Provider value={data}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </DataContext.Provider>
  );
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
