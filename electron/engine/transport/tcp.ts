// Owns: a serial port behind a plain TCP port (ser2net "raw", terminal servers): bytes only.
// May import contract and util. Start reading at `createTcpOpener`.
import type { Clock } from '../util/clock.ts';
import { openSocketTransport } from './socket-transport.ts';
import type { TransportOpener } from './transport.ts';

/** Raw TCP has neither a rate nor modem lines: any rate is accepted, lines are answered with 'no-modem-lines'. */
export function createTcpOpener(clock: Clock): TransportOpener {
  return {
    open: (port, options, signal) =>
      openSocketTransport(
        {
          clock,
          createDialect: (_port, { inbox }) => ({
            receive: (bytes) => inbox.push(bytes),
            encode: (bytes) => bytes,
            start: async () => undefined,
            setBaudRate: async () => undefined,
            setLines: async () => 'no-modem-lines',
            purgeInput: async () => undefined,
          }),
        },
        port,
        options.baudRate,
        signal,
      ),
  };
}
