// Owns: enrollments that people carry from one station to another, and the receipts that they carry back.
// Imports zod and siblings only. Start reading at `deliveryEventSchema`.
import * as z from 'zod';
import { errorReportSchema } from './error-report.ts';
import { fleetNameSchema, textFileSchema } from './library.ts';

/** What another station may have this one believe: units to enroll, or that units of this one were enrolled. */
export const carriedKindSchema = z.enum(['enrollments', 'receipts']);
export type CarriedKind = z.infer<typeof carriedKindSchema>;

/** A station whose carried files this one takes in. Its key signs no bundles: those have trust of their own. */
export const trustedStationSchema = z.strictObject({
  /** SHA-256 (hex) of the key's SubjectPublicKeyInfo, as `slipway keys station` prints it there. */
  keyId: z.string(),
  name: z.string(),
  accepts: z.array(carriedKindSchema),
  /** Fleets that it may enroll units into; null for all that are set up here. */
  fleets: z.array(z.string()).nullable(),
});
export type TrustedStation = z.infer<typeof trustedStationSchema>;

/** What another station has to know to believe this one. */
export const ownStationSchema = z.strictObject({ keyId: z.string(), publicKeyPem: z.string() });
export type OwnStation = z.infer<typeof ownStationSchema>;

export const newTrustedStationSchema = z.strictObject({
  /** PEM (SubjectPublicKeyInfo), or the raw key in base64 or hex. */
  publicKey: z.string().min(32).max(2048),
  name: z.string().trim().min(1).max(120),
  accepts: z.array(carriedKindSchema).min(1).max(2),
  fleets: z.array(fleetNameSchema).min(1).max(64).nullable().default(null),
});
export type NewTrustedStation = z.infer<typeof newTrustedStationSchema>;

/**
 * What became of one request of a carried file. `delivered`: the fleet has the unit. `known`: this station had delivered
 * it before, and asked nobody. `failed`: refused, for the reason given. `left`: not tried, because the fleet could not be
 * reached or did not let this station in; deliver the file again.
 */
export const carriedOutcomeSchema = z.enum(['delivered', 'known', 'failed', 'left']);
export type CarriedOutcome = z.infer<typeof carriedOutcomeSchema>;

/** The delivery of a carried file: first whose it is, then each request in the order of the file, then the sum. */
export const deliveryEventSchema = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('opened'),
      /** Who signed it. */
      station: z.strictObject({ keyId: z.string(), name: z.string() }),
      createdAtMs: z.number(),
      requests: z.int(),
    }),
    z.strictObject({
      kind: z.literal('request'),
      entryId: z.string(),
      fleet: z.string(),
      serial: z.string(),
      outcome: carriedOutcomeSchema,
      error: z.nullable(errorReportSchema),
    }),
    z.strictObject({
      kind: z.literal('ended'),
      delivered: z.int(),
      known: z.int(),
      failed: z.int(),
      left: z.int(),
      /** Signed by this station, for carrying back; null where there is nothing that the other station could believe. */
      receipt: textFileSchema.nullable(),
    }),
  ]),
);
export type DeliveryEvent = z.infer<typeof deliveryEventSchema>;

/** What a receipt that was carried back has settled. */
export const receiptResultSchema = z.strictObject({
  station: z.strictObject({ keyId: z.string(), name: z.string() }),
  /** No longer waiting or held, by this receipt. */
  settled: z.int(),
  /** Were delivered already. */
  known: z.int(),
  /** Entries that this outbox does not have, or has with another key, fleet or unit: left as they are. */
  unknown: z.array(z.string()),
});
export type ReceiptResult = z.infer<typeof receiptResultSchema>;
