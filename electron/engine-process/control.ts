// Owns: what main and the engine process say to each other beside the windows' wires. Both ends parse.
// Imports zod's small form only: main has to load it before it can do anything.
// Start reading at `toEngineSchema` and `fromEngineSchema`.
import * as z from 'zod/mini';
import { failureFields, firstAnswerSchema } from '../contract/shell.ts';

/** How the engine keeps its secrets sealed: by the keychain, which main reaches, or by a passphrase. */
export const sealingSchema = z.enum(['os-keychain', 'passphrase']);
export type Sealing = z.infer<typeof sealingSchema>;

/** Identifies a window's wire, or a question to main, for the life of one engine process. */
const id = z.int().check(z.positive());

/** Main to engine. A window's wire is a real MessagePort where there are some; else its messages are relayed. */
export const toEngineSchema = z.discriminatedUnion('kind', [
  /** Comes once, after `loaded`. Windows' wires and what they ask may come before it, and wait. */
  z.strictObject({
    kind: z.literal('open'),
    dataDir: z.string().check(z.minLength(1)),
    sealing: sealingSchema,
    /** The command line asked for a virtual bench of so many units. */
    virtualUnits: z.optional(z.int().check(z.minimum(1), z.maximum(32))),
  }),
  z.strictObject({ kind: z.literal('port'), id }),
  z.strictObject({ kind: z.literal('port-message'), id, message: z.string() }),
  z.strictObject({ kind: z.literal('port-closed'), id }),
  z.strictObject({ kind: z.literal('sealed'), id, base64: z.base64() }),
  z.strictObject({ kind: z.literal('not-sealed'), id, why: z.string() }),
  /** Stop runs at their next safe point, close everything, and end; `ifIdle`: only while nothing is being worked on. */
  z.strictObject({ kind: z.literal('close'), ifIdle: z.optional(z.literal(true)) }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

/** Engine to main. */
export const fromEngineSchema = z.discriminatedUnion('kind', [
  /** The process listens; nothing is open yet. */
  z.strictObject({ kind: z.literal('loaded') }),
  /** The station is open. */
  z.strictObject({ kind: z.literal('ready') }),
  /** After `ready`, where no window's wire was there to ask. */
  z.strictObject({ kind: z.literal('first-answers'), answers: z.array(firstAnswerSchema) }),
  /** The station cannot be opened, and trying again will not help before a person has acted. */
  z.strictObject({ kind: z.literal('refused'), ...failureFields }),
  /** How many units are being worked on; sent on every change. */
  z.strictObject({ kind: z.literal('working'), runs: z.int().check(z.nonnegative()) }),
  /** The answer to `close` with `ifIdle`: whether it closes, or works. */
  z.strictObject({ kind: z.literal('closing'), isClosing: z.boolean() }),
  /** A run ended other than by PASS. */
  z.strictObject({
    kind: z.literal('run-failed'),
    slot: z.string(),
    outcome: z.enum(['FAIL', 'ERROR', 'TIMEOUT', 'ABORTED']),
  }),
  z.strictObject({ kind: z.literal('port-message'), id, message: z.string() }),
  z.strictObject({ kind: z.literal('port-closed'), id }),
  z.strictObject({ kind: z.literal('seal'), id, act: z.enum(['seal', 'open']), base64: z.base64() }),
  /** A line for the log of the app: a defect, or a part of the station that had to help itself. */
  z.strictObject({ kind: z.literal('log'), line: z.string() }),
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;
