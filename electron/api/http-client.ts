// Owns: the client over plain HTTP. It needs the contract itself, for each procedure's method and path; the others do not.
// Start reading at `createHttpClient`.
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { contract } from '../contract/api.ts';
import { type RemoteOptions, refusal } from './client.ts';
import { type Connection, createConnection } from './connection.ts';

/** Calls over plain HTTP, as the software of a plant would; each is a request of its own. */
export function createHttpClient(options: RemoteOptions): Connection {
  const closed = new AbortController();
  const link = new OpenAPILink(contract, {
    url: new URL('/api/v1', options.url),
    headers: { authorization: `Bearer ${options.token}` },
    fetch: async (request, init) => {
      if (closed.signal.aborted) throw closed.signal.reason;
      return await fetch(request, { ...init, signal: AbortSignal.any([request.signal, closed.signal]) });
    },
  });
  return createConnection(link, async () => closed.abort(refusal()));
}
