// Owns: the file by which local tools find a running station and its token. Imports contract only.
import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { SlipwayError } from '../contract/errors.ts';

const serveFileSchema = z.strictObject({ url: z.string(), token: z.string(), pid: z.number().int() });
export type ServeFile = z.infer<typeof serveFileSchema>;

export const serveFilePath = (dataDir: string): string => path.join(dataDir, 'serve.json');

/** Readable by this user only, from its first byte on. Returns how to remove it. */
export async function writeServeFile(dataDir: string, content: ServeFile): Promise<() => Promise<void>> {
  const file = serveFilePath(dataDir);
  // An old file may have other permissions; `wx` makes sure that this one is ours.
  await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(content)}\n`);
  } finally {
    await handle.close();
  }
  return () => rm(file, { force: true });
}

/** The token for `url`: from a file that was named, the environment, or the station's own file. Throws wire/bad-token. */
export async function readToken(request: {
  readonly url: string;
  readonly dataDir: string;
  readonly tokenFile: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Promise<string> {
  if (request.tokenFile !== undefined) return (await readText(request.tokenFile)).trim();
  if (request.env.SLIPWAY_TOKEN !== undefined) return request.env.SLIPWAY_TOKEN;
  const file = serveFilePath(request.dataDir);
  const content = parse(await readText(file));
  if (content === undefined || new URL(content.url).origin !== new URL(request.url).origin) {
    throw new SlipwayError('wire/bad-token', `${file} holds no token for ${request.url}.`, {
      action: 'Give the token with --token-file or SLIPWAY_TOKEN; `slipway serve` printed it.',
    });
  }
  return content.token;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw new SlipwayError('wire/bad-token', `No token is known: ${file} cannot be read.`, {
      cause: thrown,
      action: 'Give the token with --token-file or SLIPWAY_TOKEN; `slipway serve` printed it.',
    });
  }
}

function parse(text: string): ServeFile | undefined {
  try {
    return serveFileSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
