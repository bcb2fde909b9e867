// Owns: a station as `slipway serve` opens it, and a client with its token. May import the engine and the wires.
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createWebSocketClient } from '../../electron/api/client.ts';
import type { SlipwayClient } from '../../electron/api/connection.ts';
import { startServer } from '../../electron/api/http.ts';
import { openHost } from '../../electron/engine/host.ts';
import { useTempDir } from './temp-dir.ts';

/** With one virtual unit. Call inside a test; it is closed when the test ends. */
export async function serveStation(): Promise<SlipwayClient> {
  const host = await openHost({ dataDir: path.join(useTempDir(), 'station'), virtualUnits: 1 });
  const server = await startServer(host, { version: '0.0.0' });
  const connection = createWebSocketClient({ url: server.url, token: server.token });
  onTestFinished(async () => {
    await connection.close();
    await server.close();
    await host.close();
  });
  return connection.client;
}
