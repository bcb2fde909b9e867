// Owns: what two stations tell each other through files that people carry: an enrollment file says what waits at one
// station, a receipt says what another one delivered of it. May import contract and siblings. envelope.ts signs them.
import * as z from 'zod';
import { fleetNameSchema } from '../../contract/library.ts';
import { say } from '../../contract/sentences.ts';
import { preauthorizeTopic } from './connector.ts';
import { type CarrySigner, type EnvelopeKind, isEnvelope, openEnvelope, sealEnvelope } from './envelope.ts';

/** Most requests that one file holds. */
export const carriedEntryLimit = 10_000;

/** An entry's id becomes a file's name at a fleet that is a folder, and is shown in terminals. */
const entryIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/);
/** Nothing that a terminal or a screen would obey. */
const plainText = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cf}\p{Cs}]*$/u);
const fingerprintSchema = z.string().regex(/^[0-9a-f]{64}$/);

const enrollmentsSchema = z.strictObject({
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  requests: z
    .array(
      z.strictObject({
        entryId: entryIdSchema,
        fleet: fleetNameSchema,
        topic: z.literal(preauthorizeTopic),
        idempotencyKey: z.string().max(512),
        payload: z.strictObject({
          identityData: z
            .record(plainText(256), z.string().max(4096))
            .refine((data) => Object.keys(data).length <= 64, 'at most 64 attributes'),
          publicKeyPem: z.string().max(4096),
          keyFingerprint: fingerprintSchema,
          serial: plainText(256),
        }),
      }),
    )
    .max(carriedEntryLimit),
});
/** What a file asks of which fleets. */
export type CarryContent = z.infer<typeof enrollmentsSchema>;
export type CarriedRequest = CarryContent['requests'][number];

const receiptsSchema = z.strictObject({
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  /** Key id of the station whose entries these are. */
  forStation: fingerprintSchema,
  deliveries: z
    .array(
      z.strictObject({
        entryId: entryIdSchema,
        fleet: fleetNameSchema,
        keyFingerprint: fingerprintSchema,
        deliveredAt: z.iso.datetime(),
        /** What the fleet answered. */
        receipt: z.record(z.string().max(64), z.union([z.string().max(1024), z.number(), z.boolean(), z.null()])),
      }),
    )
    .max(carriedEntryLimit),
});
/** What was delivered of one station's entries. */
export type ReceiptContent = z.infer<typeof receiptsSchema>;
export type CarriedDelivery = ReceiptContent['deliveries'][number];

const enrollments: EnvelopeKind<CarryContent> = {
  payloadType: 'application/vnd.slipway.enrollments+json',
  name: say('carried-enrollments'),
  schema: enrollmentsSchema,
};
const receipts: EnvelopeKind<ReceiptContent> = {
  payloadType: 'application/vnd.slipway.receipts+json',
  name: say('carried-receipt'),
  schema: receiptsSchema,
};

interface Trust {
  readonly publicKeyPems: readonly string[];
}

export const createCarryFile = (content: CarryContent, signer: CarrySigner): string =>
  sealEnvelope(enrollments.payloadType, enrollmentsSchema.parse(content), signer);

/** Reads an enrollment file that a trusted station signed. Throws fleet/carry-file-untrusted, fleet/carry-file-invalid. */
export function verifyCarryFile(text: string, trust: Trust): CarryContent & { readonly keyId: string } {
  const { content, keyId } = openEnvelope(text, enrollments, trust);
  return { ...content, keyId };
}

export const createReceiptFile = (content: ReceiptContent, signer: CarrySigner): string =>
  sealEnvelope(receipts.payloadType, receiptsSchema.parse(content), signer);

/** Reads a receipt that a trusted station signed. Throws as `verifyCarryFile`. */
export function verifyReceiptFile(text: string, trust: Trust): ReceiptContent & { readonly keyId: string } {
  const { content, keyId } = openEnvelope(text, receipts, trust);
  return { ...content, keyId };
}

/** Whether a text is such a file, whoever signed it. */
export const isCarryFile = (text: string): boolean => isEnvelope(text, enrollments.payloadType);
export const isReceiptFile = (text: string): boolean => isEnvelope(text, receipts.payloadType);
