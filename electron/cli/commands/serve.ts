import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import { untilAborted } from '../../engine/util/until-aborted.ts';
import type { AddCommand } from '../act.ts';
import type { CliContext } from '../context.ts';

export const addServe: AddCommand = (program, act) => {
  program
    .command('serve')
    .description('run the station for browsers and programs: the window as a page, HTTP, OpenAPI and WebSocket')
    .option('--port <n>', 'port; a free one by default', '0')
    .option('--listen <address>', 'address to listen on; anything but loopback needs TLS', '127.0.0.1')
    .option('--tls-cert <file>', 'certificate chain (PEM)')
    .option('--tls-key <file>', 'private key (PEM)')
    .option('--host-name <name...>', 'further names by which clients reach this station')
    .addHelpText(
      'after',
      `
Examples:
  slipway serve
  slipway serve --virtual 4 --port 8750
  slipway serve --listen 10.0.0.7 --port 8750 --tls-cert station.crt --tls-key station.key --host-name line3.example

Prints an address to open in a browser; it ends in the token, which the page takes out of the address bar at once.
The token also is in serve.json (mode 0600) in the data directory,
where \`slipway ... --connect <url>\` finds it. docs/serve.md has the API and an example.`,
    )
    .action(
      act(schema, async (context, input) => {
        const [{ startServer }, { writeServeFile }, tls] = await Promise.all([
          import('../../api/http.ts'),
          import('../serve-file.ts'),
          readTls(context, input),
        ]);
        const engine = await context.openHost();
        try {
          await using server = await startServer(engine, {
            host: input.listen,
            port: input.port,
            hostNames: input.hostName,
            tls,
            uiDir,
            version: context.deps.version,
            onDefect: (thrown, procedure) =>
              context.io.err(
                `${procedure}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`,
              ),
          });
          const { url, token } = server;
          // A fragment is not sent to servers, and the page takes it out of the address bar at once.
          const page = `${url}/#token=${token}`;
          const removeServeFile = await writeServeFile(context.dataDir, { url, token, pid: process.pid });
          try {
            context.print({ kind: 'serving', url, token, page, dataDir: context.dataDir }, () =>
              [
                `Station   ${url}\n`,
                `Open      ${context.paint('bold', page)}\n`,
                `Token     ${token}\n`,
                `API       ${url}/api/v1, described by ${url}/openapi.json\n`,
                `Data      ${context.dataDir}\n`,
                'Ctrl-C ends it; runs stop at their next safe point.\n',
              ].join(''),
            );
            await untilAborted(context.signal);
          } finally {
            await removeServeFile();
          }
        } finally {
          await engine.close();
        }
        return undefined;
      }),
    );
};

/** Where `npm run build` puts the window. */
const uiDir = path.join(import.meta.dirname, '..', '..', '..', 'dist', 'renderer');

const schema = z.object({
  port: z.coerce.number().int().min(0).max(65535),
  listen: z.string().min(1),
  tlsCert: z.string().optional(),
  tlsKey: z.string().optional(),
  hostName: z.array(z.string()).optional(),
});

async function readTls(context: CliContext, { tlsCert, tlsKey }: z.infer<typeof schema>) {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new SlipwayError('station/usage', '--tls-cert and --tls-key belong together; one of them is missing.');
  }
  return { cert: await readPem(context.resolve(tlsCert)), key: await readPem(context.resolve(tlsKey)) };
}

async function readPem(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (thrown) {
    throw new SlipwayError('station/usage', `The file ${file} cannot be read.`, { cause: thrown, context: { file } });
  }
}
