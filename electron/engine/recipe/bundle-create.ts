import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { SlipwayError } from '../../contract/errors.ts';
import { defaultArchiveLimits } from '../image/archive.ts';
import { findCollision, pathObjection } from '../image/archive-path.ts';
import { openRegularFile } from '../util/regular-file.ts';
import { type BundleFacts, factsOf, inspectBundle } from './bundle.ts';
import { hashHex } from './bundle-verify.ts';
import { createEnvelope, type DsseSigner } from './dsse.ts';
import type { LoadedRecipe } from './load.ts';
import {
  envelopePath,
  type ManifestFile,
  manifestPath,
  manifestPayloadType,
  manifestText,
  recipePath,
} from './manifest.ts';
import { resolveInside } from './resolve-inside.ts';

export interface CreateBundleRequest {
  readonly loaded: LoadedRecipe;
  readonly outFile: string;
  readonly signers: readonly DsseSigner[];
  readonly createdAtMs: number;
  readonly expiresAtMs: number | undefined;
}

/** The same for every file of every bundle, so that the same content makes the same bytes. */
const zipOptions = { mtime: new Date(0x7bb0_0000 * 1000), mode: 0o100644, forceDosTimestamp: true };

/**
 * Packs a recipe with the files that it names, and signs the list of them. The same content, keys and time give the same
 * bytes. Rejects with recipe/missing-file, bundle/unsigned, bundle/unsafe-path, bundle/too-large.
 */
export async function createBundle(request: CreateBundleRequest): Promise<BundleFacts> {
  const { loaded, outFile, signers, createdAtMs, expiresAtMs } = request;
  if (signers.length === 0) throw new SlipwayError('bundle/unsigned', `No key was named that signs ${outFile}.`);
  const sources = await recipeFiles(loaded);
  const files: ManifestFile[] = [];
  for (const { name, file } of sources) files.push({ path: name, ...(await measure(file)) });
  const manifest = {
    bundle: 1 as const,
    product: loaded.recipe.product,
    version: loaded.recipe.version,
    createdAt: new Date(createdAtMs).toISOString(),
    ...(expiresAtMs === undefined ? {} : { expiresAt: new Date(expiresAtMs).toISOString() }),
    files,
  };
  const manifestBytes = Buffer.from(manifestText(manifest), 'utf8');
  const envelope = Buffer.from(await createEnvelope(manifestPayloadType, manifestBytes, signers), 'utf8');

  const temporary = `${outFile}.${process.pid}.tmp`;
  const write = async (compress: boolean) => {
    const zip = new ZipFile();
    zip.addBuffer(manifestBytes, manifestPath, { ...zipOptions, compress });
    zip.addBuffer(envelope, envelopePath, { ...zipOptions, compress });
    for (const { name, file } of sources) zip.addFile(file, name, { ...zipOptions, compress });
    zip.end();
    await new Promise<void>((resolve, reject) => {
      zip.on('error', reject);
      pipeline(zip.outputStream, createWriteStream(temporary, { mode: 0o644 })).then(resolve, reject);
    });
  };
  try {
    await write(true);
    // What a station would refuse must not leave this one; that a file changed meanwhile is found here as well.
    const packed = await inspectBundle(temporary).catch(async (thrown: unknown) => {
      if (!(thrown instanceof SlipwayError) || thrown.code !== 'bundle/too-large') throw thrown;
      // Firmware that is mostly blank packs as well as a bomb does: then it is not packed.
      await write(false);
      return inspectBundle(temporary);
    });
    await syncFile(temporary);
    await rename(temporary, outFile);
    return factsOf(manifest, hashHex(manifestBytes), packed.signers);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function syncFile(file: string): Promise<void> {
  await using handle = await open(file, 'r+');
  await handle.sync();
}

/** The recipe, as recipe.yaml, and what it names, by name; each file once. Rejects with recipe/missing-file, bundle/unsafe-path. */
export async function recipeFiles(loaded: LoadedRecipe): Promise<{ readonly name: string; readonly file: string }[]> {
  const { recipe } = loaded;
  const folder = await realpath(path.dirname(loaded.file));
  const found = new Map([[recipePath, await realpath(loaded.file)]]);
  const add = async (name: string, keyPath: readonly (string | number)[]) => {
    const file = await resolveInside(loaded, folder, name, keyPath);
    const clean = path.posix.normalize(name);
    const objection = pathObjection(clean);
    if (objection !== undefined || clean === manifestPath || clean === envelopePath)
      throw unsafe(
        `The file "${name}" cannot be in a bundle: its path ${objection?.text ?? 'is that of the manifest'}.`,
      );
    found.set(clean, file);
  };
  for (const [index, image] of recipe.images.entries()) await add(image.file, ['images', index, 'file']);
  const serial = recipe.identity?.serial;
  if (serial !== undefined && 'pool' in serial) await add(serial.pool, ['identity', 'serial', 'pool']);
  const twin = findCollision(found.keys());
  if (twin !== undefined) throw unsafe(`The recipe names "${twin}" in two ways that some systems cannot tell apart.`);
  const [first, ...others] = [...found].map(([name, file]) => ({ name, file }));
  others.sort((a, b) => (a.name < b.name ? -1 : 1));
  return first === undefined ? [] : [first, ...others];
}

const unsafe = (message: string) => new SlipwayError('bundle/unsafe-path', message);

async function measure(file: string): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    await using handle = await openRegularFile(file);
    for await (const chunk of handle.createReadStream({ autoClose: false })) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('the file gave no bytes');
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new SlipwayError('bundle/unreadable', `${file} cannot be read into the bundle: ${reason}.`, {
      cause: thrown,
    });
  }
  if (sizeBytes > defaultArchiveLimits.entryBytes)
    throw new SlipwayError(
      'bundle/too-large',
      `${file} has ${sizeBytes} bytes; a bundle takes at most ${defaultArchiveLimits.entryBytes}.`,
    );
  return { sizeBytes, sha256: hash.digest('hex') };
}
