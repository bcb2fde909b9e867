// Owns: the one contract between the engine and every client: window, command line, plant software.
// Imports zod, oRPC's contract builder and siblings. Routes give the HTTP face its paths; names give the RPC face its own.
// Start reading at `contract`; electron/api serves it, engine/engine.ts implements it.
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { base, ok } from './api-base.ts';
import { carryProcedures, stationProcedures } from './carry-api.ts';
import { hardwareIdentitySchema, portStatusSchema, slotSchema } from './device.ts';
import { doctorCheckSchema } from './doctor.ts';
import { journalEventSchema, streamEventSchema } from './events.ts';
import { errorReportSchema, outcomeSchema, plannedStepSchema, runStatusSchema } from './job.ts';
import {
  authoritySchema,
  draftDetailSchema,
  draftNameSchema,
  draftSchema,
  fleetStateSchema,
  keysSchema,
  newAuthoritySchema,
  newFleetSchema,
  recipeProblemSchema,
  rehearsalEventSchema,
  textFileSchema,
  trustedKeySchema,
  trustSchema,
} from './library.ts';
import { lineSetupSchema, lineStateSchema, recipeSourceSchema } from './line.ts';
import { recipeFactSchema } from './recipe-facts.ts';
import {
  outboxEntrySchema,
  runDetailSchema,
  runRecordSchema,
  unitDetailSchema,
  unitRecordSchema,
  unitStatusSchema,
} from './records.ts';
import { statsQuerySchema, statsSchema } from './stats.ts';

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
  /** What the recipe will do: as facts, and in plain English sentences made from them. */
  facts: z.array(recipeFactSchema),
  sentences: z.array(z.string()),
});
export type RecipeSummary = z.infer<typeof recipeSummarySchema>;

