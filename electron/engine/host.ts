// Owns: which station is open: real ports or the virtual bench, as a person chose it and as it is remembered.
// May import the engine. Who shows a station to people (the app's engine process, `slipway serve`) opens it through here;
// clients stay connected while the station behind them is opened anew. Start reading at `openHost`.
import path from 'node:path';
import * as z from 'zod';
import type { StationInfo } from '../contract/api.ts';
import { createDelegate } from './delegate.ts';
import type { Engine } from './engine.ts';
import { createStation, type Station, type StationOptions } from './index.ts';
import { benchFolder } from './station/virtual-data.ts';
import { createJsonFile } from './util/json-file.ts';
import { createTurns } from './util/turns.ts';

export interface HostOptions
  extends Pick<StationOptions, 'dataDir' | 'passphrase' | 'keychain' | 'clock' | 'acceptClock' | 'log'> {
  /** The command line asked for a virtual bench of so many units: its records are in `dataDir`, and nobody can change it. */
  readonly virtualUnits?: number | undefined;
}

export interface Host extends Engine {
  /** The station that is open now, for the process that holds it. */
  currentStation(): Promise<Station>;
}

const modeFileSchema = z.strictObject({
  mode: z.enum(['undecided', 'virtual', 'real']),
  /** How many units the virtual bench has. */
  units: z.int().min(1).max(32),
});
type Mode = z.infer<typeof modeFileSchema>;

/** Opens the station in the mode that was chosen last; before anybody chose it works with real ports. Rejects as createStation does. */
export async function openHost(options: HostOptions): Promise<Host> {
  const { virtualUnits } = options;
  const isFixed = virtualUnits !== undefined;
  const inTurn = createTurns();
  const file = createJsonFile<Mode>(path.join(options.dataDir, 'mode.json'), modeFileSchema, {
    mode: 'undecided',
    units: 4,
  });
  let mode: Mode = isFixed ? { mode: 'virtual', units: virtualUnits } : await file.read();
  let isClosed = false;
  // Not to be awaited within a call of the station that is being replaced: it would wait for itself.
  let current: Promise<Station> = open(mode);
  let station = await current;

  /** Records of virtual units must never stand among those of real ones. */
  function open(wanted: Mode, defaultName?: string): Promise<Station> {
    const { virtualUnits: _fixed, dataDir, passphrase, keychain, ...rest } = options;
    const isVirtual = wanted.mode === 'virtual';
    const ownDir = isVirtual && !isFixed ? path.join(dataDir, 'virtual') : dataDir;
    // Nothing of worth is sealed on a virtual bench, and nobody should have to type.
    const secrets = isVirtual ? { passphrase: async () => 'virtual bench' } : { passphrase, keychain };
    return createStation({
      ...rest,
      ...secrets,
      isShared: true,
      dataDir: ownDir,
      defaultName,
      mode: { current: () => mode.mode, isFixed, set: isFixed ? undefined : setMode },
      // A virtual unit keeps its flash and fuses from one start to the next, as a real one does.
      virtualBench: isVirtual ? { units: wanted.units, dataDir: path.join(ownDir, benchFolder) } : undefined,
    });
  }

  function setMode(wanted: StationInfo['mode'], units: number): Promise<void> {
    return inTurn(async () => {
      const before = mode;
      const next: Mode = { mode: wanted, units: wanted === 'virtual' ? units : before.units };
      if (isClosed || (next.mode === before.mode && next.units === before.units)) return;
      const isVirtual = next.mode === 'virtual';
      if (!isVirtual && before.mode !== 'virtual') {
        // Undecided is real ports already; only the decision is new.
        await file.write(next);
        mode = next;
        return;
      }
      await reopen(before, next);
      await file.write(next);
    });
  }

  async function reopen(before: Mode, next: Mode): Promise<void> {
    const old = station;
    const { name } = await old.station.info(undefined, { signal: new AbortController().signal });
    const isSameDir = next.mode === before.mode;
    // One journal has one writer. Where they are two, the old station stays until the new one is sure to be there.
    const opening = isSameDir ? old.close().then(() => open(next, name)) : open(next, name);
    if (isSameDir) current = opening;
    try {
      station = await opening;
      current = opening;
      mode = next;
    } catch (thrown) {
      if (isSameDir) {
        current = open(before, name);
        station = await current;
      }
      throw thrown;
    }
    if (!isSameDir) await old.close();
  }

  return {
    ...createDelegate(async (call) => call(await current)),
    currentStation: () => current,
    close: () =>
      inTurn(async () => {
        isClosed = true;
        await station.close();
      }),
  };
}
