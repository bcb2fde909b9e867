// Owns: whose bundles this station accepts: the roots in trust.json and the judgement of an envelope by them.
// May import contract, util and dsse.ts. Start reading at `judgeSignatures`.

import { createHash, createPublicKey } from 'node:crypto';
import { Point } from '@noble/ed25519';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { createJsonFile } from '../util/json-file.ts';
import { readRegularFile } from '../util/regular-file.ts';
import { createTurns } from '../util/turns.ts';
import { type DsseEnvelope, isSignedBy } from './dsse.ts';

const maxPemBytes = 64 * 1024;
const keyIdSchema = z.string().regex(/^[0-9a-f]{64}$/, '64 hex digits');
const momentSchema = z.iso.datetime().nullable();

const trustKeySchema = z.strictObject({
  /** SHA-256 of the raw public key. */
  keyId: keyIdSchema,
  name: z.string().min(1).max(120),
  /** Raw Ed25519 public key (RFC 8032), 32 bytes. */
  publicKey: z.base64(),
  notBefore: momentSchema,
  notAfter: momentSchema,
});
export type TrustKey = z.infer<typeof trustKeySchema>;

/** trust.json of the station. */
export const trustRootsSchema = z.strictObject({
  /** Signatures by this many different keys are needed. */
  threshold: z.int().min(1).max(16),
  keys: z
    .array(trustKeySchema.refine((key) => keyIdOf(rawKeyOf(key)) === key.keyId, 'the keyId is not that of the key'))
    .max(64)
    .refine((keys) => new Set(keys.map(({ keyId }) => keyId)).size === keys.length, 'a key is there twice'),
});
export type TrustRoots = z.infer<typeof trustRootsSchema>;

/** Nobody is trusted until a person says so. */
export const noTrustRoots: TrustRoots = { threshold: 1, keys: [] };

/** A trusted key as people see it. */
export interface TrustedKeyFacts {
  readonly keyId: string;
  readonly name: string;
  readonly notBeforeMs: number | null;
  readonly notAfterMs: number | null;
}

/** The trust of one station. Every call reads the file again, so that two processes agree. */
export interface Trust {
  roots(): Promise<TrustRoots>;
  list(): Promise<readonly TrustedKeyFacts[]>;
  /** Adds a key or replaces what is known of it. Rejects with wire/invalid-input for a key that must not be used. */
  add(request: {
    readonly publicKey: Uint8Array;
    readonly name: string;
    readonly notBeforeMs: number | null;
    readonly notAfterMs: number | null;
  }): Promise<TrustedKeyFacts>;
  remove(keyId: string): Promise<void>;
  setThreshold(threshold: number): Promise<void>;
}

export function createTrust(deps: { readonly filePath: string }): Trust {
  const store = createJsonFile(deps.filePath, trustRootsSchema, noTrustRoots);
  /** Each change reads and writes: two at once must not lose one. */
  const inTurn = createTurns();
  const change = (how: (roots: TrustRoots) => TrustRoots) =>
    inTurn(async () => store.write(parseRoots(how(await store.read()))));
  return {
    roots: () => store.read(),
    list: async () => (await store.read()).keys.map(factsOf),
    async add({ publicKey, name, notBeforeMs, notAfterMs }) {
      assertUsable(publicKey);
      const key: TrustKey = {
        keyId: keyIdOf(publicKey),
        name,
        publicKey: Buffer.from(publicKey).toString('base64'),
        notBefore: momentOf(notBeforeMs),
        notAfter: momentOf(notAfterMs),
      };
      await change((roots) => ({
        ...roots,
        keys: [...roots.keys.filter(({ keyId }) => keyId !== key.keyId), key],
      }));
      return factsOf(key);
    },
    remove: (keyId) =>
      change((roots) => {
        const keys = roots.keys.filter((key) => key.keyId !== keyId);
        if (keys.length === roots.keys.length) throw invalid(say('trust-removed', { keyId }));
        return { ...roots, keys };
      }),
    setThreshold: (threshold) => change((roots) => ({ ...roots, threshold })),
  };
}

const invalid = (message: Sentence | string, cause?: unknown) =>
  new SlipwayError('wire/invalid-input', message, { cause });

