import * as z from 'zod';
import { type HardwareIdentity, hardwareIdentitySchema } from '../../contract/device.ts';
import { type ErrorCode, SlipwayError } from '../../contract/errors.ts';
import type { JournalBodyOf } from '../../contract/events.ts';
import { type UnitRecord, type UnitStatus, unitRecordSchema } from '../../contract/records.ts';
import type { Database } from './db.ts';
import type { Page } from './journal.ts';
import { type AppendedEvent, ordOfCursor, type Projection, pageOf } from './table.ts';

export interface UnitsTable extends Projection {
  byId(unitId: string): UnitRecord | undefined;
  byHardwareId(hardwareId: string): UnitRecord | undefined;
  byMac(mac: string): UnitRecord | undefined;
  bySerial(serial: string): UnitRecord | undefined;
  hardwareOf(unitId: string): HardwareIdentity | undefined;
  search(query: {
    text?: string | undefined;
    status?: UnitStatus | undefined;
    limit: number;
    cursor?: string | undefined;
  }): Page<UnitRecord>;
  count(): number;
}

/** Up to so many matches of a prefix are gathered from the index and sorted; beyond, walking the units is quicker. */
const gatherLimit = 10_000;
/** Length of a stretch of the journal in search_blocks, in events. */
const blockEvents = 32_768;
/** So many stretches may be walked for a page before gathering all matches is the better bet. */
const walkedBlocks = 12;
/** Characters of a term by which search_blocks tells apart what a stretch holds. */
const headLength = 2;

/** Sorts after everything that a term can go on with. */
const afterPrefix = '\u{10FFFF}';

const columns = `u.ord AS ord, u.unit_id AS unitId, u.hardware_id AS hardwareId, u.family, u.chip, u.mac, u.status, u.serial,
  u.key_fingerprint AS keyFingerprint, u.product, u.product_version AS productVersion, u.last_run_id AS lastRunId,
  u.first_seen_at_ms AS firstSeenAtMs, u.updated_at_ms AS updatedAtMs`;
const rowSchema = unitRecordSchema.extend({ ord: z.number() });
type UnitRow = z.infer<typeof rowSchema>;

const recordOf = ({ ord: _ord, ...record }: UnitRow): UnitRecord => record;

