// DSSE envelopes: a payload of a named type with signatures over both.
// Source: github.com/secure-systems-lab/dsse, protocol.md and envelope.md, v1.0.
import { verifyAsync } from '@noble/ed25519';
import * as z from 'zod';

/** Members that are not named here are ignored, as envelope.md asks. */
const envelopeSchema = z.object({
  payloadType: z.string().min(1).max(256),
  payload: z.base64(),
  signatures: z.array(z.object({ keyid: z.string().max(256).default(''), sig: z.base64() })).max(64),
});

export interface DsseSignature {
  /** A hint only: it is not signed, so it may name anybody. */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

export interface DsseEnvelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly DsseSignature[];
}

/** What signs: Ed25519 over the pre-authentication encoding. */
export interface DsseSigner {
  readonly keyId: string;
  sign(message: Uint8Array): Promise<Uint8Array>;
}

/** PAE(type, body) = "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body; lengths are bytes in decimal (protocol.md). */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const typeBytes = Buffer.byteLength(payloadType, 'utf8');
  return Buffer.concat([Buffer.from(`DSSEv1 ${typeBytes} ${payloadType} ${payload.length} `, 'utf8'), payload]);
}

/** The JSON text of an envelope, one signature per signer. Ed25519 signs without chance, so the text repeats. */
export async function createEnvelope(
  payloadType: string,
  payload: Uint8Array,
  signers: readonly DsseSigner[],
): Promise<string> {
  const message = preAuthenticationEncoding(payloadType, payload);
  const signatures = await Promise.all(
    signers.map(async (signer) => ({
      keyid: signer.keyId,
      sig: Buffer.from(await signer.sign(message)).toString('base64'),
    })),
  );
  const envelope = { payloadType, payload: Buffer.from(payload).toString('base64'), signatures };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/** The envelope in a text, or undefined when it is none. Nothing in it is verified yet. */
export function tryParseEnvelope(text: string): DsseEnvelope | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = envelopeSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { payloadType, payload, signatures } = parsed.data;
  return {
    payloadType,
    payload: Buffer.from(payload, 'base64'),
    signatures: signatures.map(({ keyid, sig }) => ({ keyId: keyid, signature: Buffer.from(sig, 'base64') })),
  };
}

/** True when the signature over the envelope's type and payload was made with this key; false for anything malformed. */
export async function isSignedBy(
  envelope: DsseEnvelope,
  { signature }: DsseSignature,
  publicKey: Uint8Array,
): Promise<boolean> {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  const message = preAuthenticationEncoding(envelope.payloadType, envelope.payload);
  try {
    // Strict RFC 8032, not ZIP-215: one signature has one form.
    return await verifyAsync(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
