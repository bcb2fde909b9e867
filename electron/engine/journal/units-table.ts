import * as z from 'zod';
import { type HardwareIdentity, hardwareIdentitySchema } from '../../contract/device.ts';
import { type ErrorCode, SlipwayError } from '../../contract/errors.ts';
import type { JournalBodyOf } from '../../contract/events.ts';
import type { UnitRecord, UnitStatus } from '../../contract/records.ts';
import { type SentenceCode, say } from '../../contract/sentences.ts';
import type { Database } from './db.ts';
import { endTermOf } from './end-terms.ts';
import type { JournalReader } from './journal.ts';
import type { AppendedEvent, Projection } from './table.ts';
import {
  blockOf,
  createUnitCount,
  createUnitSearch,
  headOf,
  normalised,
  recordOfUnit,
  type UnitRow,
  type UnitSearch,
  unitColumns,
  unitRowSchema,
} from './unit-search.ts';

export interface UnitsTable extends Projection {
  byId(unitId: string): UnitRecord | undefined;
  byHardwareId(hardwareId: string): UnitRecord | undefined;
  byMac(mac: string): UnitRecord | undefined;
  bySerial(serial: string): UnitRecord | undefined;
  hardwareOf(unitId: string): HardwareIdentity | undefined;
  readonly search: UnitSearch;
  count(): number;
  readonly countMatches: JournalReader['countMatches'];
  products(): string[];
}

export function createUnitsTable(db: Database): UnitsTable {
  const statements = prepareWrites(db);
  const find = (column: string) => {
    const statement = db.prepare(`SELECT ${unitColumns} FROM units u WHERE u.${column} = ?`);
    return (value: string): UnitRow | undefined => unitRowSchema.optional().parse(statement.get(value));
  };
  const byId = find('unit_id');
  const byHardwareId = find('hardware_id');
  const byMac = find('mac');
  const bySerial = find('serial');
  const hardware = db.prepare('SELECT hardware FROM unit_hardware WHERE unit_id = ?').pluck();
  const countSince = db.prepare('SELECT count(*) AS count, max(ord) AS lastOrd FROM units WHERE ord > ?');
  const countSchema = z.object({ count: z.number(), lastOrd: z.number().nullable() });
  // Units are never removed, so each is counted once; within a transaction nothing is certain enough to be kept.
  let counted = { count: 0, lastOrd: 0 };
  const count = () => {
    const since = countSchema.parse(countSince.get(counted.lastOrd));
    const now = { count: counted.count + since.count, lastOrd: since.lastOrd ?? counted.lastOrd };
    if (!db.inTransaction) counted = now;
    return now.count;
  };
  const search = createUnitSearch(db);
  const products = db.prepare("SELECT DISTINCT product FROM unit_kinds WHERE product <> '' ORDER BY product").pluck();

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
      throw duplicate('identity/duplicate-hardware', 'duplicate-hardware', identity.hardwareId, sameHardware);
    }
    const sameMac = mac === null ? undefined : byMac(mac);
    if (sameMac !== undefined && sameMac.unitId !== unitId) {
      throw duplicate('identity/duplicate-mac', 'duplicate-mac', mac ?? '', sameMac);
    }
    const known = byId(unitId);
    if (known !== undefined && known.hardwareId !== identity.hardwareId) {
      throw duplicate('identity/duplicate-hardware', 'duplicate-record', known.hardwareId, known);
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
    for (const term of [unitId, identity.hardwareId, ...macTerms(mac)]) addTerm(normalised(term), ord);
    if (mac !== null) addTerm(endTermOf(mac), ord);
  };
  const addTerm = (term: string, ord: number) => {
    statements.addTerm.run(term, ord);
    statements.addToBlock.run({ head: headOf(term), block: blockOf(ord), term });
  };
  const forgetMac = (ord: number, mac: string) => {
    for (const term of [...macTerms(mac).map(normalised), endTermOf(mac)]) statements.removeTerm.run(term, ord);
  };

  const setSerial = (unitId: string, serial: string, atMs: number, event: string) => {
    const unit = existing(unitId, event);
    if (unit.serial === serial) return;
    const other = bySerial(serial);
    if (other !== undefined) throw duplicate('identity/duplicate-serial', 'duplicate-serial', serial, other);
    if (unit.serial !== null) forgetSerial(unit.ord, unit.serial);
    statements.setSerial.run(serial, atMs, unitId);
    for (const term of serialTerms(serial)) addTerm(term, unit.ord);
  };
  const forgetSerial = (ord: number, serial: string) => {
    for (const term of serialTerms(serial)) statements.removeTerm.run(term, ord);
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
        forgetSerial(unit.ord, body.serial);
        return;
      }
      case 'identity.issued': {
        setSerial(body.unitId, body.serial, atMs, body.kind);
        const { ord, keyFingerprint } = existing(body.unitId, body.kind);
        if (keyFingerprint !== null) statements.removeTerm.run(normalised(keyFingerprint), ord);
        statements.setKey.run(body.keyFingerprint, atMs, body.unitId);
        addTerm(normalised(body.keyFingerprint), ord);
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
  const optional = (row: UnitRow | undefined) => (row === undefined ? undefined : recordOfUnit(row));

  return {
    tables: ['search_terms', 'search_blocks', 'unit_hardware', 'units', 'unit_kinds'],
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
    countMatches: createUnitCount(db),
    products: () => z.array(z.string()).parse(products.all()),
    count,
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
  said: Extract<SentenceCode, `duplicate-${string}`>,
  value: string,
  other: { readonly unitId: string; readonly serial: string | null },
): SlipwayError {
  const otherUnit = other.serial === null ? other.unitId : `${other.unitId} (${other.serial})`;
  return new SlipwayError(code, say(said, { value, otherUnit }), {
    context: { otherUnitId: other.unitId, otherSerial: other.serial },
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

/** By its beginning and by its end. */
const serialTerms = (serial: string) => [normalised(serial), endTermOf(serial)];

/** Barcodes carry MAC addresses without separators. */
const macTerms = (mac: string | null) => (mac === null ? [] : [mac, mac.replaceAll(/[:-]/g, '')]);
