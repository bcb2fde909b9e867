// Owns: a port of the loopback on which nobody listens. Imports Node only.
import { createServer } from 'node:net';
import { listen } from './listen.ts';

/** Free when it was asked for: good for who is to find nobody there, and for a program that wants a number of its own. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
