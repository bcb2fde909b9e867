// Owns: which slots this station has, kept in its settings with its name. May import contract and util.
// Start reading at `openStationSettings`.
import { hostname } from 'node:os';
import * as z from 'zod';
import { type Slot, slotSchema } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { createJsonFile } from '../util/json-file.ts';
import { createTurns } from '../util/turns.ts';
import type { VirtualBench } from '../virtual-bench/bench.ts';

const settingsSchema = z.strictObject({
  slots: z.array(slotSchema).max(256),
  name: z.string().min(1).max(64).optional(),
});

export interface StationSettings {
  slots(): readonly Slot[];
  /** Throws wire/invalid-input where a name or a place is given twice. */
  setSlots(slots: readonly Slot[]): Promise<void>;
  readonly name: { read(): string; write(name: string): Promise<void> };
}

/** On a virtual bench its places are the slots, whatever the settings say; how they are named and laid out is kept. */
export async function openStationSettings(deps: {
  readonly filePath: string;
  readonly bench: VirtualBench | undefined;
  readonly defaultName: string | undefined;
}): Promise<StationSettings> {
  const file = createJsonFile(deps.filePath, settingsSchema, { slots: [] });
  const inTurn = createTurns();
  const stored = await file.read();
  let name = stored.name;
  let slots = deps.bench === undefined ? stored.slots : slotsOfBench(deps.bench, stored.slots);
  const write = () => file.write({ slots: [...slots], ...(name === undefined ? {} : { name }) });

  return {
    slots: () => slots,
    setSlots: (wanted) =>
      inTurn(async () => {
        assertDistinct(wanted);
        slots = [...wanted];
        await write();
      }),
    name: {
      read: () => name ?? deps.defaultName ?? (hostname() || 'Slipway'),
      write: (wanted) =>
        inTurn(async () => {
          name = wanted;
          await write();
        }),
    },
  };
}

function slotsOfBench(bench: VirtualBench, stored: readonly Slot[]): Slot[] {
  const places = bench.list();
  const isOfThisBench =
    stored.length === places.length && places.every(({ portId }) => stored.some(({ match }) => match === portId));
  return isOfThisBench ? [...stored] : places.map(({ slot, portId }) => ({ name: slot, match: portId }));
}

function assertDistinct(slots: readonly Slot[]): void {
  const names = slots.map(({ name }) => name);
  const places = slots.map(({ match }) => match);
  const twice = [...names, ...places].find((text, index, all) => all.indexOf(text) !== index);
  if (twice !== undefined) {
    throw new SlipwayError('wire/invalid-input', `"${twice}" is given for two slots.`, { context: { twice } });
  }
}
