// Owns: a port of the loopback on which nobody listens. Imports Node only.
import { createServer } from 'node:net';

/** Free when it was asked for: good for who is to find nobody there, and for a program that wants a number of its own. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  await new Promise((resolve) => server.close(resolve));
  return address.port;
}
