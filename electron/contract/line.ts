// Owns: the line as an operator works it: what is set up, and what each slot is doing. Imports zod and siblings only.
// The engine keeps the line, so that it goes on while no window is open. Start reading at `lineStateSchema`.
import * as z from 'zod';
import { codedSentenceSchema } from './coded-sentence.ts';
import { errorReportSchema } from './error-report.ts';
import { outcomeSchema, plannedStepSchema, stepKindSchema } from './job.ts';
import { unitFailureSchema } from './unit-failure.ts';

/** A recipe source on the station: a bundle in its library, a draft of its editor, or a loose recipe file. */
export const recipeSourceSchema = z.union([
  z.strictObject({ bundle: z.string().describe('product@version, or the path of a *.slipway file') }),
  z.strictObject({ draft: z.string().describe('name of a draft on this station; marked as unsigned in the record') }),
  z.strictObject({
    recipeFile: z.string().describe('path of a recipe; for development, marked as unsigned in the record'),
  }),
]);
export type RecipeSource = z.infer<typeof recipeSourceSchema>;

/** What the line makes: a recipe, by whom, and how many where there is an order. */
export const lineSetupSchema = z.strictObject({
  source: recipeSourceSchema,
  operator: z.string().min(1).max(120),
  order: z.strictObject({ name: z.string().min(1).max(64), quantity: z.int().min(1).max(10_000_000) }).nullable(),
  /** A unit that is plugged in starts by itself; without it a person starts each slot. */
  autoStart: z.boolean(),
});
export type LineSetup = z.infer<typeof lineSetupSchema>;

/**
 * `empty`: no unit. `ready`: a unit that may be started. `recognising`: asking it who it is. `running`: a run works.
 * `finished`: the run ended and the unit is still there. `repeat`: this unit has passed this recipe before; nothing was
 * done. `hold`: a person must do something first, see `hold`.
 */
export const slotPhaseSchema = z.enum(['empty', 'ready', 'recognising', 'running', 'finished', 'repeat', 'hold']);
export type SlotPhase = z.infer<typeof slotPhaseSchema>;

export const slotHoldSchema = z.discriminatedUnion('kind', [
  /** The recipe takes the serial number from a label. */
  z.strictObject({ kind: z.literal('scan'), pattern: z.string() }),
  z.strictObject({ kind: z.literal('order-complete') }),
  /** An irreversible act on this unit has an unknown end: a person decides (units.decide). */
  z.strictObject({ kind: z.literal('attention'), reason: z.string(), coded: codedSentenceSchema.optional() }),
  /** The station stopped in the middle of this unit's run, see `run`; starting goes on from it. */
  z.strictObject({ kind: z.literal('interrupted'), error: errorReportSchema }),
  /** The unit could not be recognised or started; nothing was written. */
  z.strictObject({ kind: z.literal('refused'), error: errorReportSchema }),
]);
export type SlotHold = z.infer<typeof slotHoldSchema>;

export const lineUnitSchema = z.strictObject({
  unitId: z.string().nullable(),
  chip: z.string(),
  mac: z.string().nullable(),
  serial: z.string().nullable(),
});

export type LineUnit = z.infer<typeof lineUnitSchema>;

export const lineRunSchema = z.strictObject({
  runId: z.string(),
  startedAtMs: z.number(),
  steps: z.array(plannedStepSchema),
  /** The step that works now, or the one that failed; null before the first. */
  step: stepKindSchema.nullable(),
  stepStartedAtMs: z.number().nullable(),
  outcome: outcomeSchema.nullable(),
  error: z.nullable(errorReportSchema),
  durationMs: z.number().nullable(),
});
export type LineRun = z.infer<typeof lineRunSchema>;

export const lineSlotSchema = z.strictObject({
  slot: z.string(),
  /** Position on the bench, from 0; null where nobody has placed it. */
  row: z.int().nullable(),
  column: z.int().nullable(),
  phase: slotPhaseSchema,
  portId: z.string().nullable(),
  unit: lineUnitSchema.nullable(),
  run: lineRunSchema.nullable(),
  hold: slotHoldSchema.nullable(),
  /** The earlier pass of a unit that was plugged in again. */
  repeatOf: z
    .strictObject({ runId: z.string(), slot: z.string(), finishedAtMs: z.number(), serial: z.string().nullable() })
    .nullable(),
  /**
   * How this unit failed before what `run` shows, here or in another slot; null where it did not, and where nobody has asked
   * yet who it is. Where that was final the slot is on hold, with job/failed-for-good.
   */
  failedBefore: unitFailureSchema.nullable(),
  /** Grows with each change of this slot. */
  revision: z.int().nonnegative(),
});
export type LineSlot = z.infer<typeof lineSlotSchema>;

export const lineStateSchema = z.strictObject({
  setup: lineSetupSchema.nullable(),
  /** What the recipe is and does; null without a set-up. */
  recipe: z
    .strictObject({
      product: z.string(),
      version: z.string(),
      title: z.string(),
      chip: z.string(),
      steps: z.array(plannedStepSchema),
      isSigned: z.boolean(),
      /** Serial numbers come from labels. */
      scanPattern: z.string().nullable(),
    })
    .nullable(),
  /** Why the recipe of the set-up cannot be used any more; null while it can. */
  problem: z.nullable(errorReportSchema),
  order: z
    .strictObject({
      name: z.string(),
      quantity: z.int(),
      passed: z.int(),
      openedAtMs: z.number(),
    })
    .nullable(),
  slots: z.array(lineSlotSchema),
});
export type LineState = z.infer<typeof lineStateSchema>;
