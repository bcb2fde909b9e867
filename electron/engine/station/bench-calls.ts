// Owns: the virtual bench as clients work it. May import the virtual bench and the parts of the station.
// Start reading at `createBenchCalls`.
import { randomBytes } from 'node:crypto';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { Engine } from '../engine.ts';
import type { JournalReader } from '../journal/journal.ts';
import type { Scanner } from '../transport/scanner.ts';
import type { VirtualBench } from '../virtual-bench/bench.ts';
import type { EventHub } from './events.ts';

export interface BenchCallsDeps {
  readonly bench: VirtualBench | undefined;
  readonly hub: Pick<EventHub, 'publishChanged'>;
  readonly scanner: Pick<Scanner, 'refresh'>;
  readonly journal: Pick<JournalReader, 'unitByMac'>;
}

export function createBenchCalls({ bench, hub, scanner, journal }: BenchCallsDeps): Engine['bench'] {
  const needed = (): VirtualBench => {
    if (bench !== undefined) return bench;
    throw new SlipwayError('station/usage', say('bench-none'), {
      action: say('do-choose-bench'),
    });
  };
  /** The ports are looked at before the answer, so that what comes next finds the unit there, or gone. */
  async function changing<T>(act: (there: VirtualBench) => T): Promise<T> {
    const result = act(needed());
    hub.publishChanged('bench');
    await scanner.refresh();
    return result;
  }
  const done = { ok: true } as const;

  return {
    list: async () => needed().list(),
    plug: ({ slot }) =>
      changing((there) => {
        there.plug(slot);
        return done;
      }),
    unplug: ({ slot }) =>
      changing((there) => {
        there.unplug(slot);
        return done;
      }),
    setTemper: ({ slot, temper }) =>
      changing((there) => {
        there.setTemper(slot, temper);
        return done;
      }),
    async replace({ slot }) {
      await changing((there) => there.unplug(slot));
      const mac = newMac((wanted) => journal.unitByMac(wanted) !== undefined || isOnBench(needed(), wanted));
      return changing((there) => {
        there.replace(slot, mac);
        const unit = there.list().find((candidate) => candidate.slot === slot);
        if (unit === undefined) throw new SlipwayError('station/internal', `Slot ${slot} lost its virtual unit.`);
        return unit;
      });
    },
  };
}

const isOnBench = (bench: VirtualBench, mac: string) => bench.list().some((unit) => unit.mac === mac);

/** In the range of virtual units (bench-units.ts), above those that a bench begins with. */
function newMac(isTaken: (mac: string) => boolean): string {
  for (;;) {
    const [high = 0, middle = 0, low = 0] = randomBytes(3);
    const mac = [
      '7c',
      'df',
      'a1',
      ...[high | 0x80, middle, low].map((byte) => byte.toString(16).padStart(2, '0')),
    ].join(':');
    if (!isTaken(mac)) return mac;
  }
}
