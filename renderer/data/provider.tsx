// Owns: what components get of the open data, and that it stays current while they are there. Imports wire and siblings.
// Start reading at `DataProvider`.
import { onlineManager, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useEffectEvent, useMemo } from 'react';
import type { ShellLink } from '../wire/index.ts';
import { type ActFeedback, type Data, DataContext } from './context.ts';
import { startFollowing } from './follow.ts';
import type { OpenData } from './open-data.ts';

export interface DataProviderProps {
  readonly data: OpenData;
  readonly shell?: ShellLink | undefined;
  readonly feedback: ActFeedback;
  readonly children: ReactNode;
}

export function DataProvider({ data, shell, feedback, children }: DataProviderProps) {
  const { wire, queryClient, line, progress, events } = data;
  const tellFailure = useEffectEvent(feedback.failed);

  useEffect(() => {
    // Queries pause while nobody can answer them, and go on by themselves.
    const setOnline = () => onlineManager.setOnline(wire.state().kind === 'ready' || wire.state().kind === 'starting');
    const stopWatching = wire.onState(setOnline);
    setOnline();
    const stopFollowing = startFollowing({
      wire,
      queryClient,
      line,
      progress,
      onEvent: events.emit,
      onFailure: (failure) => tellFailure(failure.toReport()),
    });
    return () => {
      stopFollowing();
      stopWatching();
      onlineManager.setOnline(true);
    };
  }, [wire, queryClient, line, progress, events]);

  const context = useMemo<Data>(() => ({ ...data, shell, feedback }), [data, shell, feedback]);
  return (
    <DataContext.Provider value={context}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </DataContext.Provider>
  );
}
