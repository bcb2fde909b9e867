// Owns: what the doctor can find and what mends it, as codes with values that every language can put into words.
// Imports zod only. engine/station/doctor.ts finds; engine/station/doctor-words.ts says it in English.
import * as z from 'zod';

/** The checks, in the order in which they are made. */
export const doctorCheckIds = [
  'node',
  'clock',
  'disk',
  'data-dir',
  'native',
  'ports',
  'port-access',
  'port-thieves',
  'udev',
  'trust',
  'ca',
  'outbox',
] as const;
export type DoctorCheckId = (typeof doctorCheckIds)[number];

/**
 * What was found. Names tell units, as everywhere: `…Bytes`, `…Ms` for a span, `…AtMs` for a moment. Lazy, as other long
 * lists that few calls are about: the engine would build all of them at each start.
 */
export const doctorFindingSchema = z.lazy(() =>
  z.discriminatedUnion('code', [
    /** The check itself failed. */
    z.strictObject({ code: z.literal('check-failed'), reason: z.string() }),
    z.strictObject({ code: z.literal('node-present'), version: z.string() }),
    z.strictObject({ code: z.literal('node-too-old'), version: z.string() }),
    z.strictObject({ code: z.literal('clock-right'), nowAtMs: z.number() }),
    z.strictObject({ code: z.literal('clock-impossible'), nowAtMs: z.number() }),
    z.strictObject({ code: z.literal('clock-behind'), behindMs: z.number() }),
    z.strictObject({ code: z.literal('disk-free'), freeBytes: z.number(), path: z.string() }),
    z.strictObject({ code: z.literal('data-dir-writable'), path: z.string() }),
    z.strictObject({ code: z.literal('data-dir-forbidden'), path: z.string() }),
    z.strictObject({ code: z.literal('native-loaded'), modules: z.array(z.string()) }),
    z.strictObject({ code: z.literal('native-serial-missing'), reason: z.string() }),
    z.strictObject({ code: z.literal('native-usb-missing'), reason: z.string() }),
    z.strictObject({ code: z.literal('native-pty-missing'), reason: z.string() }),
    z.strictObject({ code: z.literal('ports-none') }),
    z.strictObject({ code: z.literal('ports-present'), ports: z.int(), paths: z.array(z.string()) }),
    z.strictObject({ code: z.literal('port-access-not-needed') }),
    z.strictObject({ code: z.literal('port-access-no-ports') }),
    z.strictObject({ code: z.literal('port-access-allowed') }),
    z.strictObject({ code: z.literal('port-access-forbidden'), path: z.string() }),
    z.strictObject({ code: z.literal('port-thieves-not-known') }),
    z.strictObject({ code: z.literal('port-thieves-none') }),
    z.strictObject({ code: z.literal('port-thief-modem-manager') }),
    z.strictObject({ code: z.literal('port-thief-brltty') }),
    z.strictObject({ code: z.literal('udev-not-needed') }),
    z.strictObject({ code: z.literal('udev-installed') }),
    z.strictObject({ code: z.literal('udev-missing') }),
    z.strictObject({ code: z.literal('trust-present'), keys: z.int() }),
    z.strictObject({ code: z.literal('trust-none') }),
    z.strictObject({ code: z.literal('ca-none') }),
    z.strictObject({ code: z.literal('ca-valid'), names: z.array(z.string()) }),
    z.strictObject({ code: z.literal('ca-expiring'), name: z.string(), expiresAtMs: z.number() }),
    z.strictObject({ code: z.literal('ca-expired'), name: z.string(), expiresAtMs: z.number() }),
    z.strictObject({ code: z.literal('outbox-empty') }),
    z.strictObject({ code: z.literal('outbox-waiting'), entries: z.int(), oldestWaitMs: z.number() }),
    z.strictObject({ code: z.literal('outbox-held'), entries: z.int() }),
  ]),
);
export type DoctorFinding = z.infer<typeof doctorFindingSchema>;

/** What mends it. `command` is typed as it stands, in every language. */
export const doctorRemedySchema = z.lazy(() =>
  z.discriminatedUnion('code', [
    /** The command says it all. */
    z.strictObject({ code: z.literal('run-command'), command: z.string() }),
    z.strictObject({ code: z.literal('start-by-npm') }),
    z.strictObject({ code: z.literal('set-clock') }),
    z.strictObject({ code: z.literal('free-space') }),
    z.strictObject({ code: z.literal('install-compiler'), command: z.string() }),
    z.strictObject({ code: z.literal('plug-in') }),
    /** A group is joined at the next sign-in. */
    z.strictObject({ code: z.literal('join-group'), command: z.string() }),
    z.strictObject({ code: z.literal('renew-ca') }),
    z.strictObject({ code: z.literal('renew-ca-in-time') }),
    z.strictObject({ code: z.literal('retry-outbox'), command: z.string() }),
    z.strictObject({ code: z.literal('report'), command: z.string() }),
  ]),
);
export type DoctorRemedy = z.infer<typeof doctorRemedySchema>;

export const doctorCheckSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(['ok', 'warning', 'problem', 'not-applicable']),
  /** What was found, in English. */
  finding: z.string(),
  /** The command or act that mends it, in English; null when nothing is wrong. */
  mend: z.string().nullable(),
  /** The same two for a client that speaks other languages. */
  found: doctorFindingSchema,
  remedy: doctorRemedySchema.nullable(),
});
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;
