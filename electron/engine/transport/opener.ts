// Owns: the one way in which the engine opens a port, whatever carries it.
// May import contract and util. Start reading at `createPortOpener`.
import type { PortInfo } from '../../contract/device.ts';
import type { Clock } from '../util/clock.ts';
import { createRfc2217Opener } from './rfc2217.ts';
import { createSerialOpener } from './serial.ts';
import { createTcpOpener } from './tcp.ts';
import type { TransportOpener } from './transport.ts';

export interface PortOpenerDeps {
  readonly clock: Clock;
  /** Opens the units of the virtual bench. */
  readonly virtual: TransportOpener;
  /** Refuses ports that are not of this station (port/foreign). */
  readonly assertOurs: (port: PortInfo) => void;
  /** Finds a port that re-enumerated (the scanner's). */
  readonly locate: (port: PortInfo) => Promise<PortInfo | undefined>;
}

export function createPortOpener(deps: PortOpenerDeps): TransportOpener {
  const openers: Readonly<Record<PortInfo['kind'], TransportOpener>> = {
    serial: createSerialOpener(deps),
    tcp: createTcpOpener(deps.clock),
    rfc2217: createRfc2217Opener(deps),
    virtual: deps.virtual,
  };
  return {
    async open(port, options, signal) {
      signal?.throwIfAborted();
      deps.assertOurs(port);
      return openers[port.kind].open(port, options, signal);
    },
  };
}