export function createUnitsTable(db: Database): UnitsTable {
  const statements = prepareWrites(db);
  const find = (column: string) => {
    const statement = db.prepare(`SELECT ${columns} FROM units u WHERE u.${column} = ?`);
    return (value: string): UnitRow | undefined => rowSchema.optional().parse(statement.get(value));
  };
  const byId = find('unit_id');
  const byHardwareId = find('hardware_id');
  const byMac = find('mac');
  const bySerial = find('serial');
  const hardware = db.prepare('SELECT hardware FROM unit_hardware WHERE unit_id = ?').pluck();
  const count = db.prepare('SELECT count(*) FROM units').pluck();
  const search = createSearch(db);

  const existing = (unitId: string, event: string): UnitRow => {
    const unit = byId(unitId);
    if (unit !== undefined) return unit;
    throw new SlipwayError('station/internal', `Event ${event} names unit ${unitId}, which was never seen.`, {
      context: { unitId, event },
    });
  };

  const seen = ({ unitId, hardware: identity }: JournalBodyOf<'unit.seen'>, seq: number, atMs: number) => {
    const mac = identity.mac?.toLowerCase() ?? null;
    const sameHardware = byHardwareId(identity.hardwareId);
    if (sameHardware !== undefined && sameHardware.unitId !== unitId) {
      throw duplicate('identity/duplicate-hardware', 'hardware identity', identity.hardwareId, sameHardware);
    }
    const sameMac = mac === null ? undefined : byMac(mac);
    if (sameMac !== undefined && sameMac.unitId !== unitId) {
      throw duplicate('identity/duplicate-mac', 'MAC address', mac ?? '', sameMac);
    }
    const known = byId(unitId);
    if (known !== undefined && known.hardwareId !== identity.hardwareId) {
      throw duplicate('identity/duplicate-hardware', 'record with another hardware identity', known.hardwareId, known);
    }
    const facts = {
      ord: seq,
      unitId,
      hardwareId: identity.hardwareId,
      mac,
      family: identity.family,
      chip: identity.chip,
      atMs,
    };
    if (known === undefined) statements.insert.run(facts);
    else statements.update.run(facts);
    statements.setHardware.run(unitId, JSON.stringify(identity));
    const ord = known?.ord ?? seq;
    if (known !== undefined && known.mac !== null && known.mac !== mac) forgetMac(ord, known.mac);
    for (const term of [unitId, identity.hardwareId, ...macTerms(mac)]) addTerm(term, ord);
  };
  const addTerm = (text: string, ord: number) => {
    const term = normalised(text);
    statements.addTerm.run(term, ord);
    statements.addToBlock.run({ head: term.slice(0, headLength), block: Math.floor(ord / blockEvents), term });
  };
  const forgetMac = (ord: number, mac: string) => {
    for (const term of macTerms(mac)) statements.removeTerm.run(normalised(term), ord);
  };

  const setSerial = (unitId: string, serial: string, atMs: number, event: string) => {
    const unit = existing(unitId, event);
    if (unit.serial === serial) return;
    const other = bySerial(serial);
    if (other !== undefined) throw duplicate('identity/duplicate-serial', 'serial number', serial, other);
    if (unit.serial !== null) statements.removeTerm.run(normalised(unit.serial), unit.ord);
    statements.setSerial.run(serial, atMs, unitId);
    addTerm(serial, unit.ord);
  };

  const setStatus = (unitId: string, status: UnitStatus, atMs: number) => {
    // Retired stays retired, and only a person ends needs-attention.
    statements.setStatus.run({ unitId, status, atMs });
  };

  const apply = ({ seq, atMs, body }: AppendedEvent) => {
    switch (body.kind) {
      case 'unit.seen':
        return seen(body, seq, atMs);
      case 'run.unit':
        existing(body.unitId, body.kind);
        statements.bindRun.run(body.runId, atMs, body.runId, body.runId, body.unitId);
        return setStatus(body.unitId, 'in-progress', atMs);
      case 'run.finished':
        return withUnitOfRun(body.runId, (unitId) => setStatus(unitId, statusAfter(body), atMs));
      case 'run.interrupted':
        return withUnitOfRun(body.runId, (unitId) =>
          setStatus(unitId, body.resolution === 'resumable' ? 'interrupted' : 'needs-attention', atMs),
        );
      case 'unit.decided':
        existing(body.unitId, body.kind);
        return void statements.decide.run(body.decision === 'retire' ? 'retired' : 'interrupted', atMs, body.unitId);
      case 'serial.reserved':
        return setSerial(body.unitId, body.serial, atMs, body.kind);
      case 'serial.released': {
        const unit = existing(body.unitId, body.kind);
        if (unit.serial !== body.serial) return;
        statements.setSerial.run(null, atMs, body.unitId);
        statements.removeTerm.run(normalised(body.serial), unit.ord);
        return;
      }
      case 'identity.issued': {
        setSerial(body.unitId, body.serial, atMs, body.kind);
        const { ord, keyFingerprint } = existing(body.unitId, body.kind);
        if (keyFingerprint !== null) statements.removeTerm.run(normalised(keyFingerprint), ord);
        statements.setKey.run(body.keyFingerprint, atMs, body.unitId);
        addTerm(body.keyFingerprint, ord);
        return;
      }
      case 'identity.voided': {
        const unit = existing(body.unitId, body.kind);
        if (unit.keyFingerprint !== body.keyFingerprint) return;
        statements.setKey.run(null, atMs, body.unitId);
        statements.removeTerm.run(normalised(body.keyFingerprint), unit.ord);
        return;
      }
      default:
        return;
    }
  };
  const withUnitOfRun = (runId: string, work: (unitId: string) => void) => {
    const unitId = z.string().nullish().parse(statements.unitOfRun.get(runId));
    if (unitId !== null && unitId !== undefined) work(unitId);
  };
  const optional = (row: UnitRow | undefined) => (row === undefined ? undefined : recordOf(row));

  return {
    tables: ['search_terms', 'search_blocks', 'unit_hardware', 'units'],
    apply,
    byId: (unitId) => optional(byId(unitId)),
    byHardwareId: (hardwareId) => optional(byHardwareId(hardwareId)),
    byMac: (mac) => optional(byMac(mac.toLowerCase())),
    bySerial: (serial) => optional(bySerial(serial)),
    hardwareOf(unitId) {
      const json = z.string().optional().parse(hardware.get(unitId));
      return json === undefined ? undefined : hardwareIdentitySchema.parse(JSON.parse(json));
    },
    search,
    count: () => z.number().parse(count.get()),
  };
}

