// Owns: which slots this station has, kept in its settings with its name. May import contract and util.
// Start reading at `openStationSettings`.
import { hostname } from 'node:os';
import * as z from 'zod';
import { type Slot, slotSchema } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { createJsonFile } from '../util/json-file.ts';
import { createTurns } from '../util/turns.ts';
import type { VirtualBench } from '../virtual-bench/bench.ts';
import { isNetworkPort, parseNetworkPort } from './port-probe.ts';

const maxSlots = 256;
const settingsSchema = z.strictObject({
  slots: z.array(slotSchema).max(maxSlots),
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
  let slots: readonly Slot[] = deps.bench === undefined ? stored.slots : slotsOfBench(deps.bench, stored.slots);
  /** What could not be kept does not hold either. */
  async function write(next: { readonly slots: readonly Slot[]; readonly name: string | undefined }): Promise<void> {
    await file.write({ slots: [...next.slots], ...(next.name === undefined ? {} : { name: next.name }) });
    ({ slots, name } = next);
  }

  return {
    slots: () => slots,
    setSlots: (wanted) =>
      inTurn(async () => {
        assertDistinct(wanted);
        await write({ slots: [...wanted], name });
      }),
    name: {
      read: () => name ?? deps.defaultName ?? (hostname() || 'Slipway'),
      write: (wanted) =>
        inTurn(async () => {
          await write({ slots, name: wanted });
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
  if (slots.length > maxSlots) {
    throw new SlipwayError('wire/invalid-input', say('slots-too-many', { maximum: maxSlots, slots: slots.length }), {
      action: say('do-fewer-slots'),
    });
  }
  const names = slots.map(({ name }) => name);
  const places = slots.map(({ match }) => match);
  // One address that cannot be read would hide all other network ports.
  for (const match of places.filter(isNetworkPort)) parseNetworkPort(match);
  const twice = [...names, ...places].find((text, index, all) => all.indexOf(text) !== index);
  if (twice !== undefined) {
    throw new SlipwayError('wire/invalid-input', say('slots-twice', { twice }));
  }
}
