// Owns: the recipe format, version 1, as strict schemas: an unknown key is an error. Imports zod and siblings.
// What each section means for a run is in docs/recipe.md; loading with line numbers is engine/recipe/load.ts.
import * as z from 'zod';
import { recipeForms } from './recipe-problems.ts';
import { keyTypeSchema, recipeNameSchema as name, recipeVersionSchema as version } from './recipe-words.ts';

const duration = z.string().regex(/^\d+(?:\.\d+)?(?:ms|s|m|h|d|y)$/, recipeForms.duration);
const pattern = z.string().min(1).max(500).refine(isRegExp, recipeForms.pattern);
/** Text with `{serial}`, `{mac}`, `{chip}`, `{unit}`, `{product}`, `{version}`, `{keyFingerprint}` filled in when it is used. */
const template = z.string().max(1024);

function isRegExp(source: string): boolean {
  try {
    new RegExp(source, 'm');
    return true;
  } catch {
    return false;
  }
}

export const recipeImageSchema = z.strictObject({
  name,
  /** File beside the recipe, or in the bundle. */
  file: z.string().min(1).max(256),
  /** Byte address, or `partition:<label>` of the partition table in this recipe. */
  at: z.union([z.int().nonnegative(), z.string().regex(/^partition:.{1,16}$/, recipeForms.place)]),
  kind: z.enum(['bootloader', 'partition-table', 'app', 'data']),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, recipeForms.sha256)
    .optional(),
  /** Write through the flash encryption of the chip. */
  encrypted: z.boolean().optional(),
});
export type RecipeImage = z.infer<typeof recipeImageSchema>;

export const serialPolicySchema = z.union([
  z.strictObject({
    /** `AC-{YY}{WW}-{n:05}`: {YYYY} {YY} {MM} {WW} (ISO week) {DD}, exactly one {n} or {n:0W}, and at most one {check}. */
    scheme: z.string().min(3).max(64),
    check: z.enum(['luhn', 'damm', 'iso7064-mod97']).optional(),
    first: z.int().nonnegative().optional(),
    last: z.int().positive().optional(),
  }),
  /** CSV file with a header row and a column `serial`. */
  z.strictObject({ pool: z.string().min(1) }),
  /** The operator scans it from the label. */
  z.strictObject({ scan: pattern, check: z.enum(['luhn', 'damm', 'iso7064-mod97']).optional() }),
]);
export type SerialPolicy = z.infer<typeof serialPolicySchema>;

export const certificatePolicySchema = z.strictObject({
  /** Distinguished name as in RFC 4514: `CN={serial},O=ACME`. */
  subject: template,
  /** SubjectAltName entries: `dns:…`, `uri:…`, `email:…`, `ip:…`. */
  san: z.array(template).max(16).optional(),
  validity: duration,
  /** Name of the issuing CA of the station. */
  issuer: name.optional(),
});
export type CertificatePolicy = z.infer<typeof certificatePolicySchema>;

export type KeyType = z.infer<typeof keyTypeSchema>;

/** One configuration value: its type and limits, its default, and whether it is a secret (never journaled). */
export const configFieldSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('string'),
    description: z.string().optional(),
    pattern: pattern.optional(),
    minLength: z.int().nonnegative().optional(),
    maxLength: z.int().positive().optional(),
    enum: z.array(z.string()).optional(),
    value: template.optional(),
    secret: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.enum(['u8', 'i8', 'u16', 'i16', 'u32', 'i32']),
    description: z.string().optional(),
    min: z.int().optional(),
    max: z.int().optional(),
    value: z.int().optional(),
    secret: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('bool'),
    description: z.string().optional(),
    value: z.boolean().optional(),
    secret: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('hex'),
    description: z.string().optional(),
    minLength: z.int().nonnegative().optional(),
    maxLength: z.int().positive().optional(),
    value: z
      .string()
      .regex(/^(?:[0-9a-fA-F]{2})*$/, recipeForms.hex)
      .optional(),
    secret: z.boolean().optional(),
  }),
]);
export type ConfigField = z.infer<typeof configFieldSchema>;

/** NVS keys are at most 15 bytes (ESP-IDF nvs_flash, "Keys and values"). */
const storeKey = z.string().regex(/^[\x21-\x7e]{1,15}$/, recipeForms['store-key']);

export const measurementSpecSchema = z.strictObject({
  name,
  unit: z.string().max(16),
  /** `bootTime`: from reset to the line that says it is up, in ms. A pattern: its first group is the number. */
  from: z.union([z.literal('bootTime'), z.strictObject({ pattern })]),
  min: z.number().optional(),
  max: z.number().optional(),
});
export type MeasurementSpec = z.infer<typeof measurementSpecSchema>;

export const recipeSchema = z.strictObject({
  recipe: z.literal(1),
  product: name,
  version,
  title: z.string().min(1).max(120),
  description: z.string().max(4000).optional(),
  device: z.strictObject({
    family: z.string(),
    chip: z.string(),
    minFlashSizeBytes: z.int().positive().optional(),
    /** Driver options, checked against the driver's own schema. */
    options: z.record(z.string(), z.json()).optional(),
  }),
  images: z.array(recipeImageSchema).min(1).max(64),
  /** Labels of partitions that must survive a re-flash. */
  preserve: z.array(z.string().min(1).max(16)).max(32).optional(),
  identity: z
    .strictObject({
      serial: serialPolicySchema,
      key: z.strictObject({ type: keyTypeSchema }).optional(),
      certificate: certificatePolicySchema.optional(),
    })
    .optional(),
  config: z.record(storeKey, configFieldSchema).optional(),
  /** Where identity and configuration are written in the unit. */
  store: z
    .strictObject({
      partition: z.string().min(1).max(16),
      identityNamespace: storeKey.default('factory'),
      configNamespace: storeKey.default('config'),
    })
    .optional(),
  /** One-time fuses; each is irreversible and is rehearsed by `slipway recipe check`. */
  fuses: z.strictObject({ userData: template.optional() }).optional(),
  boot: z.strictObject({
    timeout: duration.default('15s'),
    /** The line that says the unit is up. */
    expect: pattern,
    /** Lines that say it is not, beside those that the driver knows. */
    reject: z.array(pattern).max(16).optional(),
    /** Asks the booted unit for its identity; `{nonce}` is a fresh random value that it signs with its key. */
    identity: z.strictObject({ send: template, expect: pattern, timeout: duration.default('5s') }).optional(),
  }),
  measurements: z.array(measurementSpecSchema).max(64).optional(),
  enrollment: z
    .strictObject({
      fleet: name,
      /** Identity attributes as the device itself will send them. */
      identityData: z.record(z.string(), template),
    })
    .optional(),
});
export type Recipe = z.infer<typeof recipeSchema>;
