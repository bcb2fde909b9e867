// Owns: the line with one slot, with sixteen and with thirty-two: a matter of looks, which is drawn and not judged by axe.
// Start reading at `slotScenes`.
import { setUpLine, untilSlot } from './line.ts';
import type { Scene, Stage } from './scene.ts';
import { onLine } from './scenes-line.ts';

export const slotCounts = [1, 16, 32] as const;

/** What becomes of the units, in turn: mostly good ones, as on a real bench. */
const tempers = ['good', 'slow', 'good', 'wont-boot', 'slow', 'good', 'slow', 'good'] as const;

async function busyBench({ client }: Stage): Promise<void> {
  await setUpLine(client);
  const { slots } = await client.line.get();
  for (const [index, { slot }] of slots.entries()) {
    const temper = tempers[(slots.length === 1 ? 1 : index) % tempers.length] ?? 'good';
    await client.bench.setTemper({ slot, temper });
    // The last ones wait for a person, the one before them for a unit.
    if (index < 4 || index < slots.length - 3) await client.line.start({ slot, again: false });
    else if (index === slots.length - 3) await client.bench.unplug({ slot });
  }
  for (const [index, { slot }] of slots.entries()) {
    const isDone = slots.length > 1 && index < slots.length - 3 && tempers[index % tempers.length] !== 'slow';
    if (isDone) await untilSlot(client, slot, ({ phase }) => phase === 'finished');
  }
}

export const slotScenes = (count: number): readonly Scene[] => [
  { name: `line/slots-${count}`, arrange: busyBench, open: onLine },
];
