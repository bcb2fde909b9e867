// Owns: what a port, a slot and a unit are, as data. Imports zod and siblings only.
// Start reading at `portInfoSchema` and `hardwareIdentitySchema`.
import * as z from 'zod';
import { codedSentenceSchema } from './coded-sentence.ts';

/** A way to reach a device. `id` is stable while it is plugged in: `serial:/dev/ttyUSB0`, `rfc2217:host:port`, `tcp:host:port`, `virtual:03`. */
export const portInfoSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['serial', 'tcp', 'rfc2217', 'virtual']),
  /** What the operating system calls it: a device node, or host:port. */
  path: z.string(),
  /** Physical position that survives re-enumeration: USB topology path (`1-1.4`), tty by-path, or the URL itself. */
  topology: z.string().optional(),
  usbVendorId: z.int().optional(),
  usbProductId: z.int().optional(),
  usbSerialNumber: z.string().optional(),
  manufacturer: z.string().optional(),
  product: z.string().optional(),
});
export type PortInfo = z.infer<typeof portInfoSchema>;

/** A physical position on the bench. A port whose `topology`, `path` or `id` equals `match` sits in this slot. */
export const slotSchema = z.strictObject({
  name: z.string().min(1).max(32),
  match: z.string().min(1),
  /** Position on the bench as painted, from 0, so that tiles keep its shape. */
  row: z.int().min(0).max(63).optional(),
  column: z.int().min(0).max(63).optional(),
});
export type Slot = z.infer<typeof slotSchema>;

/** A port as the station sees it now: which slot it is, and who holds it. */
export const portStatusSchema = z.strictObject({
  port: portInfoSchema,
  slot: z.string().nullable(),
  /** Who holds the port: a run of ours, or nobody that we know of. */
  heldBy: z.string().nullable(),
  /** What `heldBy` says, for clients that speak other languages. */
  holder: codedSentenceSchema.optional(),
  attachedAtMs: z.number(),
});
export type PortStatus = z.infer<typeof portStatusSchema>;

/** What a unit is by nature: read from the hardware, never assigned. */
export const hardwareIdentitySchema = z.strictObject({
  /** Globally unique, stable key of the hardware: `esp:aa:bb:cc:dd:ee:ff`. */
  hardwareId: z.string().min(1),
  family: z.string(),
  /** Chip in the family's own spelling: `esp32c3`. */
  chip: z.string(),
  /** `major.minor`, where the chip tells. */
  revision: z.string().optional(),
  mac: z.string().optional(),
  flashSizeBytes: z.int().optional(),
  flashId: z.string().optional(),
  /** Further facts for people: features, crystal, security flags. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type HardwareIdentity = z.infer<typeof hardwareIdentitySchema>;
