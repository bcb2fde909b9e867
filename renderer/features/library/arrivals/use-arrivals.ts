// Owns: the arrivals of this window, for components. Imports data and siblings.
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useClient, useViewStore } from '../../../data/index.ts';
import { type Arrival, arrivalsView, createIntake, type Intake } from './arrivals.ts';

/** Sending goes on while another screen is shown: the state is the window's, not the component's. */
export function useArrivals(): { readonly arrivals: readonly Arrival[]; readonly intake: Intake } {
  const client = useClient();
  const store = useViewStore(arrivalsView);
  const intake = useMemo(
    () => createIntake({ client, store, newId: () => crypto.randomUUID(), nowMs: () => Date.now() }),
    [client, store],
  );
  return { arrivals: useStore(store).arrivals, intake };
}