/** The unit is bad after FAIL and TIMEOUT; after ERROR and ABORTED nothing is known against it, it was only not finished. */
function statusAfter({ outcome, error }: JournalBodyOf<'run.finished'>): UnitStatus {
  if (error?.code === 'job/needs-attention') return 'needs-attention';
  if (outcome === 'PASS') return 'passed';
  return outcome === 'FAIL' || outcome === 'TIMEOUT' ? 'failed' : 'interrupted';
}

/** Names the unit that has it already, so that a person can find it. */
export function duplicate(
  code: ErrorCode,
  what: string,
  value: string,
  other: { readonly unitId: string; readonly serial: string | null },
): SlipwayError {
  const name = other.serial === null ? `unit ${other.unitId}` : `unit ${other.unitId} (serial number ${other.serial})`;
  return new SlipwayError(code, `The ${what} ${value} belongs to ${name}.`, {
    context: { value, otherUnitId: other.unitId, otherSerial: other.serial },
  });
}

function prepareWrites(db: Database) {
  return {
    insert:
      db.prepare(`INSERT INTO units (ord, unit_id, hardware_id, mac, family, chip, status, first_seen_at_ms, updated_at_ms)
      VALUES (:ord, :unitId, :hardwareId, :mac, :family, :chip, 'new', :atMs, :atMs)`),
    update: db.prepare(
      'UPDATE units SET mac = :mac, family = :family, chip = :chip, updated_at_ms = :atMs WHERE unit_id = :unitId',
    ),
    setHardware: db.prepare(
      'INSERT INTO unit_hardware (unit_id, hardware) VALUES (?, ?) ON CONFLICT (unit_id) DO UPDATE SET hardware = excluded.hardware',
    ),
    addTerm: db.prepare('INSERT OR IGNORE INTO search_terms (term, ord) VALUES (?, ?)'),
    addToBlock:
      db.prepare(`INSERT INTO search_blocks (head, block, min_term, max_term) VALUES (:head, :block, :term, :term)
      ON CONFLICT (head, block) DO UPDATE SET min_term = min(min_term, :term), max_term = max(max_term, :term)
      WHERE :term < min_term OR :term > max_term`),
    removeTerm: db.prepare('DELETE FROM search_terms WHERE term = ? AND ord = ?'),
    bindRun: db.prepare(`UPDATE units SET last_run_id = ?, updated_at_ms = ?,
      product = (SELECT product FROM runs WHERE run_id = ?),
      product_version = (SELECT product_version FROM runs WHERE run_id = ?) WHERE unit_id = ?`),
    setStatus: db.prepare(
      "UPDATE units SET status = :status, updated_at_ms = :atMs WHERE unit_id = :unitId AND status NOT IN ('retired', 'needs-attention')",
    ),
    decide: db.prepare('UPDATE units SET status = ?, updated_at_ms = ? WHERE unit_id = ?'),
    setSerial: db.prepare('UPDATE units SET serial = ?, updated_at_ms = ? WHERE unit_id = ?'),
    setKey: db.prepare('UPDATE units SET key_fingerprint = ?, updated_at_ms = ? WHERE unit_id = ?'),
    unitOfRun: db.prepare('SELECT unit_id FROM runs WHERE run_id = ?').pluck(),
  };
}

