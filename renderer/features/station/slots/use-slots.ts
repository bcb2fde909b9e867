// Owns: the slots of the station and changing them. Imports data.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Slot } from '../../../../electron/contract/device.ts';
import { keys, useAct, useClient } from '../../../data/index.ts';

export function useSlots() {
  const client = useClient();
  return useQuery({ queryKey: keys.slots(), queryFn: ({ signal }) => client.slots.list(undefined, { signal }) });
}

/** Shows the new list at once; what the engine refuses is taken back, and why is said. */
export function useChangeSlots(): (next: readonly Slot[]) => void {
  const client = useClient();
  const queries = useQueryClient();
  const change = useAct(async (next: readonly Slot[]) => {
    const before = queries.getQueryData(keys.slots());
    queries.setQueryData(keys.slots(), next);
    try {
      await client.slots.set([...next]);
    } catch (thrown) {
      queries.setQueryData(keys.slots(), before);
      throw thrown;
    }
  });
  return change.mutate;
}
