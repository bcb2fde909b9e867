// Owns: what a test tells its engine. Imports zod only.
import * as z from 'zod';

export const engineSettingsSchema = z.object({
  /** Temporary folder of this test. */
  dir: z.string(),
  /** Units of the virtual bench; 0 for a station of real ports. */
  units: z.number().int(),
  /** Tempers of the units in slots 01, 02, …; good where there is none. */
  tempers: z.array(z.string()),
  /** Lines and flash take as long as real ones, so that something can be seen half-way. */
  isSlow: z.boolean(),
  /** Secrets are sealed by a passphrase that nobody has given yet, and there are none. */
  isSealedByPassphrase: z.boolean().optional(),
  /** Also serve it over HTTP as `slipway serve` does, with this token and port; 0 takes a free port. */
  served: z.object({ token: z.string(), port: z.number().int() }).nullable(),
});
export type EngineSettings = z.infer<typeof engineSettingsSchema>;

/** The first thing that the engine's process says. */
export const engineReadySchema = z.object({ ready: z.literal(true), url: z.string().nullable() });
