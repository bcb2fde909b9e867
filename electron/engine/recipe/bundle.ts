// Owns: bundles as files: looking into them, verifying them, unpacking them. bundle-create.ts makes them.
// May import contract, image/archive and siblings. Start reading at `openBundle`.
import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { type Archive, type ArchiveLimits, defaultArchiveLimits, openArchive } from '../image/archive.ts';
import {
  type BundleHead,
  compareFileLists,
  compareHash,
  hashHex,
  type JudgedManifest,
  judgeManifest,
  manifestOf,
  type VerifyDeps,
} from './bundle-verify.ts';
import { tryParseEnvelope } from './dsse.ts';
import { envelopePath, type Manifest, type ManifestFile, manifestPath, unlistedPaths } from './manifest.ts';

const maxManifestBytes = 1024 * 1024;
const maxEnvelopeBytes = 2 * 1024 * 1024;

/** A bundle as it says of itself. */
export interface BundleFacts {
  readonly product: string;
  readonly version: string;
  readonly manifestHash: string;
  readonly signers: readonly string[];
  readonly files: readonly ManifestFile[];
}

/** A bundle file that is open; nothing of it is believed until `judge` has resolved. */
export interface OpenBundle extends AsyncDisposable {
  readonly head: BundleHead;
  /** Signatures, validity, roll-back and the list of files, but not yet their content. Rejects with bundle/*. */
  judge(deps: VerifyDeps): Promise<JudgedManifest>;
  /** Hashes every file without writing any. Rejects with bundle/altered. */
  compareContent(manifest: Manifest): Promise<void>;
  /** Writes every file into a folder of its own, hashed on the way and synced. Rejects with bundle/altered. */
  extract(manifest: Manifest, folder: string): Promise<void>;
}

/**
 * Opens a bundle file. Rejects with bundle/unreadable, not-a-bundle, truncated, too-large, unsafe-path, altered.
 * `name` is what messages call it, where that is not its path.
 */
export async function openBundle(
  file: string,
  limits: ArchiveLimits = defaultArchiveLimits,
  name?: string,
): Promise<OpenBundle> {
  const archive = await openArchive(file, limits, name);
  try {
    const head = await readHead(archive, name ?? path.basename(file));
    const eachFile = async (manifest: Manifest, sink: (file: ManifestFile) => Promise<Sink>) => {
      compareContents(archive, head.name, manifest);
      for (const entry of manifest.files) {
        const hash = createHash('sha256');
        await using target = await sink(entry);
        await archive.stream(entry.path, async (chunk) => {
          hash.update(chunk);
          await target.write(chunk);
        });
        compareHash(head.name, entry, hash.digest('hex'));
      }
    };
    return {
      head,
      async judge(deps) {
        const judged = await judgeManifest(head, deps);
        compareContents(archive, head.name, judged.manifest);
        return judged;
      },
      compareContent: (manifest) => eachFile(manifest, async () => nowhere),
      async extract(manifest, folder) {
        await eachFile(manifest, (entry) => fileSink(path.join(folder, ...entry.path.split('/'))));
        await writeWhole(path.join(folder, manifestPath), head.manifestBytes);
        await writeWhole(path.join(folder, envelopePath), head.envelopeBytes ?? new Uint8Array());
      },
      [Symbol.asyncDispose]: () => archive[Symbol.asyncDispose](),
    };
  } catch (thrown) {
    await archive[Symbol.asyncDispose]();
    throw thrown;
  }
}

async function readHead(archive: Archive, name: string): Promise<BundleHead> {
  const has = (wanted: string) => archive.entries.some((entry) => entry.path === wanted);
  if (!has(manifestPath)) {
    throw new SlipwayError(
      'bundle/not-a-bundle',
      say('bundle-is', { file: name, reason: say('reason-no-manifest', { path: manifestPath }) }),
    );
  }
  return {
    name,
    manifestBytes: await archive.read(manifestPath, maxManifestBytes),
    envelopeBytes: has(envelopePath) ? await archive.read(envelopePath, maxEnvelopeBytes) : undefined,
  };
}

function compareContents(archive: Archive, name: string, manifest: Manifest): void {
  const content = archive.entries.filter((entry) => !unlistedPaths.includes(entry.path));
  compareFileLists(name, manifest, content);
}

interface Sink extends AsyncDisposable {
  write(chunk: Uint8Array): Promise<void>;
}

const nowhere: Sink = { write: async () => undefined, [Symbol.asyncDispose]: async () => undefined };

/** A new file, on disk when it is closed. */
async function fileSink(target: string): Promise<Sink> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const handle = await open(target, 'wx', 0o600);
  return {
    write: async (chunk) => handle.writeFile(chunk),
    async [Symbol.asyncDispose]() {
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}

async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  await using sink = await fileSink(target);
  await sink.write(bytes);
}

/** Verifies a whole bundle file against this station. Rejects with bundle/*. */
export async function verifyBundle(file: string, deps: VerifyDeps, limits?: ArchiveLimits): Promise<BundleFacts> {
  await using bundle = await openBundle(file, limits);
  const { manifest, manifestHash, signers } = await bundle.judge(deps);
  await bundle.compareContent(manifest);
  return factsOf(manifest, manifestHash, signers);
}

/** Looks into a bundle; its content must fit its list, but who signed it is only told, not judged. */
export async function inspectBundle(file: string, limits?: ArchiveLimits): Promise<BundleFacts> {
  await using bundle = await openBundle(file, limits);
  const { head } = bundle;
  const manifest = manifestOf(head);
  await bundle.compareContent(manifest);
  const envelope = tryParseEnvelope(Buffer.from(head.envelopeBytes ?? []).toString('utf8'));
  const signers = envelope?.signatures.map(({ keyId }) => keyId) ?? [];
  return factsOf(manifest, hashHex(head.manifestBytes), signers);
}

export const factsOf = (manifest: Manifest, manifestHash: string, signers: readonly string[]): BundleFacts => ({
  product: manifest.product,
  version: manifest.version,
  manifestHash,
  signers,
  files: manifest.files,
});
