// Owns: what flows do on the virtual bench: a line that makes the example, and waiting for what its slots come to.
// Start reading at `setUpLine`.
import type { SlipwayClient } from '../../../electron/api/connection.ts';
import type { LineSlot, SlotPhase } from '../../../electron/contract/line.ts';

export async function setUpLine(client: SlipwayClient, options: { autoStart?: boolean } = {}): Promise<void> {
  const { autoStart = false } = options;
  await client.line.setup({ source: { draft: 'acme-sensor' }, operator: 'Ada', order: null, autoStart });
}

/** Starts the unit in a slot, after giving it a temper; `slow` leaves time to look. Returns the run's id. */
export async function startRun(client: SlipwayClient, slot: string, temper = 'good'): Promise<string> {
  await client.bench.setTemper({ slot, temper });
  const { runId } = await client.line.start({ slot, again: false });
  return runId;
}

/** Resolves with the slot as soon as `is` holds for it. */
export async function untilSlot(
  client: SlipwayClient,
  slot: string,
  is: (state: LineSlot) => boolean,
  timeoutMs = 60_000,
): Promise<LineSlot> {
  const until = AbortSignal.timeout(timeoutMs);
  const look = async () => (await client.line.get(undefined, { signal: until })).slots.find((one) => one.slot === slot);
  const first = await look();
  if (first !== undefined && is(first)) return first;
  for await (const event of await client.events.stream({ progress: false }, { signal: until })) {
    // What changed between the look and the stream is in the next look.
    const found = event.kind === 'line' ? event.slots.find((one) => one.slot === slot) : await look();
    if (found !== undefined && is(found)) return found;
  }
  throw new Error(`Slot ${slot} did not come to it within ${timeoutMs} ms: ${JSON.stringify(await client.line.get())}`);
}

export const isIn =
  (phase: SlotPhase) =>
  (slot: LineSlot): boolean =>
    slot.phase === phase;

/** The run of the slot is writing: bytes move, and the unit is half made. */
export const isWriting = (slot: LineSlot): boolean => slot.phase === 'running' && slot.run?.step === 'write';
