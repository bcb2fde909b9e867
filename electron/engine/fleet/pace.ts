import type { SlipwayError } from '../../contract/errors.ts';
import type { OutboxEntry } from '../../contract/records.ts';
import type { Clock } from '../util/clock.ts';
import type { FleetConnector } from './connector.ts';

/** How fast each fleet is spoken to, and how long it is left alone after it failed. In memory: a restart tries anew. */
export interface FleetPace {
  isPaused(fleet: string): boolean;
  pausedUntilMs(fleet: string): number;
  /** Waits until the fleet's least interval since the last delivery has passed. */
  waitForTurn(connector: FleetConnector, signal: AbortSignal): Promise<void>;
  /** Forgets all pauses. */
  resume(): void;
  succeeded(fleet: string): void;
  /** Pauses the fleet and returns when this entry may be tried again, in Unix milliseconds. */
  failed(entry: OutboxEntry, error: SlipwayError): number;
}

const firstDelayMs = 2_000;
const longestDelayMs = 15 * 60_000;

interface FleetState {
  failures: number;
  pausedUntilMs: number;
  /** Monotonic. */
  lastDeliveryMs: number;
}

export function createFleetPace(deps: { readonly clock: Clock; readonly random: () => number }): FleetPace {
  const { clock } = deps;
  const states = new Map<string, FleetState>();
  const stateOf = (fleet: string): FleetState => {
    const state = states.get(fleet) ?? { failures: 0, pausedUntilMs: 0, lastDeliveryMs: Number.NEGATIVE_INFINITY };
    states.set(fleet, state);
    return state;
  };
  /** Doubles with each failure in a row; between half of it and all of it, by chance. */
  const delayMs = (failures: number): number =>
    Math.min(firstDelayMs * 2 ** Math.min(failures, 20), longestDelayMs) * (0.5 + deps.random() / 2);

  return {
    isPaused: (fleet) => stateOf(fleet).pausedUntilMs > clock.nowMs(),
    pausedUntilMs: (fleet) => stateOf(fleet).pausedUntilMs,
    async waitForTurn(connector, signal) {
      const state = stateOf(connector.id);
      const waitMs = state.lastDeliveryMs + connector.minIntervalMs - clock.monotonicMs();
      if (waitMs > 0) await clock.sleep(waitMs, signal);
      state.lastDeliveryMs = clock.monotonicMs();
    },
    resume() {
      for (const state of states.values()) {
        state.failures = 0;
        state.pausedUntilMs = 0;
      }
    },
    succeeded(fleet) {
      const state = stateOf(fleet);
      state.failures = 0;
      state.pausedUntilMs = 0;
    },
    failed(entry, error) {
      const state = stateOf(entry.fleet);
      const asked = error.context.retryAfterMs;
      const leastMs = typeof asked === 'number' ? asked : 0;
      const nowMs = clock.nowMs();
      state.pausedUntilMs = Math.ceil(nowMs + Math.max(delayMs(state.failures), leastMs));
      state.failures++;
      return Math.ceil(nowMs + Math.max(delayMs(entry.attempts), leastMs));
    },
  };
}
