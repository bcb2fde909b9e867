// Owns: the one contract between the engine and every client: window, command line, plant software.
// Imports zod, oRPC's contract builder and siblings. Routes give the HTTP face its paths; names give the RPC face its own.
// Start reading at `contract`; electron/api serves it, engine/engine.ts implements it.
import { eventIterator, oc } from '@orpc/contract';
import * as z from 'zod';
import { hardwareIdentitySchema, portStatusSchema, slotSchema } from './device.ts';
import { streamEventSchema } from './events.ts';
import { errorReportSchema, outcomeSchema, plannedStepSchema, runStatusSchema } from './job.ts';
import {
  outboxEntrySchema,
  runDetailSchema,
  runRecordSchema,
  unitDetailSchema,
  unitRecordSchema,
  unitStatusSchema,
} from './records.ts';

/** All procedures answer failures with a SlipwayError's report as `data` and its code as `code`. */
const base = oc.errors({ SLIPWAY: { status: 422, message: 'The engine refused; see data.', data: errorReportSchema } });
const ok = z.strictObject({ ok: z.literal(true) });

/** A recipe source on the station: a bundle in its library, or a loose recipe file of a developer. */
export const recipeSourceSchema = z.union([
  z.strictObject({ bundle: z.string().describe('product@version, or the path of a *.slipway file') }),
  z.strictObject({
    recipeFile: z.string().describe('path of a recipe; for development, marked as unsigned in the record'),
  }),
]);
export type RecipeSource = z.infer<typeof recipeSourceSchema>;

export const startRunSchema = z.strictObject({
  /** A slot's name or a port's id. */
  target: z.string(),
  source: recipeSourceSchema,
  operator: z.string().min(1).max(120).default('operator'),
  /** The serial number read from the label, where the recipe asks for one. */
  scannedSerial: z.string().max(128).optional(),
  /** Values for configuration fields without one in the recipe. */
  config: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type StartRun = z.infer<typeof startRunSchema>;

export const recipeSummarySchema = z.strictObject({
  product: z.string(),
  version: z.string(),
  title: z.string(),
  hash: z.string(),
  isSigned: z.boolean(),
  signers: z.array(z.string()),
  chip: z.string(),
  images: z.array(z.strictObject({ name: z.string(), file: z.string(), sizeBytes: z.number(), sha256: z.string() })),
  steps: z.array(plannedStepSchema),
  /** What the recipe will do, in plain sentences. */
  sentences: z.array(z.string()),
});
export type RecipeSummary = z.infer<typeof recipeSummarySchema>;

export const doctorCheckSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  state: z.enum(['ok', 'warning', 'problem', 'not-applicable']),
  /** What was found. */
  finding: z.string(),
  /** The command or act that mends it; null when nothing is wrong. */
  mend: z.string().nullable(),
});
export type DoctorCheck = z.infer<typeof doctorCheckSchema>;

export const stationInfoSchema = z.strictObject({
  version: z.string(),
  node: z.string(),
  dataDir: z.string(),
  startedAtMs: z.number(),
  lastSeq: z.number(),
  unitCount: z.number(),
  outboxWaiting: z.number(),
  isVirtualBench: z.boolean(),
});
export type StationInfo = z.infer<typeof stationInfoSchema>;

export const virtualUnitSchema = z.strictObject({
  slot: z.string(),
  chip: z.string(),
  mac: z.string(),
  temper: z.string(),
  isPlugged: z.boolean(),
  portId: z.string(),
});
export type VirtualUnit = z.infer<typeof virtualUnitSchema>;

const page = <T extends z.ZodType>(row: T) => z.strictObject({ rows: z.array(row), nextCursor: z.string().nullable() });
const cursor = { limit: z.coerce.number().int().min(1).max(1000).default(50), cursor: z.string().optional() };

