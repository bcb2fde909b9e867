// Owns: what makes a bundle acceptable, wherever its files lie: in an archive or unpacked in the library.
// May import contract, dsse, manifest, semver, trust. Start reading at `judgeManifest`.
import { createHash } from 'node:crypto';
import { SlipwayError } from '../../contract/errors.ts';
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
  const fail = (code: `bundle/${'altered' | 'expired' | 'rolled-back' | 'unsigned'}`, why: string) =>
    new SlipwayError(code, `${name} ${why}.`, { context: { file: name } });
  if (head.envelopeBytes === undefined) throw fail('bundle/unsigned', 'carries no signature');
  const envelope = tryParseEnvelope(Buffer.from(head.envelopeBytes).toString('utf8'));
  if (envelope === undefined || envelope.payloadType !== manifestPayloadType)
    throw fail('bundle/altered', 'has signatures that cannot be read');
  const nowMs = deps.clock.nowMs();
  const keys = await judgeSignatures(envelope, await deps.trust.roots(), nowMs, name);
  if (!Buffer.from(envelope.payload).equals(head.manifestBytes))
    throw fail('bundle/altered', 'has a manifest other than the signed one');

  const manifest = manifestOf(head);
  if (manifest.expiresAt !== undefined && Date.parse(manifest.expiresAt) < nowMs)
    throw fail('bundle/expired', `was valid until ${manifest.expiresAt}; now it is ${new Date(nowMs).toISOString()}`);
  const manifestHash = hashHex(head.manifestBytes);
  const last = deps.latest(manifest.product);
  if (last !== undefined) {
    const order = compareVersions(manifest.version, last.version);
    const what = `is ${manifest.product} ${manifest.version}`;
    if (order < 0) throw fail('bundle/rolled-back', `${what}; this station already accepted ${last.version}`);
    if (order === 0 && manifestHash !== last.manifestHash)
      throw fail('bundle/rolled-back', `${what}, but with other content than the ${last.version} accepted before`);
  }
  return { manifest, manifestHash, signers: keys.map(({ keyId }) => keyId) };
}

/** The manifest of a bundle. Rejects with bundle/not-a-bundle when there is none that can be read. */
export function manifestOf({ name, manifestBytes }: Pick<BundleHead, 'name' | 'manifestBytes'>): Manifest {
  const manifest = readManifest(manifestBytes);
  const why =
    typeof manifest === 'string'
      ? `has a manifest that cannot be used: ${manifest}`
      : manifest.files.some(({ path }) => path === recipePath)
        ? undefined
        : `lists no ${recipePath}`;
  if (typeof manifest === 'string' || why !== undefined)
    throw new SlipwayError('bundle/not-a-bundle', `${name} ${why ?? ''}.`, { context: { file: name } });
  return manifest;
}

/** Every file that is there is listed, and every listed one is there. Throws bundle/altered. */
export function compareFileLists(
  name: string,
  manifest: Manifest,
  found: readonly { readonly path: string; readonly sizeBytes: number }[],
): void {
  const altered = (why: string) => new SlipwayError('bundle/altered', `${name} ${why}.`, { context: { file: name } });
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  if (listed.size !== manifest.files.length) throw altered('lists a file twice');
  for (const { path, sizeBytes } of found) {
    const file = listed.get(path);
    if (file === undefined) throw altered(`has a file that the manifest does not list: ${path}`);
    if (file.sizeBytes !== sizeBytes)
      throw altered(`has ${path} with ${sizeBytes} bytes; the manifest says ${file.sizeBytes}`);
    listed.delete(path);
  }
  const [missing] = listed.keys();
  if (missing !== undefined) throw altered(`lacks ${missing}, which the manifest lists`);
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
    `${name} has ${file.path} with SHA-256 ${found}; the manifest says ${file.sha256}.`,
    { context: { file: name, path: file.path, expected: file.sha256, found } },
  );
}
