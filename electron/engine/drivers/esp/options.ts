// What a recipe may say about reaching an Espressif unit (`device.options`).
import * as z from 'zod';

export const espOptionsSchema = z.strictObject({
  /** Ways to reset the unit into its boot loader, in order. By default chosen by the USB ids of the port. */
  reset: z
    .array(z.enum(['classic', 'usb-jtag', 'none']))
    .min(1)
    .max(4)
    .optional(),
  /** How often all of them are tried; from the second time on with longer delays. */
  connectRounds: z.int().min(1).max(20).default(2),
  /** Line rate to work at; lower ones are tried when the line does not carry it. */
  baudRate: z.int().min(9600).max(6_000_000).default(921_600),
  /** Use the flasher stub where there is one. */
  stub: z.boolean().default(true),
  /** Which sectors to write: `auto` asks the unit where that is cheaper than writing. */
  diff: z.enum(['auto', 'always', 'never']).default('auto'),
  partitionTableOffset: z.int().nonnegative().multipleOf(0x1000).default(0x8000),
  consoleBaudRate: z.int().min(9600).max(6_000_000).default(115_200),
  /** For flash chips that do not say it, and for units in secure download mode. */
  flashSizeBytes: z.int().positive().multipleOf(0x1000).optional(),
  /** For units in secure download mode, whose MAC cannot be read. */
  hardwareId: z.string().min(1).max(128).optional(),
});
export type EspOptions = z.infer<typeof espOptionsSchema>;
