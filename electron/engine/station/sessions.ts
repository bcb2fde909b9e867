import type { HardwareIdentity, PortInfo } from '../../contract/device.ts';
import type { DriverModule, Session } from '../drivers/driver.ts';
import type { Holder, PortLease, PortLeases } from '../transport/lease.ts';
import type { TransportOpener } from '../transport/transport.ts';
import type { Clock } from '../util/clock.ts';

/** A unit whose port is ours and which has said who it is; disposing lets go of both. */
export interface OpenUnit extends AsyncDisposable {
  readonly port: PortInfo;
  readonly session: Session;
  readonly lease: PortLease;
}

export interface Sessions {
  /** Opens port and unit; disposing the session closes both. Whoever calls holds the lease. */
  open(port: PortInfo, driver: DriverModule, options: unknown, signal: AbortSignal): Promise<Session>;
  /** As `open`, taking the port for `holder` first. */
  take(port: PortInfo, driver: DriverModule, options: unknown, holder: Holder, signal: AbortSignal): Promise<OpenUnit>;
  /** Asks the unit on a port who it is, holding the port as `holder` meanwhile; writes nothing. */
  identify(
    port: PortInfo,
    driver: DriverModule,
    options: unknown,
    holder: Holder,
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

  const take: Sessions['take'] = async (port, driver, options, holder, signal) => {
    await using stack = new AsyncDisposableStack();
    const lease = stack.use(leases.acquire(port.id, holder));
    const session = stack.use(await open(port, driver, options, signal));
    // It came after its time: nobody would close it.
    signal.throwIfAborted();
    const owned = stack.move();
    return { port, session, lease, [Symbol.asyncDispose]: () => owned.disposeAsync() };
  };

  return {
    open,
    take,
    async identify(port, driver, options, holder, signal) {
      await using unit = await take(port, driver, options, holder, signal);
      return unit.session.identity;
    },
  };
}