const normalised = (text: string) => text.toLowerCase();
/** Barcodes carry MAC addresses without separators. */
const macTerms = (mac: string | null) => (mac === null ? [] : [mac, mac.replaceAll(/[:-]/g, '')]);

interface Filter {
  readonly before: number;
  readonly limit: number;
  readonly from: string;
  readonly to: string;
  readonly status: UnitStatus | null;
}

function createSearch(db: Database): UnitsTable['search'] {
  const all = db.prepare(`SELECT ${columns} FROM units u WHERE u.ord < :before ORDER BY u.ord DESC LIMIT :limit`);
  const byStatus = db.prepare(
    `SELECT ${columns} FROM units u WHERE u.status = :status AND u.ord < :before ORDER BY u.ord DESC LIMIT :limit`,
  );
  const countMatches = db
    .prepare('SELECT count(*) FROM (SELECT 1 FROM search_terms WHERE term >= :from AND term < :to LIMIT :limit)')
    .pluck();
  const statusMatches = '(:status IS NULL OR u.status = :status)';
  const gather = db.prepare(`SELECT ${columns} FROM units u
    WHERE u.ord IN (SELECT ord FROM search_terms WHERE term >= :from AND term < :to AND ord < :before) AND ${statusMatches}
    ORDER BY u.ord DESC LIMIT :limit`);
  const blocks = db
    .prepare(`SELECT DISTINCT block FROM search_blocks WHERE head >= :fromHead AND head <= :toHead AND block <= :block
      AND max_term >= :from AND min_term < :to ORDER BY block DESC LIMIT ${walkedBlocks}`)
    .pluck();
  const starts = (column: string) => `(u.${column} >= :from COLLATE NOCASE AND u.${column} < :to COLLATE NOCASE)`;
  const walk = db.prepare(`SELECT ${columns} FROM units u
    WHERE u.ord < :before AND u.ord >= :floor AND ${statusMatches} AND (${starts('serial')} OR ${starts('mac')}
      OR ${starts('unit_id')} OR ${starts('hardware_id')} OR ${starts('key_fingerprint')} OR replace(u.mac, ':', '') BETWEEN :from AND :to)
    ORDER BY u.ord DESC LIMIT :limit`);
  const rows = z.array(rowSchema);
  const numbers = z.array(z.number());

  /** The newest matches, found stretch by stretch; fewer than the limit when they are too thin for that. */
  const walkBlocks = (prefix: string, filter: Filter): UnitRow[] => {
    const head = prefix.slice(0, headLength);
    const toHead = prefix.length < headLength ? head + afterPrefix : head;
    const block = Math.floor(filter.before / blockEvents);
    const found: UnitRow[] = [];
    for (const candidate of numbers.parse(
      blocks.all({ fromHead: head, toHead, block, from: filter.from, to: filter.to }),
    )) {
      const floor = candidate * blockEvents;
      const before = Math.min(filter.before, floor + blockEvents);
      found.push(...rows.parse(walk.all({ ...filter, floor, before, limit: filter.limit - found.length })));
      if (found.length === filter.limit) break;
    }
    return found;
  };

  return ({ text, status, limit, cursor }) => {
    const before = ordOfCursor(cursor);
    const prefix = normalised(text?.trim() ?? '');
    const query = { before, limit: limit + 1 };
    if (prefix === '') {
      const found = status === undefined ? all.all(query) : byStatus.all({ ...query, status });
      return pageOf(rows.parse(found), limit, recordOf);
    }
    const range = { from: prefix, to: prefix + afterPrefix };
    const matches = z.number().parse(countMatches.get({ ...range, limit: gatherLimit + 1 }));
    const filter = { ...query, ...range, status: status ?? null };
    if (matches > gatherLimit) {
      const page = walkBlocks(prefix, filter);
      if (page.length > limit) return pageOf(page, limit, recordOf);
    }
    return pageOf(rows.parse(gather.all(filter)), limit, recordOf);
  };
}
