// Owns: what main must know of the engine's work: how many units are being worked on, and that a run did not pass.
// Imports contract and the engine's interface. Start reading at `watchWork`.
import type { StreamEvent } from '../contract/events.ts';
import type { Engine } from '../engine/engine.ts';
import type { FromEngine } from './control.ts';

export type WorkMessage = Extract<FromEngine, { kind: 'working' | 'run-failed' }>;

/** Reads the journal as it is written until `signal` aborts; a run is work from its start to its end. */
export async function watchWork(
  engine: Engine,
  tell: (message: WorkMessage) => void,
  signal: AbortSignal,
): Promise<void> {
  // A stream ends when the station is opened anew in another mode, which is refused while anything runs.
  while (!signal.aborted) {
    const fold = createWorkFold();
    try {
      for await (const event of await engine.events.stream({ progress: false }, { signal })) {
        for (const message of fold(event)) tell(message);
      }
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
    tell({ kind: 'working', runs: 0 });
  }
}

/** The fold behind `watchWork`: an event in, what to tell out. */
export function createWorkFold(): (event: StreamEvent) => WorkMessage[] {
  const slots = new Map<string, string>();
  return (event) => {
    if (event.kind !== 'journal') return [];
    const { body } = event.event;
    if (body.kind === 'run.started') {
      slots.set(body.runId, body.slot);
      return [{ kind: 'working', runs: slots.size }];
    }
    if (body.kind !== 'run.finished' && body.kind !== 'run.interrupted') return [];
    const slot = slots.get(body.runId);
    if (!slots.delete(body.runId) || slot === undefined) return [];
    const working: WorkMessage = { kind: 'working', runs: slots.size };
    if (body.kind !== 'run.finished' || body.outcome === 'PASS') return [working];
    return [working, { kind: 'run-failed', slot, outcome: body.outcome }];
  };
}
