import * as z from 'zod';
import { type UnitRecord, type UnitStatus, unitRecordSchema } from '../../contract/records.ts';
import type { Database } from './db.ts';
import type { JournalReader } from './journal.ts';
import { ordOfCursor, pageOf } from './table.ts';

export type UnitSearch = JournalReader['searchUnits'];

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

export const unitColumns = `u.ord AS ord, u.unit_id AS unitId, u.hardware_id AS hardwareId, u.family, u.chip, u.mac, u.status, u.serial,
  u.key_fingerprint AS keyFingerprint, u.product, u.product_version AS productVersion, u.last_run_id AS lastRunId,
  u.first_seen_at_ms AS firstSeenAtMs, u.updated_at_ms AS updatedAtMs`;
export const unitRowSchema = unitRecordSchema.extend({ ord: z.number() });
export type UnitRow = z.infer<typeof unitRowSchema>;

export const recordOfUnit = ({ ord: _ord, ...record }: UnitRow): UnitRecord => record;

/** Terms and prefixes are compared in lower case. */
export const normalised = (text: string) => text.toLowerCase();

/** The stretch of the journal that an event belongs to, and the head of a term, as search_blocks keeps them. */
export const blockOf = (ord: number) => Math.floor(ord / blockEvents);
export const headOf = (term: string) => term.slice(0, headLength);

interface Filter {
  readonly before: number;
  readonly limit: number;
  readonly from: string;
  readonly to: string;
  readonly status: UnitStatus | null;
  readonly product: string | null;
  readonly chip: string | null;
  readonly sinceMs: number | null;
  readonly untilMs: number | null;
}

/** Finds units by a prefix of anything they are known by, newest first, a page at a time. */
export function createUnitSearch(db: Database): UnitSearch {
  const all = db.prepare(`SELECT ${unitColumns} FROM units u WHERE u.ord < :before ORDER BY u.ord DESC LIMIT :limit`);
  const byStatus = db.prepare(
    `SELECT ${unitColumns} FROM units u WHERE u.status = :status AND u.ord < :before ORDER BY u.ord DESC LIMIT :limit`,
  );
  const countMatches = db
    .prepare('SELECT count(*) FROM (SELECT 1 FROM search_terms WHERE term >= :from AND term < :to LIMIT :limit)')
    .pluck();
  const isWanted = `(:status IS NULL OR u.status = :status) AND (:product IS NULL OR u.product = :product)
    AND (:chip IS NULL OR u.chip = :chip) AND (:sinceMs IS NULL OR u.updated_at_ms >= :sinceMs)
    AND (:untilMs IS NULL OR u.updated_at_ms < :untilMs)`;
  const filtered = db.prepare(
    `SELECT ${unitColumns} FROM units u WHERE u.ord < :before AND ${isWanted} ORDER BY u.ord DESC LIMIT :limit`,
  );
  const gather = db.prepare(`SELECT ${unitColumns} FROM units u
    WHERE u.ord IN (SELECT ord FROM search_terms WHERE term >= :from AND term < :to AND ord < :before) AND ${isWanted}
    ORDER BY u.ord DESC LIMIT :limit`);
  const blocks = db
    .prepare(`SELECT DISTINCT block FROM search_blocks WHERE head >= :fromHead AND head <= :toHead AND block <= :block
      AND max_term >= :from AND min_term < :to ORDER BY block DESC LIMIT ${walkedBlocks}`)
    .pluck();
  const starts = (column: string) => `(u.${column} >= :from COLLATE NOCASE AND u.${column} < :to COLLATE NOCASE)`;
  const walk = db.prepare(`SELECT ${unitColumns} FROM units u
    WHERE u.ord < :before AND u.ord >= :floor AND ${isWanted} AND (${starts('serial')} OR ${starts('mac')}
      OR ${starts('unit_id')} OR ${starts('hardware_id')} OR ${starts('key_fingerprint')} OR replace(u.mac, ':', '') BETWEEN :from AND :to)
    ORDER BY u.ord DESC LIMIT :limit`);
  const rows = z.array(unitRowSchema);
  const numbers = z.array(z.number());

  /** The newest matches, found stretch by stretch; fewer than the limit when they are too thin for that. */
  const walkBlocks = (prefix: string, filter: Filter): UnitRow[] => {
    const head = headOf(prefix);
    const toHead = prefix.length < headLength ? head + afterPrefix : head;
    const block = blockOf(filter.before);
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

  return ({ text, status, product, chip, sinceMs, untilMs, limit, cursor }) => {
    const before = ordOfCursor(cursor);
    const prefix = normalised(text?.trim() ?? '');
    const query = { before, limit: limit + 1 };
    const rest = {
      status: status ?? null,
      product: product ?? null,
      chip: chip ?? null,
      sinceMs: sinceMs ?? null,
      untilMs: untilMs ?? null,
    };
    const isPlain = product === undefined && chip === undefined && sinceMs === undefined && untilMs === undefined;
    if (prefix === '' && !isPlain) {
      return pageOf(rows.parse(filtered.all({ ...query, ...rest })), limit, recordOfUnit);
    }
    if (prefix === '') {
      const found = status === undefined ? all.all(query) : byStatus.all({ ...query, status });
      return pageOf(rows.parse(found), limit, recordOfUnit);
    }
    const range = { from: prefix, to: prefix + afterPrefix };
    const matches = z.number().parse(countMatches.get({ ...range, limit: gatherLimit + 1 }));
    const filter = { ...query, ...range, ...rest };
    if (matches > gatherLimit) {
      const page = walkBlocks(prefix, filter);
      if (page.length > limit) return pageOf(page, limit, recordOfUnit);
    }
    return pageOf(rows.parse(gather.all(filter)), limit, recordOfUnit);
  };
}
