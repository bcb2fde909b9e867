import type { HardwareIdentity, PortInfo } from '../../contract/device.ts';
import type { DriverModule, Session } from '../drivers/driver.ts';
import type { PortLeases } from '../transport/lease.ts';
import type { TransportOpener } from '../transport/transport.ts';
import type { Clock } from '../util/clock.ts';

export interface Sessions {
  /** Opens port and unit; disposing the session closes both. Whoever calls holds the lease. */
  open(port: PortInfo, driver: DriverModule, options: unknown, signal: AbortSignal): Promise<Session>;
  /** Asks the unit on a port who it is, holding the port as `holder` meanwhile; writes nothing. */
  identify(
    port: PortInfo,
    driver: DriverModule,
    options: unknown,
    holder: string,
    signal: AbortSignal,
  ): Promise<HardwareIdentity>;
}

export function createSessions(deps: {
  readonly opener: TransportOpener;
  readonly leases: PortLeases;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}): Sessions {
  const { opener, leases, clock, log } = deps;

  async function open(port: PortInfo, driver: DriverModule, options: unknown, signal: AbortSignal): Promise<Session> {
    const transport = await opener.open(port, { baudRate: driver.initialBaudRate }, signal);
    try {
      const session = await driver.open(transport, options, { clock, signal, log });
      return {
        ...session,
        async [Symbol.asyncDispose]() {
          try {
            await session[Symbol.asyncDispose]();
          } finally {
            await transport.close();
          }
        },
      };
    } catch (thrown) {
      await transport.close();
      throw thrown;
    }
  }

  return {
    open,
    async identify(port, driver, options, holder, signal) {
      await using _lease = leases.acquire(port.id, holder);
      await using session = await open(port, driver, options, signal);
      return session.identity;
    },
  };
}
