import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { JournalBody } from '../../contract/events.ts';
import { type RunRecord, runRecordSchema } from '../../contract/records.ts';
import type { Database } from './db.ts';
import type { JournalReader, UnitPass } from './journal.ts';
import { type AppendedEvent, ordOfCursor, type Projection, pageOf } from './table.ts';

export interface RunsTable extends Projection {
  byId(runId: string): RunRecord | undefined;
  readonly list: JournalReader['runs'];
  passOfUnit(unitId: string): UnitPass | undefined;
  /** The newest run that judged the unit, where that is a failure; `ord` is the number of the event that began it. */
  failedOfUnit(unitId: string): { ord: number; runId: string; slot: string; finishedAtMs: number } | undefined;
}

const columns = `ord, run_id AS runId, unit_id AS unitId, serial, slot, status, outcome, error_code AS errorCode, product,
  product_version AS productVersion, operator, started_at_ms AS startedAtMs, finished_at_ms AS finishedAtMs`;
const rowSchema = runRecordSchema.extend({ ord: z.number() });
type RunRow = z.infer<typeof rowSchema>;
const recordOf = ({ ord: _ord, ...record }: RunRow): RunRecord => record;

const conditions = [
  { name: 'unitId', sql: 'unit_id = :unitId' },
  { name: 'status', sql: 'status = :status' },
  { name: 'outcome', sql: 'outcome = :outcome' },
  { name: 'slot', sql: 'slot = :slot' },
  { name: 'sinceMs', sql: 'started_at_ms >= :sinceMs' },
  { name: 'untilMs', sql: 'started_at_ms < :untilMs' },
] as const;

const newestSchema = z.object({
  runId: z.string(),
  slot: z.string(),
  serial: z.string().nullable(),
  outcome: z.string().nullable(),
  finishedAtMs: z.number(),
  recipeHash: z.string().nullable(),
});

const judgedSchema = z.object({
  ord: z.number(),
  runId: z.string(),
  slot: z.string(),
  outcome: z.string(),
  finishedAtMs: z.number(),
});