export const contract = {
  station: {
    info: base
      .route({ method: 'GET', path: '/station', summary: 'What this station is and how it is' })
      .output(stationInfoSchema),
    doctor: base
      .route({ method: 'GET', path: '/station/doctor', summary: 'What is wrong with the station, and what mends it' })
      .output(z.array(doctorCheckSchema)),
  },
  ports: {
    list: base
      .route({ method: 'GET', path: '/ports', summary: 'Ports that are there, their slots and who holds them' })
      .output(z.array(portStatusSchema)),
    identify: base
      .route({ method: 'POST', path: '/ports/identify', summary: 'Ask the unit on a port who it is; writes nothing' })
      .input(z.strictObject({ target: z.string(), family: z.string().default('esp') }))
      .output(hardwareIdentitySchema),
  },
  slots: {
    list: base
      .route({ method: 'GET', path: '/slots', summary: 'The slots of this station' })
      .output(z.array(slotSchema)),
    set: base
      .route({ method: 'PUT', path: '/slots', summary: 'Replace the slots of this station' })
      .input(z.array(slotSchema))
      .output(ok),
  },
  bench: {
    list: base
      .route({ method: 'GET', path: '/bench', summary: 'The units of the virtual bench' })
      .output(z.array(virtualUnitSchema)),
    plug: base
      .route({ method: 'POST', path: '/bench/plug', summary: 'Plug a virtual unit in' })
      .input(z.strictObject({ slot: z.string() }))
      .output(ok),
    unplug: base
      .route({ method: 'POST', path: '/bench/unplug', summary: 'Pull a virtual unit out' })
      .input(z.strictObject({ slot: z.string() }))
      .output(ok),
    setTemper: base
      .route({ method: 'POST', path: '/bench/temper', summary: 'Make a virtual unit misbehave' })
      .input(z.strictObject({ slot: z.string(), temper: z.string() }))
      .output(ok),
  },
  recipes: {
    check: base
      .route({ method: 'POST', path: '/recipes/check', summary: 'Load, verify and plan a recipe; touches no unit' })
      .input(recipeSourceSchema)
      .output(recipeSummarySchema),
    import: base
      .route({ method: 'POST', path: '/recipes/import', summary: 'Verify a bundle and put it into the library' })
      .input(z.strictObject({ path: z.string() }))
      .output(recipeSummarySchema),
    list: base
      .route({ method: 'GET', path: '/recipes', summary: 'The bundles in the library' })
      .output(z.array(recipeSummarySchema)),
  },
  runs: {
    start: base
      .route({ method: 'POST', path: '/runs', summary: 'Start a run; answers at once', successStatus: 201 })
      .input(startRunSchema)
      .output(z.strictObject({ runId: z.string() })),
    cancel: base
      .route({ method: 'POST', path: '/runs/{runId}/cancel', summary: 'Stop a run at the next safe point' })
      .input(z.strictObject({ runId: z.string() }))
      .output(ok),
    wait: base
      .route({ method: 'GET', path: '/runs/{runId}/outcome', summary: 'Wait for the end of a run' })
      .input(z.strictObject({ runId: z.string() }))
      .output(
        z.strictObject({
          runId: z.string(),
          status: runStatusSchema,
          outcome: outcomeSchema.nullable(),
          error: errorReportSchema.nullable(),
        }),
      ),
    list: base
      .route({ method: 'GET', path: '/runs', summary: 'Runs, newest first' })
      .input(
        z.strictObject({
          unitId: z.string().optional(),
          status: runStatusSchema.optional(),
          outcome: outcomeSchema.optional(),
          ...cursor,
        }),
      )
      .output(page(runRecordSchema)),
    get: base
      .route({ method: 'GET', path: '/runs/{runId}', summary: 'One run with its steps, measurements and console' })
      .input(z.strictObject({ runId: z.string() }))
      .output(runDetailSchema),
  },
  units: {
    search: base
      .route({ method: 'GET', path: '/units', summary: 'Search units by serial number, MAC, key or id' })
      .input(z.strictObject({ text: z.string().max(200).optional(), status: unitStatusSchema.optional(), ...cursor }))
      .output(page(unitRecordSchema)),
    get: base
      .route({ method: 'GET', path: '/units/{unitId}', summary: 'One unit with its whole life' })
      .input(z.strictObject({ unitId: z.string() }))
      .output(unitDetailSchema),
    decide: base
      .route({ method: 'POST', path: '/units/{unitId}/decide', summary: 'Decide about a unit that needs attention' })
      .input(
        z.strictObject({
          unitId: z.string(),
          decision: z.enum(['retry', 'retire']),
          operator: z.string().min(1),
          reason: z.string().min(1),
        }),
      )
      .output(ok),
    export: base
      .route({ method: 'GET', path: '/units/export', summary: 'All units, a page of records per event' })
      .input(z.strictObject({ text: z.string().max(200).optional(), status: unitStatusSchema.optional() }))
      .output(eventIterator(z.array(unitRecordSchema))),
  },
  outbox: {
    list: base
      .route({ method: 'GET', path: '/outbox', summary: 'What fleets must still be told' })
      .input(z.strictObject({ state: z.enum(['waiting', 'held', 'delivered']).optional(), ...cursor }))
      .output(page(outboxEntrySchema)),
    retry: base
      .route({ method: 'POST', path: '/outbox/retry', summary: 'Try again now; one entry, or all that wait' })
      .input(z.strictObject({ entryId: z.string().optional() }))
      .output(z.strictObject({ delivered: z.number(), waiting: z.number(), held: z.number() })),
    exportFile: base
      .route({
        method: 'POST',
        path: '/outbox/export',
        summary: 'Write what waits into a signed file for carrying by hand',
      })
      .input(z.strictObject({ path: z.string() }))
      .output(z.strictObject({ path: z.string(), entries: z.number(), keyId: z.string() })),
  },
  events: {
    stream: base
      .route({ method: 'GET', path: '/events', summary: 'Journal events after a number, then live, with progress' })
      .input(
        z.strictObject({
          after: z.coerce.number().int().nonnegative().optional(),
          progress: z.boolean().default(true),
        }),
      )
      .output(eventIterator(streamEventSchema)),
  },
};
export type Contract = typeof contract;
