// Owns: that no unit starts by itself while this is shown, as the station confirms it. Imports data.
import { useEffect, useState } from 'react';
import { useClient, useEngine } from '../../../data/index.ts';

const againAfterMs = 1_000;

/** False until the station has said so, and whenever it cannot be asked. */
export function useHeldStarts(): boolean {
  const client = useClient();
  const engine = useEngine();
  const epoch = engine.kind === 'ready' ? engine.epoch : 0;
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (epoch === 0) return;
    const shown = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    const hold = async () => {
      for await (const _ of await client.line.hold(undefined, { signal: shown.signal })) setHeld(true);
    };
    const keepHolding = () =>
      void hold()
        .catch(() => undefined)
        .finally(() => {
          setHeld(false);
          // The station was opened in another mode, or could not be asked.
          if (!shown.signal.aborted) again = setTimeout(keepHolding, againAfterMs);
        });
    keepHolding();
    return () => {
      shown.abort();
      clearTimeout(again);
    };
  }, [client, epoch]);
  return isHeld;
}
