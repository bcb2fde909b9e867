// Owns: what passes between the desktop shell (main, through preload) and the window, beside the engine's own wire.
// Imports zod's small form only: main and the page have to load it before they can do anything.
// Start reading at `shellMessageSchema`.
import * as z from 'zod/mini';

/** Why there is no engine: in English, and as codes (an error's, and `detail` and `advice` in its context) with values. */
export const failureFields = {
  message: z.string(),
  action: z.string(),
  code: z.optional(z.string()),
  context: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
};

/** Where the engine is. The first `starting` or `ready` that a page hears of an engine process comes with its MessagePort. */
export const engineStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('starting') }),
  z.strictObject({ kind: z.literal('ready'), restarts: z.int() }),
  /** It ended by itself; main starts it again in `inMs`. Runs that it cut off are recovered then. */
  z.strictObject({ kind: z.literal('restarting'), reason: z.string(), inMs: z.number() }),
  /** It cannot be started; a person must act. */
  z.strictObject({ kind: z.literal('failed'), ...failureFields }),
]);
export type EngineState = z.infer<typeof engineStateSchema>;

/** What an engine answered before the page asked it (first-questions.ts). */
export const firstAnswerSchema = z.strictObject({
  path: z.array(z.string()),
  input: z.optional(z.unknown()),
  output: z.unknown(),
});
export type FirstAnswer = z.infer<typeof firstAnswerSchema>;

/** From the shell to the window, by window.postMessage within the page's own origin. */
export const shellMessageSchema = z.discriminatedUnion('slipway', [
  z.strictObject({
    slipway: z.literal('engine'),
    state: engineStateSchema,
    answers: z.optional(z.array(firstAnswerSchema)),
  }),
  /** Somebody opened a *.slipway file or a slipway:// link. */
  z.strictObject({ slipway: z.literal('open'), path: z.string() }),
  z.strictObject({ slipway: z.literal('go'), to: z.string() }),
  /** The command line or the menu asks for kiosk mode, or to leave it, which the page does not do without a question. */
  z.strictObject({ slipway: z.literal('kiosk'), isOn: z.boolean() }),
  /** An update is ready. It is installed at the next quit, or when asked for while `mayInstall`: nothing is being written. */
  z.strictObject({ slipway: z.literal('update'), version: z.string(), mayInstall: z.boolean() }),
]);
export type ShellMessage = z.infer<typeof shellMessageSchema>;

/** What the window may ask of the shell. */
export const shellRequestSchema = z.discriminatedUnion('kind', [
  /** The page runs: it wants to know of the engine. */
  z.strictObject({ kind: z.literal('hello') }),
  /** Its screens are there: what people asked for outside the window (files, links, kiosk mode) can be told to it. */
  z.strictObject({ kind: z.literal('shown') }),
  z.strictObject({ kind: z.literal('kiosk'), isOn: z.boolean() }),
  z.strictObject({ kind: z.literal('theme'), scheme: z.enum(['light', 'dark', 'auto']) }),
  z.strictObject({ kind: z.literal('print') }),
  z.strictObject({ kind: z.literal('restart-engine') }),
  z.strictObject({ kind: z.literal('install-update') }),
]);
export type ShellRequest = z.infer<typeof shellRequestSchema>;

/** `window.slipwayShell`, made by preload; absent in a browser. */
export interface SlipwayShell {
  readonly platform: string;
  readonly appVersion: string;
  readonly electronVersion: string;
  request(request: ShellRequest): Promise<void>;
}
