// Owns: the one client type that every wire gives, whatever carries it. Imports contract only; runs in browsers too.
// Start reading at `SlipwayClient`.
import { type ClientLink, createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../contract/api.ts';
import { fromWireError } from './wire-error.ts';

/**
 * `client.runs.start(input, { signal })` and so on: one function for each procedure of the contract. Failures are
 * SlipwayErrors. Aborting the signal cancels the call in the engine; a stream whose signal is aborted ends.
 */
export type SlipwayClient = ContractRouterClient<Contract>;

/** A client and what keeps it connected. */
export interface Connection extends AsyncDisposable {
  readonly client: SlipwayClient;
  /** What carries the client's calls, for a client that outlives this connection. */
  readonly link: WireLink;
  /** Calls that wait fail with `wire/closed`; runs go on. */
  close(): Promise<void>;
}

type NoContext = Record<never, never>;
export type WireLink = ClientLink<NoContext>;

/** Puts the client on a wire. */
export function createConnection(link: WireLink, close: () => Promise<void>): Connection {
  const checked: WireLink = {
    async call(path, input, options) {
      try {
        const output = await link.call(path, input, options);
        return isStream(output) ? translateStream(output, options.signal) : output;
      } catch (thrown) {
        throw fromWireError(thrown, options.signal);
      }
    },
  };
  return { client: createORPCClient(checked), link: checked, close, [Symbol.asyncDispose]: close };
}

function isStream(output: unknown): output is AsyncIteratorObject<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;
}

function translateStream(source: AsyncIteratorObject<unknown, unknown, void>, signal: AbortSignal | undefined) {
  const end = { done: true, value: undefined } as const;
  const stream = {
    async next(): Promise<IteratorResult<unknown, undefined>> {
      if (signal?.aborted) return stream.return();
      try {
        const result = await source.next();
        return result.done ? end : { done: false, value: result.value };
      } catch (thrown) {
        if (signal?.aborted) return end;
        throw fromWireError(thrown);
      }
    },
    async return(): Promise<IteratorResult<unknown, undefined>> {
      await source.return?.();
      return end;
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}
