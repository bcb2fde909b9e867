// Owns: somebody else's web server, which counts who comes; nobody should. Start reading at `openForeignServer`.
import { createServer } from 'node:http';
import { listen } from '../../support/listen.ts';

export interface ForeignServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** `GET /path` and `UPGRADE /path` of all that came. */
  readonly visits: readonly string[];
}

/** Answers every request with `page`. */
export async function openForeignServer(page = '<title>foreign</title>'): Promise<ForeignServer> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    // Chromium asks for it by itself; it says nothing about the page.
    if (request.url !== '/favicon.ico') visits.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(page);
  });
  server.on('upgrade', (request, socket) => {
    visits.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    visits,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
