import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { JournalBody } from '../../contract/events.ts';
import type { Outcome, RunStatus } from '../../contract/job.ts';
import { type RunRecord, runRecordSchema } from '../../contract/records.ts';
import type { Database } from './db.ts';
import type { Page } from './journal.ts';
import { type AppendedEvent, ordOfCursor, type Projection, pageOf } from './table.ts';

export interface RunsTable extends Projection {
  byId(runId: string): RunRecord | undefined;
  list(query: {
    unitId?: string | undefined;
    status?: RunStatus | undefined;
    outcome?: Outcome | undefined;
    limit: number;
    cursor?: string | undefined;
  }): Page<RunRecord>;
}

const columns = `ord, run_id AS runId, unit_id AS unitId, serial, slot, status, outcome, error_code AS errorCode, product,
  product_version AS productVersion, operator, started_at_ms AS startedAtMs, finished_at_ms AS finishedAtMs`;
const rowSchema = runRecordSchema.extend({ ord: z.number() });
type RunRow = z.infer<typeof rowSchema>;
const recordOf = ({ ord: _ord, ...record }: RunRow): RunRecord => record;

export function createRunsTable(db: Database): RunsTable {
  const byId = db.prepare(`SELECT ${columns} FROM runs WHERE run_id = ?`);
  const insert =
    db.prepare(`INSERT INTO runs (ord, run_id, slot, status, product, product_version, operator, started_at_ms)
      VALUES (?, ?, ?, 'running', ?, ?, ?, ?)`);
  const bind = db.prepare(
    'UPDATE runs SET unit_id = ?, serial = (SELECT serial FROM units WHERE unit_id = ?) WHERE run_id = ?',
  );
  const setSerial = db.prepare('UPDATE runs SET serial = ? WHERE run_id = ?');
  const finish = db.prepare(
    "UPDATE runs SET status = 'finished', outcome = ?, error_code = ?, finished_at_ms = ? WHERE run_id = ?",
  );
  const interrupt = db.prepare('UPDATE runs SET status = ?, finished_at_ms = ? WHERE run_id = ?');
  const decided = db.prepare(
    "UPDATE runs SET status = 'interrupted' WHERE run_id = ? AND unit_id = ? AND status = 'needs-attention'",
  );
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
        const { runId, slot, recipe, operator } = body;
        insert.run(seq, runId, slot, recipe.product, recipe.version, operator, atMs);
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
        finish.run(body.outcome, body.error?.code ?? null, atMs, body.runId);
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
    list({ unitId, status, outcome, limit, cursor }) {
      const filters = [
        ...(unitId === undefined ? [] : ['unit_id = :unitId']),
        ...(status === undefined ? [] : ['status = :status']),
        ...(outcome === undefined ? [] : ['outcome = :outcome']),
      ];
      const query = {
        before: ordOfCursor(cursor),
        limit: limit + 1,
        ...(unitId === undefined ? {} : { unitId }),
        ...(status === undefined ? {} : { status }),
        ...(outcome === undefined ? {} : { outcome }),
      };
      return pageOf(z.array(rowSchema).parse(listStatement(filters).all(query)), limit, recordOf);
    },
  };
}
