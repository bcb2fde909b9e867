// Owns: the file of a key store: its form, and that it is always whole on disk. May import contract and passphrase.ts.
// What it says is sealed; keystore.ts opens it. Start reading at `readStore`.

import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { scryptCostSchema } from './passphrase.ts';

const base64 = z.base64().max(1024 * 1024);
const sealingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('passphrase'),
    cost: scryptCostSchema,
    salt: base64,
    /** A known text sealed with the key: tells a wrong passphrase from a damaged entry. */
    check: base64,
    /** SHA-256 over the fields above: tells a wrong passphrase from damage to them. */
    digest: z.string(),
  }),
  z.strictObject({ kind: z.literal('os-keychain') }),
]);
export type Sealing = z.infer<typeof sealingSchema>;
export type PassphraseSealing = Extract<Sealing, { kind: 'passphrase' }>;

const fileSchema = z.strictObject({
  slipwayKeyStore: z.literal(1),
  sealing: sealingSchema,
  entries: z.record(z.string().max(128), z.strictObject({ sealed: base64, publicText: z.string() })),
});
export type StoreFile = z.infer<typeof fileSchema>;

export const damaged = (filePath: string, reason: Sentence, cause?: unknown) =>
  new SlipwayError('secret/damaged', say('store-unreadable', { file: filePath, reason }), { cause });

/** The key store as it is on disk; undefined where there is none yet. Rejects with secret/damaged. */
export async function readStore(filePath: string): Promise<StoreFile | undefined> {
  let text: string;
  try {
    text = await readFile(filePath, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw damaged(filePath, say('reason-store-closed'), thrown);
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw damaged(filePath, say('reason-store-version'), thrown);
  }
}

/** Written whole beside the old one and renamed over it, both durable: a cut in between leaves the old one. */
export async function writeStore(filePath: string, content: StoreFile): Promise<void> {
  const folder = path.dirname(filePath);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${filePath}.${process.pid}.tmp`;
  await rm(temporary, { force: true });
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, filePath);
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; its rename is journaled by the file system.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
