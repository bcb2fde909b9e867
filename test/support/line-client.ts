// Owns: the line as a window sees it, for tests: asked once, then kept by events. Imports the contract's client only.
// Start reading at `watchLine`.
import { onTestFinished } from 'vitest';
import type { SlipwayClient } from '../../electron/api/connection.ts';
import { followEvents } from '../../electron/api/follow-events.ts';
import type { LineSlot } from '../../electron/contract/line.ts';

export interface WatchedLine {
  slot(name: string): LineSlot | undefined;
  /** Resolves with the slot as soon as it is so; rejects with what it was instead when it takes too long. */
  until(name: string, isSo: (slot: LineSlot) => boolean, what?: string): Promise<LineSlot>;
  untilPhase(name: string, phase: LineSlot['phase']): Promise<LineSlot>;
  /** Phases of a slot in the order in which they were told, each change once. */
  phases(name: string): readonly string[];
}

const patienceMs = 20_000;

/** Follows the line until the test ends. */
export async function watchLine(client: SlipwayClient): Promise<WatchedLine> {
  const slots = new Map<string, LineSlot>();
  const told = new Map<string, string[]>();
  const wakers = new Set<() => void>();
  const take = (slot: LineSlot) => {
    if ((slots.get(slot.slot)?.revision ?? -1) >= slot.revision) return;
    slots.set(slot.slot, slot);
    const phases = told.get(slot.slot) ?? [];
    if (phases.at(-1) !== slot.phase) phases.push(slot.phase);
    told.set(slot.slot, phases);
    for (const wake of wakers) wake();
  };
  const end = new AbortController();
  const isLive = Promise.withResolvers<void>();
  const following = (async () => {
    for await (const event of followEvents(client, { signal: end.signal })) {
      if (event.kind === 'live') isLive.resolve();
      if (event.kind === 'line') event.slots.forEach(take);
    }
  })();
  following.catch((thrown: unknown) => isLive.reject(thrown));
  onTestFinished(async () => {
    end.abort();
    await following.catch(() => undefined);
  });
  await isLive.promise;
  (await client.line.get()).slots.forEach(take);

  const until: WatchedLine['until'] = async (name, isSo, what = 'as expected') => {
    const deadline = AbortSignal.timeout(patienceMs);
    for (;;) {
      const slot = slots.get(name);
      if (slot !== undefined && isSo(slot)) return slot;
      const woken = Promise.withResolvers<void>();
      wakers.add(woken.resolve);
      deadline.addEventListener('abort', () => woken.resolve(), { once: true });
      await woken.promise;
      wakers.delete(woken.resolve);
      if (deadline.aborted) throw new Error(`Slot ${name} is not ${what}: ${JSON.stringify(slots.get(name))}`);
    }
  };
  return {
    slot: (name) => slots.get(name),
    until,
    untilPhase: (name, phase) => until(name, (slot) => slot.phase === phase, phase),
    phases: (name) => told.get(name) ?? [],
  };
}
