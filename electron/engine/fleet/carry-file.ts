// An enrollment file for carrying by hand: what waits for a fleet, in a DSSE envelope that the station signs.
// Source: github.com/secure-systems-lab/dsse, protocol.md v1.0 (pre-authentication encoding, envelope).
import { createHash, createPublicKey, verify } from 'node:crypto';
import * as z from 'zod';
import { type ErrorReport, SlipwayError, toSlipwayError } from '../../contract/errors.ts';
import {
  canonicalJson,
  type FleetConnector,
  preauthorizeSchema,
  preauthorizeTopic,
  type Receipt,
} from './connector.ts';

/** What signs a file: the station's key. */
export interface CarrySigner {
  /** SHA-256 (hex) of the public key's SubjectPublicKeyInfo. */
  readonly keyId: string;
  readonly publicKeyPem: string;
  sign(data: Uint8Array): Uint8Array;
  /** Forgets the private key. */
  wipe?(): void;
}

const payloadType = 'application/vnd.slipway.enrollments+json';
/** Longest file that is read. */
export const sizeLimitChars = 64 * 1024 * 1024;

const contentSchema = z.strictObject({
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  requests: z
    .array(
      z.strictObject({
        entryId: z.string(),
        fleet: z.string(),
        topic: z.literal(preauthorizeTopic),
        idempotencyKey: z.string(),
        payload: preauthorizeSchema,
      }),
    )
    .max(100_000),
});
/** What a file asks of which fleets. */
export type CarryContent = z.infer<typeof contentSchema>;

const envelopeSchema = z.strictObject({
  payloadType: z.literal(payloadType),
  payload: z.base64(),
  signatures: z
    .array(z.strictObject({ keyid: z.string().regex(/^[0-9a-f]{64}$/), sig: z.base64() }))
    .min(1)
    .max(16),
  /** For people and for the first meeting of two machines; trust comes from elsewhere. */
  publicKey: z.string(),
});

/** The text of a file; the same content gives the same text, since Ed25519 signs without chance. */
export function createCarryFile(content: CarryContent, signer: CarrySigner): string {
  const payload = Buffer.from(canonicalJson(contentSchema.parse(content)), 'utf8');
  const envelope = {
    payloadType,
    payload: payload.toString('base64'),
    signatures: [{ keyid: signer.keyId, sig: Buffer.from(signer.sign(preAuthentication(payload))).toString('base64') }],
    publicKey: signer.publicKeyPem,
  };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/**
 * Reads a file that one of the trusted stations signed. Throws fleet/carry-file-untrusted for a stranger's, and
 * fleet/carry-file-invalid for one that was altered, cut off, or is something else.
 */
export function verifyCarryFile(
  text: string,
  trust: { readonly publicKeyPems: readonly string[] },
): CarryContent & { readonly keyId: string } {
  const invalid = (why: string, cause?: unknown) =>
    new SlipwayError('fleet/carry-file-invalid', `The enrollment file cannot be used: ${why}.`, { cause });
  if (text.length > sizeLimitChars) throw invalid(`it is longer than ${sizeLimitChars} characters`);
  const envelope = envelopeSchema.safeParse(parseJson(text));
  if (!envelope.success) throw invalid('it is not a signed enrollment file, or was cut off', envelope.error);

  const trusted = new Map(trust.publicKeyPems.map((pem) => [keyIdOf(pem), pem]));
  const known = envelope.data.signatures.filter(({ keyid }) => trusted.has(keyid));
  if (known.length === 0) {
    const keyId = envelope.data.signatures[0]?.keyid ?? 'nobody';
    throw new SlipwayError(
      'fleet/carry-file-untrusted',
      `The enrollment file is signed by the key ${keyId}, which is not trusted here.`,
      {
        context: { keyId },
      },
    );
  }
  const payload = Buffer.from(envelope.data.payload, 'base64');
  const signature = known.find(({ keyid, sig }) => isSignedBy(trusted.get(keyid), payload, sig));
  if (signature === undefined) throw invalid('its signature does not fit its content');
  const content = contentSchema.safeParse(parseJson(payload.toString('utf8')));
  if (!content.success) throw invalid('its content is of another version', content.error);
  return { ...content.data, keyId: signature.keyid };
}

/** Whether a text is such a file, whoever signed it. */
export const isCarryFile = (text: string): boolean => envelopeSchema.safeParse(parseJson(text)).success;

/** What became of the requests of a file. */
export interface CarryReport {
  readonly delivered: readonly { readonly entryId: string; readonly receipt: Receipt }[];
  readonly failed: readonly { readonly entryId: string; readonly error: ErrorReport }[];
  /** Not tried, because the fleet could not be reached or did not let us in; run it again. */
  readonly left: readonly string[];
}

/** Delivers a verified file, also on another machine; running it again does no harm. */
export async function deliverCarryFile(
  content: CarryContent,
  connectorOf: (fleet: string) => Promise<FleetConnector>,
  signal: AbortSignal,
): Promise<CarryReport> {
  const delivered: { entryId: string; receipt: Receipt }[] = [];
  const failed: { entryId: string; error: ErrorReport }[] = [];
  const left: string[] = [];
  const blocked = new Set<string>();
  for (const request of content.requests) {
    const { entryId, fleet } = request;
    if (blocked.has(fleet)) {
      left.push(entryId);
      continue;
    }
    try {
      const connector = await connectorOf(fleet);
      delivered.push({ entryId, receipt: await connector.deliver(request, signal) });
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toSlipwayError(thrown);
      failed.push({ entryId, error: error.toReport() });
      // What the next one would meet just as well: no use to try them all.
      if (error.entry.retry === 'later') blocked.add(fleet);
    }
  }
  return { delivered, failed, left };
}

/** DSSE pre-authentication encoding: "DSSEv1" SP len(type) SP type SP len(body) SP body. */
const preAuthentication = (payload: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `, 'utf8'), payload]);

const keyIdOf = (publicKeyPem: string): string =>
  createHash('sha256')
    .update(createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' }))
    .digest('hex');

function isSignedBy(publicKeyPem: string | undefined, payload: Uint8Array, signature: string): boolean {
  if (publicKeyPem === undefined) return false;
  return verify(null, preAuthentication(payload), publicKeyPem, Buffer.from(signature, 'base64'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
