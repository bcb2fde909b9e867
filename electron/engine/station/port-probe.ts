// Owns: trying a network port before it becomes a slot: its address, whether it answers, and who is behind it.
// May import contract, drivers and transport. Start reading at `createPortProbe`.
import type { PortInfo } from '../../contract/device.ts';
import { SlipwayError, toSlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { DriverRegistry } from '../drivers/registry.ts';
import type { Engine } from '../engine.ts';
import type { PortLeases } from '../transport/lease.ts';
import { parsePortUrl } from '../transport/port-url.ts';
import type { TransportOpener } from '../transport/transport.ts';
import type { Clock } from '../util/clock.ts';

export const isNetworkPort = (text: string): boolean => /^(?:tcp|rfc2217):/.test(text);

/** Throws port/not-found for what is no `tcp://host:port` or `rfc2217://host:port`. */
export function parseNetworkPort(address: string): PortInfo {
  if (isNetworkPort(address)) return parsePortUrl(address);
  throw new SlipwayError('port/not-found', say('port-no-network-address', { port: address }), {
    action: say('do-name-a-network-port'),
  });
}

export interface PortProbeDeps {
  /** Opens ports that are no slot yet. */
  readonly opener: TransportOpener;
  readonly leases: PortLeases;
  readonly drivers: DriverRegistry;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** A port that cannot be reached is an error; one behind which no unit answers now is a slot all the same. */
export function createPortProbe({ opener, leases, drivers, clock, log }: PortProbeDeps): Engine['ports']['probe'] {
  return async ({ address, family }, { signal }) => {
    const port = parseNetworkPort(address.trim());
    const driver = drivers.byId(family);
    if (driver === undefined) {
      throw new SlipwayError('job/not-found', say('family-not-found', { family }));
    }
    await using stack = new AsyncDisposableStack();
    stack.use(leases.acquire(port.id, say('holder-try', { address })));
    const transport = stack.use(await opener.open(port, { baudRate: driver.initialBaudRate }, signal));
    try {
      await using session = await driver.open(transport, {}, { clock, signal, log });
      return { port, hardware: session.identity, silence: null };
    } catch (thrown) {
      signal.throwIfAborted();
      return { port, hardware: null, silence: toSlipwayError(thrown).toReport() };
    }
  };
}
