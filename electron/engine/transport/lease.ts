// Owns: one owner per port in this process, and the words for who that is. May import contract and util.
// Start reading at `createLeases`.

import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { createEmitter, type Unsubscribe } from '../util/emitter.ts';

/** In English alone where no window comes to show it. */
export type Holder = Sentence | string;

/** The right to open a port, until it is disposed. */
export interface PortLease extends AsyncDisposable {
  readonly portId: string;
  readonly holder: Holder;
  /** The same right for the next piece of work on the unit, without a moment in which others could take the port. */
  passTo(holder: Holder): void;
  /** Disposing twice is fine. */
  release(): void;
}

export interface PortLeases {
  /** `holder` as a person knows it: `run 01J… on slot 3`. Throws port/busy naming the holder there is. */
  acquire(portId: string, holder: Holder): PortLease;
  heldBy(portId: string): Holder | undefined;
  onChange(listener: (portId: string) => void): Unsubscribe;
}

export function createLeases(): PortLeases {
  const leases = new Map<string, PortLease>();
  const changed = createEmitter<string>();

  return {
    acquire(portId, firstHolder) {
      let holder = firstHolder;
      const current = leases.get(portId);
      if (current) {
        throw new SlipwayError('port/busy', say('port-held', { port: portId, holder: current.holder }));
      }
      const release = () => {
        if (leases.get(portId) !== lease) return;
        leases.delete(portId);
        changed.emit(portId);
      };
      const lease: PortLease = {
        portId,
        get holder() {
          return holder;
        },
        passTo(next) {
          holder = next;
          changed.emit(portId);
        },
        release,
        async [Symbol.asyncDispose]() {
          release();
        },
      };
      leases.set(portId, lease);
      changed.emit(portId);
      return lease;
    },
    heldBy: (portId) => leases.get(portId)?.holder,
    onChange: (listener) => changed.on(listener),
  };
}
