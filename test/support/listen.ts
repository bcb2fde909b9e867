// Owns: a server on a port of the loopback that nobody else has. Imports Node only.
import type { Server } from 'node:net';

/** Resolves with the port, which the operating system chose, when the server listens. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
