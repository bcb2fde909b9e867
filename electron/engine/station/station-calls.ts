// Owns: what this station is called, in which mode it works, and what is wrong with it. May import the station's parts.
// Start reading at `createStationCalls`.

import type { StationInfo } from '../../contract/api.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { Engine } from '../engine.ts';
import type { EventHub } from './events.ts';

/** How the process that holds the engine decides about real ports and the virtual bench. */
export interface StationMode {
  readonly current: () => StationInfo['mode'];
  /** The command line said it; nobody can change it from a window. */
  readonly isFixed: boolean;
  /** Opens the station anew in another mode; resolves as soon as it is decided. */
  readonly set?: ((mode: 'virtual' | 'real', units: number) => Promise<void>) | undefined;
}

export interface StationCallsDeps {
  readonly hub: Pick<EventHub, 'publishChanged'>;
  readonly mode: StationMode;
  readonly facts: () => Omit<StationInfo, 'name' | 'mode' | 'isModeFixed'>;
  readonly name: { read(): string; write(name: string): Promise<void> };
  /** What works now, as a person knows it; undefined when nothing does. */
  readonly activeWork: () => { readonly slot: string; readonly runId: string } | undefined;
  readonly doctor: Engine['station']['doctor'];
}

export function createStationCalls(deps: StationCallsDeps): Omit<Engine['station'], 'supportFile'> {
  const { hub, mode } = deps;
  const done = { ok: true } as const;
  return {
    info: async () => ({ ...deps.facts(), name: deps.name.read(), mode: mode.current(), isModeFixed: mode.isFixed }),
    doctor: deps.doctor,
    rename: async ({ name }) => {
      await deps.name.write(name);
      hub.publishChanged('station');
      return done;
    },
    setMode: async ({ mode: wanted, units }) => {
      if (mode.isFixed || mode.set === undefined) {
        throw new SlipwayError('station/usage', say('mode-fixed'), {
          action: say('do-start-otherwise'),
        });
      }
      const active = deps.activeWork();
      if (active !== undefined) {
        throw new SlipwayError('job/slot-busy', say('mode-busy', { slot: active.slot, runId: active.runId }), {
          action: say('do-wait-for-runs'),
        });
      }
      await mode.set(wanted, units);
      hub.publishChanged('station');
      return done;
    },
  };
}