export const stationInfoSchema = z.strictObject({
  version: z.string(),
  node: z.string(),
  dataDir: z.string(),
  startedAtMs: z.number(),
  /** Names the journal for good: numbers of its events mean nothing in another one, such as that of the virtual bench. */
  journalId: z.string(),
  lastSeq: z.number(),
  unitCount: z.number(),
  outboxWaiting: z.number(),
  isVirtualBench: z.boolean(),
  /** What people call this station; on labels, exports and records' screens. */
  name: z.string(),
  /** `undecided` until a person chose at the first start; `fixed` where the command line said it. */
  mode: z.enum(['undecided', 'virtual', 'real']),
  /** The mode cannot be changed from here: the command line decided. */
  isModeFixed: z.boolean(),
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
const unitFilter = {
  text: z.string().max(200).optional(),
  status: unitStatusSchema.optional(),
  product: z.string().max(64).optional(),
  chip: z.string().max(32).optional(),
  /** By the time of the last change. */
  sinceMs: z.coerce.number().int().nonnegative().optional(),
  untilMs: z.coerce.number().int().nonnegative().optional(),
};
const cursor = { limit: z.coerce.number().int().min(1).max(1000).default(50), cursor: z.string().optional() };

export const contract = {
  station: {
    info: base
      .route({ method: 'GET', path: '/station', summary: 'What this station is and how it is' })
      .output(stationInfoSchema),
    doctor: base
      .route({ method: 'GET', path: '/station/doctor', summary: 'What is wrong with the station, and what mends it' })
      .output(z.array(doctorCheckSchema)),
    rename: base
      .route({ method: 'PUT', path: '/station/name', summary: 'Give this station another name' })
      .input(z.strictObject({ name: z.string().trim().min(1).max(64) }))
      .output(ok),
    setMode: base
      .route({
        method: 'PUT',
        path: '/station/mode',
        summary: 'Work with real ports or with a virtual bench; the station reopens, and nothing may be running',
      })
      .input(z.strictObject({ mode: z.enum(['virtual', 'real']), units: z.number().int().min(1).max(32).default(4) }))
      .output(ok),
    supportFile: base
      .route({
        method: 'GET',
        path: '/station/support',
        summary: 'Facts for a support engineer, without secrets: doctor, ports, settings, recent runs and errors',
      })
      .output(textFileSchema),
  },
  line: {
    get: base
      .route({ method: 'GET', path: '/line', summary: 'The line: its set-up, its order and what each slot is doing' })
      .output(lineStateSchema),
    setup: base
      .route({
        method: 'PUT',
        path: '/line',
        summary: 'Set the line up; an order of another name starts counting anew',
      })
      .input(lineSetupSchema)
      .output(lineStateSchema),
    clear: base
      .route({ method: 'DELETE', path: '/line', summary: 'Take the set-up away: nothing starts by itself any more' })
      .output(ok),
    start: base
      .route({
        method: 'POST',
        path: '/line/start',
        summary: 'Start, retry or repeat the unit in a slot',
        successStatus: 201,
      })
      .input(
        z.strictObject({
          slot: z.string(),
          scannedSerial: z.string().max(128).optional(),
          /** The unit has passed before, and is to be made again all the same. */
          again: z.boolean().default(false),
        }),
      )
      .output(z.strictObject({ runId: z.string() })),
    stop: base
      .route({ method: 'POST', path: '/line/stop', summary: 'Stop the run in a slot at its next safe point' })
      .input(z.strictObject({ slot: z.string() }))
      .output(ok),
  },
  stats: {
    summary: base
      .route({ method: 'GET', path: '/stats', summary: 'Yield, takt and failures of the runs of some time' })
      .input(statsQuerySchema)
      .output(statsSchema),
  },
  uploads: {
    begin: base
      .route({ method: 'POST', path: '/uploads', summary: 'Begin to send a file in pieces', successStatus: 201 })
      .input(z.strictObject({ fileName: z.string().min(1).max(255), sizeBytes: z.number().int().nonnegative() }))
      .output(z.strictObject({ uploadId: z.string(), chunkBytes: z.number().int() })),
    append: base
      .route({ method: 'POST', path: '/uploads/{uploadId}', summary: 'Send the next piece, in base64' })
      .input(z.strictObject({ uploadId: z.string(), offset: z.number().int().nonnegative(), data: z.base64() }))
      .output(z.strictObject({ receivedBytes: z.number().int() })),
    discard: base
      .route({ method: 'DELETE', path: '/uploads/{uploadId}', summary: 'Give an upload up' })
      .input(z.strictObject({ uploadId: z.string() }))
      .output(ok),
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
    replace: base
      .route({
        method: 'POST',
        path: '/bench/replace',
        summary: 'Take the virtual unit out for good and plug another one in that has never been written',
      })
      .input(z.strictObject({ slot: z.string() }))
      .output(virtualUnitSchema),
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
      .input(
        z.union([
          z.strictObject({ path: z.string() }),
          /** All bytes have come; the upload is gone afterwards, accepted or refused. */
          z.strictObject({ uploadId: z.string() }),
        ]),
      )
      .output(recipeSummarySchema),
    list: base
      .route({ method: 'GET', path: '/recipes', summary: 'The bundles in the library' })
      .output(z.array(recipeSummarySchema)),
    shelf: base
      .route({
        method: 'GET',
        path: '/recipes/shelf',
        summary: 'All bundles in the library, unusable ones with the reason',
      })
      .output(
        z.array(
          z.discriminatedUnion('kind', [
            z.strictObject({ kind: z.literal('usable'), reference: z.string(), summary: recipeSummarySchema }),
            z.strictObject({ kind: z.literal('refused'), reference: z.string(), error: errorReportSchema }),
          ]),
        ),
      ),
    remove: base
      .route({
        method: 'DELETE',
        path: '/recipes/{reference}',
        summary: 'Take a bundle out of the library; records stay',
      })
      .input(z.strictObject({ reference: z.string() }))
      .output(ok),
    source: base
      .route({ method: 'POST', path: '/recipes/source', summary: "A recipe's own text" })
      .input(recipeSourceSchema)
      .output(textFileSchema),
    validate: base
      .route({
        method: 'POST',
        path: '/recipes/validate',
        summary: 'Every problem of a text, with its line and column',
      })
      .input(z.strictObject({ text: z.string().max(512 * 1024), draft: draftNameSchema.optional() }))
      .output(
        z.strictObject({
          problems: z.array(recipeProblemSchema),
          facts: z.array(recipeFactSchema),
          sentences: z.array(z.string()),
        }),
      ),
    schema: base
      .route({ method: 'GET', path: '/recipes/schema', summary: 'The JSON Schema of recipes' })
      .output(z.record(z.string(), z.json())),
    rehearse: base
      .route({
        method: 'POST',
        path: '/recipes/rehearse',
        summary: 'Run a recipe on a virtual unit; nothing is recorded',
      })
      .input(
        startRunSchema
          .pick({ source: true, config: true, scannedSerial: true })
          .extend({ temper: z.string().max(32).default('good') }),
      )
      .output(eventIterator(rehearsalEventSchema)),
  },
  drafts: {
    list: base
      .route({ method: 'GET', path: '/drafts', summary: 'Recipes that are being written on this station' })
      .output(z.array(draftSchema)),
    read: base
      .route({ method: 'GET', path: '/drafts/{name}', summary: 'One draft with its text, files and problems' })
      .input(z.strictObject({ name: draftNameSchema }))
      .output(draftDetailSchema),
    create: base
      .route({
        method: 'POST',
        path: '/drafts',
        summary: 'A new draft, from a bundle, a draft or an example',
        successStatus: 201,
      })
      .input(
        z.strictObject({
          name: draftNameSchema,
          from: z.union([recipeSourceSchema, z.strictObject({ example: z.enum(['acme-sensor', 'acme-gateway']) })]),
        }),
      )
      .output(draftDetailSchema),
    write: base
      .route({ method: 'PUT', path: '/drafts/{name}', summary: 'Save the text of a draft, right or wrong' })
      .input(z.strictObject({ name: draftNameSchema, text: z.string().max(512 * 1024) }))
      .output(draftDetailSchema),
    addFile: base
      .route({
        method: 'POST',
        path: '/drafts/{name}/files',
        summary: 'Put an uploaded file beside the recipe of a draft',
      })
      .input(z.strictObject({ name: draftNameSchema, uploadId: z.string() }))
      .output(draftDetailSchema),
    removeFile: base
      .route({ method: 'DELETE', path: '/drafts/{name}/files/{file}', summary: 'Take a file away from a draft' })
      .input(z.strictObject({ name: draftNameSchema, file: z.string().min(1).max(255) }))
      .output(draftDetailSchema),
    remove: base
      .route({ method: 'DELETE', path: '/drafts/{name}', summary: 'Remove a draft' })
      .input(z.strictObject({ name: draftNameSchema }))
      .output(ok),
  },
  trust: {
    get: base
      .route({ method: 'GET', path: '/trust', summary: 'Whose bundles this station accepts' })
      .output(trustSchema),
    inspect: base
      .route({ method: 'POST', path: '/trust/inspect', summary: 'What a key is called, before anybody trusts it' })
      .input(z.strictObject({ publicKey: z.string().min(32).max(1024) }))
      .output(z.strictObject({ keyId: z.string(), isTrusted: z.boolean() })),
    add: base
      .route({ method: 'POST', path: '/trust', summary: 'Trust a key', successStatus: 201 })
      .input(
        z.strictObject({
          /** PEM (SubjectPublicKeyInfo), or the raw key in base64 or hex. */
          publicKey: z.string().min(32).max(1024),
          name: z.string().trim().min(1).max(120),
          notBeforeMs: z.number().nullable().default(null),
          notAfterMs: z.number().nullable().default(null),
        }),
      )
      .output(trustedKeySchema),
    remove: base
      .route({ method: 'DELETE', path: '/trust/{keyId}', summary: 'Trust a key no longer' })
      .input(z.strictObject({ keyId: z.string() }))
      .output(ok),
    setThreshold: base
      .route({ method: 'PUT', path: '/trust/threshold', summary: 'How many trusted signatures a bundle needs' })
      .input(z.strictObject({ threshold: z.number().int().min(1).max(16) }))
      .output(ok),
  },
  keys: {
    get: base
      .route({ method: 'GET', path: '/keys', summary: 'How secrets are sealed, and the issuing CAs' })
      .output(keysSchema),
    unlock: base
      .route({ method: 'POST', path: '/keys/unlock', summary: 'Open the key store with its passphrase' })
      .input(z.strictObject({ passphrase: z.string().min(1).max(1024) }))
      .output(ok),
    lock: base.route({ method: 'POST', path: '/keys/lock', summary: 'Forget what the passphrase opened' }).output(ok),
    createAuthority: base
      .route({ method: 'POST', path: '/keys/authorities', summary: 'Make an issuing CA', successStatus: 201 })
      .input(newAuthoritySchema)
      .output(authoritySchema),
    importAuthority: base
      .route({
        method: 'POST',
        path: '/keys/authorities/import',
        summary: 'Import an issuing CA from files of the station',
      })
      .input(z.strictObject({ name: newAuthoritySchema.shape.name, certificateFile: z.string(), keyFile: z.string() }))
      .output(authoritySchema),
  },
  fleets: {
    list: base
      .route({ method: 'GET', path: '/fleets', summary: 'Fleets and what waits for each' })
      .output(z.array(fleetStateSchema)),
    set: base
      .route({ method: 'PUT', path: '/fleets', summary: 'Add a fleet or change one' })
      .input(newFleetSchema)
      .output(ok),
    remove: base
      .route({
        method: 'DELETE',
        path: '/fleets/{name}',
        summary: 'Forget a fleet; what waits for it stays in the outbox',
      })
      .input(z.strictObject({ name: z.string() }))
      .output(ok),
    test: base
      .route({
        method: 'POST',
        path: '/fleets/{name}/test',
        summary: 'Try whether a fleet can be reached and lets this station in; tells it nothing',
      })
      .input(z.strictObject({ name: z.string() }))
      .output(ok),
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
          slot: z.string().max(32).optional(),
          sinceMs: z.coerce.number().int().nonnegative().optional(),
          untilMs: z.coerce.number().int().nonnegative().optional(),
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
      .input(z.strictObject({ ...unitFilter, ...cursor }))
      .output(page(unitRecordSchema)),
    count: base
      .route({
        method: 'GET',
        path: '/units/count',
        summary: 'How many units a search finds; counting stops at `atMost`',
      })
      .input(z.strictObject({ ...unitFilter, atMost: z.coerce.number().int().min(1).max(10_000_000).default(100_000) }))
      .output(z.strictObject({ count: z.number().int(), isExact: z.boolean() })),
    products: base
      .route({ method: 'GET', path: '/units/products', summary: 'The products that units on record have' })
      .output(z.array(z.string())),
    get: base
      .route({ method: 'GET', path: '/units/{unitId}', summary: 'One unit with its whole life' })
      .input(z.strictObject({ unitId: z.string() }))
      .output(unitDetailSchema),
    events: base
      .route({
        method: 'GET',
        path: '/units/{unitId}/events',
        summary:
          'The journal of one unit and its runs, oldest first, without the consoles (runs.get has them); a page of fewer than `limit` is the last',
      })
      .input(
        z.strictObject({
          unitId: z.string(),
          after: z.coerce.number().int().nonnegative().default(0),
          limit: z.coerce.number().int().min(1).max(5000).default(1000),
        }),
      )
      .output(z.array(journalEventSchema)),
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
      .input(z.strictObject(unitFilter))
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
    ...carryProcedures,
  },
  stations: stationProcedures,
  events: {
    stream: base
      .route({ method: 'GET', path: '/events', summary: 'Journal events after a number, then live, with progress' })
      .input(
        z.strictObject({
          after: z.coerce.number().int().nonnegative().optional(),
          /** The journal that `after` is a number of; where that is another one, the stream begins at now. */
          journalId: z.string().max(64).optional(),
          progress: z.boolean().default(true),
        }),
      )
      .output(eventIterator(streamEventSchema)),
  },
};
export type Contract = typeof contract;
