// Owns: texts that one station signs for another: a DSSE envelope over JSON, signed with the station's own key.
// Source: github.com/secure-systems-lab/dsse, protocol.md v1.0 (pre-authentication encoding, envelope).

import { verify } from 'node:crypto';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { fingerprintOfPem } from '../identity/keys.ts';
import { preAuthenticationEncoding } from '../recipe/dsse.ts';
import { canonicalJson } from './connector.ts';

/** What signs a file: the station's key. */
export interface CarrySigner {
  /** SHA-256 (hex) of the public key's SubjectPublicKeyInfo. */
  readonly keyId: string;
  readonly publicKeyPem: string;
  sign(data: Uint8Array): Uint8Array;
  /** Forgets the private key. */
  wipe?(): void;
}

/**
 * Longest file that is written or read. A stranger's file costs no more than reading this much as one string: its content
 * is looked at only after its signature.
 */
export const carriedSizeLimitBytes = 32 * 1024 * 1024;

const envelopeSchema = z.strictObject({
  payloadType: z.string().max(128),
  payload: z.base64(),
  signatures: z
    .array(z.strictObject({ keyid: z.string().regex(/^[0-9a-f]{64}$/), sig: z.base64().max(256) }))
    .min(1)
    .max(16),
  /** For people and for the first meeting of two machines; trust comes from elsewhere. */
  publicKey: z.string().max(2048),
});

/** Signs a content; the same content gives the same text, since Ed25519 signs without chance. */
export function sealEnvelope(payloadType: string, content: z.core.util.JSONType, signer: CarrySigner): string {
  const payload = Buffer.from(canonicalJson(content), 'utf8');
  const signature = Buffer.from(signer.sign(preAuthenticationEncoding(payloadType, payload)));
  const envelope = {
    payloadType,
    payload: payload.toString('base64'),
    signatures: [{ keyid: signer.keyId, sig: signature.toString('base64') }],
    publicKey: signer.publicKeyPem,
  };
  const text = `${JSON.stringify(envelope, null, 2)}\n`;
  if (text.length <= carriedSizeLimitBytes) return text;
  throw new SlipwayError('wire/too-large', say('carry-too-large', { sizeBytes: text.length }), {
    context: { limitBytes: carriedSizeLimitBytes },
    action: say('do-deliver-by-network'),
  });
}

/** What a file may be, and in which words it is refused. */
export interface EnvelopeKind<T> {
  readonly payloadType: string;
  /** As messages call it: `enrollment file`. */
  readonly name: Sentence;
  readonly schema: z.ZodType<T>;
}

/**
 * The content of a file that one of the trusted keys signed. Throws fleet/carry-file-untrusted for a stranger's, and
 * fleet/carry-file-invalid for one that was altered, cut off, or is something else.
 */
export function openEnvelope<T>(
  text: string,
  kind: EnvelopeKind<T>,
  trust: { readonly publicKeyPems: readonly string[] },
): { readonly content: T; readonly keyId: string } {
  const what = kind.name;
  const invalid = (reason: Sentence, cause?: unknown) =>
    new SlipwayError('fleet/carry-file-invalid', say('carry-unusable', { what, reason }), { cause });
  if (text.length > carriedSizeLimitBytes)
    throw invalid(say('reason-carry-too-long', { maximum: carriedSizeLimitBytes }));
  const envelope = envelopeSchema.safeParse(parseJson(text));
  if (!envelope.success) throw invalid(say('reason-carry-cut', { what }), envelope.error);
  const { payloadType, signatures } = envelope.data;
  if (payloadType !== kind.payloadType) throw invalid(say('reason-carry-other', { what }));

  const trusted = new Map(trust.publicKeyPems.map((pem) => [fingerprintOfPem(pem), pem]));
  const known = signatures.filter(({ keyid }) => trusted.has(keyid));
  if (known.length === 0) {
    const keyId = signatures[0]?.keyid ?? 'nobody';
    throw new SlipwayError('fleet/carry-file-untrusted', say('carry-stranger', { what, keyId }));
  }
  const payload = Buffer.from(envelope.data.payload, 'base64');
  const message = preAuthenticationEncoding(payloadType, payload);
  const signature = known.find(({ keyid, sig }) => isSignedBy(trusted.get(keyid), message, sig));
  if (signature === undefined) throw invalid(say('reason-carry-signature'));
  const content = kind.schema.safeParse(parseJson(payload.toString('utf8')));
  if (!content.success) throw invalid(say('reason-carry-version'), content.error);
  return { content: content.data, keyId: signature.keyid };
}

/** Whether a text is a signed file of this kind, whoever signed it. */
export function isEnvelope(text: string, payloadType: string): boolean {
  const parsed = envelopeSchema.safeParse(parseJson(text));
  return parsed.success && parsed.data.payloadType === payloadType;
}

function isSignedBy(publicKeyPem: string | undefined, message: Uint8Array, signature: string): boolean {
  if (publicKeyPem === undefined) return false;
  return verify(null, message, publicKeyPem, Buffer.from(signature, 'base64'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
