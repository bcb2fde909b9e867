// Owns: the wire that is no wire: the command line and tests call the engine in their own process.
// May import contract and the engine's interface. Inputs and outputs pass the same schemas as on every other wire.
import { createProcedureClient, getRouter, isProcedure } from '@orpc/server';
import { SlipwayError } from '../contract/errors.ts';
import type { Engine } from '../engine/engine.ts';
import { type Connection, createConnection, type WireLink } from './connection.ts';
import { createRouter, type RouterOptions } from './router.ts';

/** Closing it cancels its calls; the engine itself belongs to whoever made it. */
export function createInProcessClient(engine: Engine, options: RouterOptions = {}): Connection {
  const router = createRouter(engine, options);
  const closed = new AbortController();
  const refusal = () => new SlipwayError('wire/closed', 'This client has been closed.');
  const link: WireLink = {
    async call(path, input, callOptions) {
      if (closed.signal.aborted) throw refusal();
      const procedure = getRouter(router, [...path]);
      if (!isProcedure(procedure)) {
        throw new SlipwayError('wire/malformed', `There is no procedure ${path.join('.')}.`);
      }
      const signal = callOptions.signal ? AbortSignal.any([callOptions.signal, closed.signal]) : closed.signal;
      const call = createProcedureClient(procedure, { context: {}, path });
      const broken = Promise.withResolvers<never>();
      const onClose = () => broken.reject(refusal());
      closed.signal.addEventListener('abort', onClose, { once: true });
      try {
        return await Promise.race([call(input, { signal }), broken.promise]);
      } finally {
        closed.signal.removeEventListener('abort', onClose);
      }
    },
  };
  return createConnection(link, async () => closed.abort());
}