export function createRunsTable(db: Database): RunsTable {
  const byId = db.prepare(`SELECT ${columns} FROM runs WHERE run_id = ?`);
  const insert =
    db.prepare(`INSERT INTO runs (ord, run_id, slot, status, product, product_version, operator, started_at_ms, recipe_hash,
      order_name) VALUES (?, ?, ?, 'running', ?, ?, ?, ?, ?, ?)`);
  const bind = db.prepare(
    'UPDATE runs SET unit_id = ?, serial = (SELECT serial FROM units WHERE unit_id = ?) WHERE run_id = ?',
  );
  const setSerial = db.prepare('UPDATE runs SET serial = ? WHERE run_id = ?');
  const finish = db.prepare(`UPDATE runs SET status = 'finished', outcome = :outcome, error_code = :errorCode,
    failed_step = :failedStep, duration_ms = :durationMs, finished_at_ms = :atMs WHERE run_id = :runId`);
  const interrupt = db.prepare('UPDATE runs SET status = ?, finished_at_ms = ? WHERE run_id = ?');
  const decided = db.prepare(
    "UPDATE runs SET status = 'interrupted' WHERE run_id = ? AND unit_id = ? AND status = 'needs-attention'",
  );
  const newestOfUnit =
    db.prepare(`SELECT run_id AS runId, slot, serial, outcome, coalesce(finished_at_ms, 0) AS finishedAtMs,
    recipe_hash AS recipeHash FROM runs WHERE unit_id = ? ORDER BY ord DESC LIMIT 1`);
  const judgedOfUnit = db.prepare(`SELECT ord, run_id AS runId, slot, outcome, finished_at_ms AS finishedAtMs FROM runs
    WHERE unit_id = ? AND outcome IN ('PASS', 'FAIL', 'TIMEOUT') ORDER BY ord DESC LIMIT 1`);
  const newestInTime = db
    .prepare(`SELECT coalesce(max(ord), 0) FROM runs INDEXED BY runs_by_start WHERE started_at_ms >= :sinceMs
      AND started_at_ms < :untilMs`)
    .pluck();
  const find = (runId: string): RunRow | undefined => rowSchema.optional().parse(byId.get(runId));

  /** A run that has ended stays as it ended; the journal does not take a second end. */
  const assertRunning = (runId: string, event: JournalBody['kind']) => {
    const run = find(runId);
    if (run !== undefined && (run.status === 'running' || run.status === 'waiting')) return;
    const state = run === undefined ? 'was never started' : `is ${run.status} already`;
    throw new SlipwayError('station/internal', `Event ${event} cannot follow: run ${runId} ${state}.`, {
      context: { runId, event, status: run?.status ?? null },
    });
  };

  const apply = ({ seq, atMs, body }: AppendedEvent): void => {
    switch (body.kind) {
      case 'run.started': {
        const { runId, slot, recipe, operator, order } = body;
        insert.run(seq, runId, slot, recipe.product, recipe.version, operator, atMs, recipe.hash, order ?? null);
        return;
      }
      case 'run.unit':
        assertRunning(body.runId, body.kind);
        bind.run(body.unitId, body.unitId, body.runId);
        return;
      case 'serial.reserved':
      case 'identity.issued':
        setSerial.run(body.serial, body.runId);
        return;
      case 'step.started':
      case 'step.finished':
      case 'step.failed':
        assertRunning(body.runId, body.kind);
        return;
      case 'run.finished':
        assertRunning(body.runId, body.kind);
        finish.run({
          runId: body.runId,
          outcome: body.outcome,
          errorCode: body.error?.code ?? null,
          failedStep: body.failedStep,
          durationMs: Math.round(body.durationMs),
          atMs,
        });
        return;
      case 'run.interrupted':
        assertRunning(body.runId, body.kind);
        interrupt.run(body.resolution === 'resumable' ? 'interrupted' : 'needs-attention', atMs, body.runId);
        return;
      case 'unit.decided':
        decided.run(body.runId, body.unitId);
        return;
      default:
        return;
    }
  };

  /** One statement per combination of filters, so that each uses its own index. */
  const lists = new Map<string, ReturnType<Database['prepare']>>();
  const listStatement = (filters: readonly string[]) => {
    const where = [...filters, 'ord < :before'].join(' AND ');
    const known = lists.get(where);
    if (known !== undefined) return known;
    const statement = db.prepare(`SELECT ${columns} FROM runs WHERE ${where} ORDER BY ord DESC LIMIT :limit`);
    lists.set(where, statement);
    return statement;
  };

  return {
    tables: ['runs'],
    apply,
    byId(runId) {
      const row = find(runId);
      return row === undefined ? undefined : recordOf(row);
    },
    list({ limit, cursor, ...filter }) {
      const { sinceMs = 0, untilMs } = filter;
      // Runs that were started after the time asked for need not be walked.
      const newest = untilMs === undefined ? undefined : z.number().parse(newestInTime.get({ sinceMs, untilMs }));
      const before = Math.min(ordOfCursor(cursor), newest === undefined ? Number.MAX_SAFE_INTEGER : newest + 1);
      const given = conditions.filter(({ name }) => filter[name] !== undefined);
      const values = Object.fromEntries(given.map(({ name }) => [name, filter[name]]));
      const statement = listStatement(given.map(({ sql }) => sql));
      const rows = statement.all({ ...values, before, limit: limit + 1 });
      return pageOf(z.array(rowSchema).parse(rows), limit, recordOf);
    },
    passOfUnit(unitId) {
      const newest = newestSchema.optional().parse(newestOfUnit.get(unitId));
      if (newest?.outcome !== 'PASS') return undefined;
      const { outcome: _outcome, ...pass } = newest;
      return pass;
    },
    failedOfUnit(unitId) {
      const judged = judgedSchema.optional().parse(judgedOfUnit.get(unitId));
      if (judged === undefined || judged.outcome === 'PASS') return undefined;
      const { outcome: _outcome, ...failed } = judged;
      return failed;
    },
  };
}