function parseRoots(roots: TrustRoots): TrustRoots {
  const parsed = trustRootsSchema.safeParse(roots);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalid(say('trust-unchangeable', { reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` }));
}

/** SHA-256 (hex) of a raw public key: how keys are called here. */
export const keyIdOf = (publicKey: Uint8Array): string => createHash('sha256').update(publicKey).digest('hex');

const factsOf = ({ keyId, name, notBefore, notAfter }: TrustKey): TrustedKeyFacts => ({
  keyId,
  name,
  notBeforeMs: momentMs(notBefore),
  notAfterMs: momentMs(notAfter),
});
const rawKeyOf = ({ publicKey }: TrustKey): Uint8Array => Buffer.from(publicKey, 'base64');
const momentOf = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const momentMs = (moment: string | null): number | null => (moment === null ? null : Date.parse(moment));

/** A point of small order would "verify" signatures that nobody made (RFC 8032, section 8.9 and "Taming the many EdDSAs"). */
function assertUsable(publicKey: Uint8Array): void {
  let isWeak: boolean;
  try {
    isWeak = Point.fromBytes(publicKey).isSmallOrder();
  } catch (thrown) {
    throw invalid(say('trust-no-key'), thrown);
  }
  if (isWeak) throw invalid(say('trust-weak-key'));
}

/** The raw public key in a PEM file (SubjectPublicKeyInfo, RFC 8410). Rejects with wire/invalid-input. */
export async function readPublicKey(file: string): Promise<Uint8Array> {
  try {
    return keyOfPem((await readRegularFile(file, maxPemBytes)).toString('utf8'));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw invalid(`${file} cannot be used as a public key: ${reason}.`, thrown);
  }
}

/** The raw public key that somebody pasted: PEM, or its 32 bytes in hex or base64. Throws wire/invalid-input. */
export function parsePublicKey(text: string): Uint8Array {
  const given = text.trim();
  try {
    const key = keyOfHexOrBase64(given) ?? keyOfPem(given);
    assertUsable(key);
    return key;
  } catch (thrown) {
    if (thrown instanceof SlipwayError) throw thrown;
    throw invalid(say('trust-text-unusable', { reason: reasonOf(thrown) }), thrown);
  }
}

/** A text that is a key, but not one that can be trusted. */
class UnusableKey extends Error {
  readonly reason: Sentence;
  constructor(reason: Sentence) {
    super(reason.text);
    this.reason = reason;
  }
}

const reasonOf = (thrown: unknown): Sentence | string => {
  if (thrown instanceof UnusableKey) return thrown.reason;
  return thrown instanceof Error ? thrown.message : String(thrown);
};

function keyOfHexOrBase64(text: string): Uint8Array | undefined {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return Buffer.from(text, 'hex');
  // 32 bytes are 43 characters and one of padding; both alphabets of RFC 4648.
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

function keyOfPem(text: string): Uint8Array {
  if (text.includes('PRIVATE KEY')) throw new UnusableKey(say('reason-private-key'));
  const { kty, crv, x } = createPublicKey(text).export({ format: 'jwk' });
  if (kty !== 'OKP' || crv !== 'Ed25519' || x === undefined) throw new UnusableKey(say('reason-no-ed25519'));
  return Buffer.from(x, 'base64url');
}

/**
 * The trusted keys whose signatures count, at least `threshold` of them. `name` is what the messages call the signed
 * thing. Rejects with bundle/unsigned, untrusted-signer, signature-invalid, expired, threshold-not-met.
 */
export async function judgeSignatures(
  envelope: DsseEnvelope,
  { threshold, keys }: TrustRoots,
  nowMs: number,
  name: string,
): Promise<readonly TrustKey[]> {
  const refuse = (
    code: `bundle/${'unsigned' | 'untrusted-signer' | 'signature-invalid' | 'expired' | 'threshold-not-met'}`,
    reason: Sentence,
  ) => new SlipwayError(code, say('bundle-is', { file: name, reason }), { context: { threshold } });
  const { signatures } = envelope;
  if (signatures.length === 0) throw refuse('bundle/unsigned', say('reason-unsigned'));
  const known = signatures.flatMap((signature) => {
    const key = keys.find(({ keyId }) => keyId === signature.keyId);
    return key === undefined ? [] : [{ key, signature }];
  });
  if (known.length === 0) {
    const signers = signatures.map(({ keyId }) => keyId.slice(0, 64) || 'nobody').join(', ');
    throw refuse('bundle/untrusted-signer', say('reason-stranger', { keyId: signers }));
  }
  const fitting = new Map<string, TrustKey>();
  for (const { key, signature } of known) {
    if (!(await isSignedBy(envelope, signature, rawKeyOf(key))))
      throw refuse('bundle/signature-invalid', say('reason-signature-wrong', { name: key.name }));
    fitting.set(key.keyId, key);
  }
  const valid = [...fitting.values()].filter((key) => isValidAt(key, nowMs));
  if (valid.length >= threshold) return valid;
  if (fitting.size >= threshold) {
    const outside = [...fitting.values()].find((key) => !isValidAt(key, nowMs));
    throw refuse('bundle/expired', say('reason-key-expired', validityOf(outside)));
  }
  throw refuse('bundle/threshold-not-met', say('reason-too-few-signers', { count: valid.length, threshold }));
}

const isValidAt = ({ notBefore, notAfter }: TrustKey, nowMs: number): boolean =>
  (momentMs(notBefore) ?? -Infinity) <= nowMs && nowMs <= (momentMs(notAfter) ?? Infinity);

const validityOf = (key: TrustKey | undefined) => ({
  name: key?.name ?? '',
  notBefore: key?.notBefore ?? '…',
  notAfter: key?.notAfter ?? '…',
});
