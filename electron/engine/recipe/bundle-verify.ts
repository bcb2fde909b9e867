// Owns: what makes a bundle acceptable, wherever its files lie: in an archive or unpacked in the library.
// May import contract, dsse, manifest, semver, trust. Start reading at `judgeManifest`.

import { createHash } from 'node:crypto';
import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { tryParseEnvelope } from './dsse.ts';
import { type Manifest, manifestPayloadType, readManifest, recipePath } from './manifest.ts';
import { compareVersions } from './semver.ts';
import { judgeSignatures, type Trust } from './trust.ts';

/** What the station accepted last of a product. */
export type LatestBundle = (product: string) => { readonly version: string; readonly manifestHash: string } | undefined;

export interface VerifyDeps {
  readonly trust: Pick<Trust, 'roots'>;
  readonly clock: { nowMs(): number };
  readonly latest: LatestBundle;
}

/** A manifest that may be believed; the files that it lists are still to be compared. */
export interface JudgedManifest {
  readonly manifest: Manifest;
  /** SHA-256 (hex) of manifest.json. */
  readonly manifestHash: string;
  /** Key ids of the signatures that count. */
  readonly signers: readonly string[];
}

export const hashHex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The parts of a bundle that are read before anything in it is believed. `name` is what messages call it. */
export interface BundleHead {
  readonly name: string;
  readonly manifestBytes: Uint8Array;
  readonly envelopeBytes: Uint8Array | undefined;
}

/**
 * Signatures first, then content, then validity, then order of versions. Rejects with bundle/unsigned, untrusted-signer,
 * signature-invalid, threshold-not-met, expired, altered, not-a-bundle, rolled-back.
 */
export async function judgeManifest(head: BundleHead, deps: VerifyDeps): Promise<JudgedManifest> {
  const { name } = head;
  const fail = (code: `bundle/${'altered' | 'expired' | 'rolled-back' | 'unsigned'}`, reason: Sentence) =>
    new SlipwayError(code, say('bundle-is', { file: name, reason }));
  if (head.envelopeBytes === undefined) throw fail('bundle/unsigned', say('reason-unsigned'));
  const envelope = tryParseEnvelope(Buffer.from(head.envelopeBytes).toString('utf8'));
  if (envelope === undefined || envelope.payloadType !== manifestPayloadType)
    throw fail('bundle/altered', say('reason-signatures-unreadable'));
  const nowMs = deps.clock.nowMs();
  const keys = await judgeSignatures(envelope, await deps.trust.roots(), nowMs, name);
  if (!Buffer.from(envelope.payload).equals(head.manifestBytes))
    throw fail('bundle/altered', say('reason-manifest-differs'));

  const manifest = manifestOf(head);
  if (manifest.expiresAt !== undefined && Date.parse(manifest.expiresAt) < nowMs)
    throw fail(
      'bundle/expired',
      say('reason-expired', { endsAt: manifest.expiresAt, now: new Date(nowMs).toISOString() }),
    );
  const manifestHash = hashHex(head.manifestBytes);
  const last = deps.latest(manifest.product);
  if (last !== undefined) {
    const order = compareVersions(manifest.version, last.version);
    const what = { product: manifest.product, version: manifest.version, last: last.version };
    if (order < 0) throw fail('bundle/rolled-back', say('reason-older', what));
    if (order === 0 && manifestHash !== last.manifestHash)
      throw fail('bundle/rolled-back', say('reason-same-version', what));
  }
  return { manifest, manifestHash, signers: keys.map(({ keyId }) => keyId) };
}

/** The manifest of a bundle. Rejects with bundle/not-a-bundle when there is none that can be read. */
export function manifestOf({ name, manifestBytes }: Pick<BundleHead, 'name' | 'manifestBytes'>): Manifest {
  const read = readManifest(manifestBytes);
  const unfit = (reason: Sentence) => new SlipwayError('bundle/not-a-bundle', say('bundle-is', { file: name, reason }));
  if ('why' in read) throw unfit(say('reason-manifest-unusable', { cause: read.why }));
  const { manifest } = read;
  if (!manifest.files.some(({ path }) => path === recipePath))
    throw unfit(say('reason-not-listed', { path: recipePath }));
  return manifest;
}

/** Every file that is there is listed, and every listed one is there. Throws bundle/altered. */
export function compareFileLists(
  name: string,
  manifest: Manifest,
  found: readonly { readonly path: string; readonly sizeBytes: number }[],
): void {
  const altered = (reason: Sentence) => new SlipwayError('bundle/altered', say('bundle-is', { file: name, reason }));
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  if (listed.size !== manifest.files.length) throw altered(say('reason-listed-twice'));
  for (const { path, sizeBytes } of found) {
    const file = listed.get(path);
    if (file === undefined) throw altered(say('reason-unlisted', { path }));
    if (file.sizeBytes !== sizeBytes)
      throw altered(say('reason-size-differs', { path, sizeBytes, expectedBytes: file.sizeBytes }));
    listed.delete(path);
  }
  const [missing] = listed.keys();
  if (missing !== undefined) throw altered(say('reason-listed-missing', { path: missing }));
}

/** Throws bundle/altered when the hash of a file is not the listed one. */
export function compareHash(
  name: string,
  file: { readonly path: string; readonly sha256: string },
  found: string,
): void {
  if (found === file.sha256) return;
  throw new SlipwayError(
    'bundle/altered',
    say('bundle-is', {
      file: name,
      reason: say('reason-hash-differs', { path: file.path, found, expected: file.sha256 }),
    }),
  );
}
