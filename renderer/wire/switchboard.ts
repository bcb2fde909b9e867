// Owns: one client for the life of the page, on whatever connection there is now. Start reading at `createSwitchboard`.
import { type Connection, createConnection, type SlipwayClient, type WireLink } from '../../electron/api/connection.ts';
import { fromWireError } from '../../electron/api/wire-error.ts';
import { SlipwayError } from '../../electron/contract/errors.ts';

export interface Switchboard {
  /** Stays the same; its calls go over the connection of the moment. */
  readonly client: SlipwayClient;
  /** Calls from now on go over this one. Calls that wait on the one before fail with wire/closed. */
  attach(connection: Connection): void;
  /** Calls from now on fail with this, until there is a connection again. */
  detach(reason: SlipwayError): void;
}

export interface SwitchboardOptions {
  /** Told how each call went: undefined when the engine answered, whatever it said. */
  readonly onOutcome?: (failure: SlipwayError | undefined) => void;
}

const noSignal = new AbortController().signal;

/** Until the first `attach` or `detach`, calls wait: the page is quicker than the engine. */
export function createSwitchboard({ onOutcome }: SwitchboardOptions = {}): Switchboard {
  let current: Connection | undefined;
  let first = Promise.withResolvers<Connection>();
  first.promise.catch(() => undefined);

  const connection = async (signal: AbortSignal): Promise<Connection> => {
    if (current) return current;
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([first.promise, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };

  const link: WireLink = {
    async call(path, input, options) {
      const used = await connection(options.signal ?? noSignal);
      // What happens to a connection that was replaced says nothing about the one there is now.
      const tell = (failure: SlipwayError | undefined) => {
        if (used === current) onOutcome?.(failure);
      };
      try {
        const output = await used.link.call(path, input, options);
        tell(undefined);
        return output;
      } catch (thrown) {
        const failure = fromWireError(thrown, options.signal);
        if (!options.signal?.aborted) tell(failure);
        throw failure;
      }
    },
  };

  const drop = () => {
    const previous = current;
    current = undefined;
    // Its waiting calls are told by their own rejections.
    void previous?.close().catch(() => undefined);
  };
  return {
    client: createConnection(link, async () => drop()).client,
    attach(next) {
      drop();
      current = next;
      first.resolve(next);
    },
    detach(reason) {
      drop();
      first.reject(reason);
      first = Promise.withResolvers();
      first.promise.catch(() => undefined);
      first.reject(reason);
    },
  };
}

/** What a call gets while there is no engine to call. */
export const notConnected = (why: string): SlipwayError => new SlipwayError('wire/closed', why);
