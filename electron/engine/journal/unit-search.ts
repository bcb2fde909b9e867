// Owns: finding units among a million within a few milliseconds, newest first, a page at a time. Imports siblings only.
// Few candidates are gathered and sorted; many are walked from the newest on, past stretches that cannot hold a match.
// Start reading at `createUnitSearch`.
import * as z from 'zod';
import { type UnitRecord, unitRecordSchema } from '../../contract/records.ts';
import type { Database } from './db.ts';
import type { JournalReader } from './journal.ts';
import { ordOfCursor, pageOf } from './table.ts';
import {
  afterPrefix,
  type BoundFilter,
  createFilters,
  type Driver,
  isWanted,
  normalised,
  ordsBy,
  rangesOf,
} from './unit-filter.ts';

export { normalised };
export type UnitSearch = JournalReader['searchUnits'];

/** Up to so many candidates are gathered from an index and sorted; beyond, walking the units is quicker. */
const defaultGatherLimit = 4_000;
/** Length of a stretch of the journal in search_blocks, in events. */
const blockEvents = 32_768;
/** So many stretches may be walked for a page before gathering all matches is the better bet. */
const walkedBlocks = 12;
/** So many of the newest units of the kinds asked for are tried before anything slower is. */
const walkedUnits = 1_000;
/** So many of the newest units are looked at for one of the time asked for, before all of that time are. */
const triedForTime = 2_000;
/** Characters of a term by which search_blocks tells apart what a stretch holds. */
const headLength = 2;

export const unitColumns = `u.ord AS ord, u.unit_id AS unitId, u.hardware_id AS hardwareId, u.family, u.chip, u.mac, u.status, u.serial,
  u.key_fingerprint AS keyFingerprint, u.product, u.product_version AS productVersion, u.last_run_id AS lastRunId,
  u.first_seen_at_ms AS firstSeenAtMs, u.updated_at_ms AS updatedAtMs`;
export const unitRowSchema = unitRecordSchema.extend({ ord: z.number() });
export type UnitRow = z.infer<typeof unitRowSchema>;

export const recordOfUnit = ({ ord: _ord, ...record }: UnitRow): UnitRecord => record;

/** The stretch of the journal that an event belongs to, and the head of a term, as search_blocks keeps them. */
export const blockOf = (ord: number) => Math.floor(ord / blockEvents);
export const headOf = (term: string) => term.slice(0, headLength);

interface PageQuery extends BoundFilter {
  readonly before: number;
  /** One more than the page, to know whether there is a next one. */
  readonly limit: number;
}

/** Finds units by a prefix of anything they are known by, by the end of their serial number or MAC, and by what they are. */
export function createUnitSearch(db: Database, gatherLimit = defaultGatherLimit): UnitSearch {
  const filters = createFilters(db);
  const all = db.prepare(`SELECT ${unitColumns} FROM units u WHERE u.ord < :before ORDER BY u.ord DESC LIMIT :limit`);
  // CROSS JOIN, or SQLite would walk all units in their order and look each up among the candidates.
  const gather = (driver: Driver) =>
    db.prepare(`SELECT ${unitColumns} FROM (SELECT DISTINCT ord FROM (${ordsBy[driver]}) WHERE ord < :before) c
      CROSS JOIN units u ON u.ord = c.ord WHERE ${isWanted} ORDER BY u.ord DESC LIMIT :limit`);
  const gathers = { text: gather('text'), time: gather('time'), kind: gather('kind') };
  // Nothing else is asked for: the index says which are the newest, and only those are read.
  const gatherText =
    db.prepare(`SELECT ${unitColumns} FROM (SELECT DISTINCT ord FROM (${ordsBy.text}) WHERE ord < :before ORDER BY ord DESC
      LIMIT :limit) c CROSS JOIN units u ON u.ord = c.ord ORDER BY u.ord DESC`);
  const blocks = db
    .prepare(`SELECT DISTINCT block FROM search_blocks WHERE head >= :fromHead AND head <= :toHead AND block <= :block
      AND max_term >= :from AND min_term < :to ORDER BY block DESC LIMIT ${walkedBlocks}`)
    .pluck();
  const walk = db.prepare(`SELECT ${unitColumns} FROM units u WHERE u.ord < :before AND u.ord >= :floor AND ${isWanted}
    ORDER BY u.ord DESC LIMIT :limit`);
  const newestInTime = db.prepare(`SELECT coalesce(max(ord), 0) FROM (${ordsBy.time})`).pluck();
  // A stretch of time that reaches to about now has the newest unit, or one of those before it.
  const newestAtHand = db
    .prepare(`SELECT ord FROM (SELECT ord, updated_at_ms FROM units WHERE ord < :before ORDER BY ord DESC
      LIMIT ${Math.min(triedForTime, gatherLimit)}) WHERE updated_at_ms >= coalesce(:sinceMs, 0) AND updated_at_ms < :untilMs LIMIT 1`)
    .pluck();
  const newestOfKind = db
    .prepare(`SELECT ord FROM units INDEXED BY units_by_kind WHERE coalesce(product, '') = :product AND chip = :chip
      AND status = :status AND ord < :before ORDER BY ord DESC LIMIT :limit`)
    .pluck();
  const byOrd = db.prepare(`SELECT ${unitColumns} FROM units u WHERE u.ord = :ord AND ${isWanted}`);
  const rows = z.array(unitRowSchema);
  const numbers = z.array(z.number());

  /** The newest matches, found stretch by stretch; fewer than the limit when they are too thin for that. */
  function walkBlocks(from: string, query: PageQuery): UnitRow[] {
    const head = headOf(from);
    const toHead = from.length < headLength ? head + afterPrefix : head;
    const block = blockOf(query.before);
    const to = from + afterPrefix;
    const found: UnitRow[] = [];
    for (const candidate of numbers.parse(blocks.all({ fromHead: head, toHead, block, from, to }))) {
      const floor = candidate * blockEvents;
      const before = Math.min(query.before, floor + blockEvents);
      found.push(...rows.parse(walk.all({ ...query, floor, before, limit: query.limit - found.length })));
      if (found.length === query.limit) break;
    }
    return found;
  }

  /** Numbers of the newest units of each kind that is asked for, merged. */
  function newestOfKinds(query: PageQuery, limit: number): number[] {
    const { before } = query;
    return filters
      .kinds(query)
      .flatMap(({ product, chip, status }) => numbers.parse(newestOfKind.all({ product, chip, status, before, limit })))
      .toSorted((a, b) => b - a)
      .slice(0, limit);
  }

  /** The newest matches among the newest of their kind; undefined when they are too thin there to fill the page. */
  function walkKinds(query: PageQuery): UnitRow[] | undefined {
    const ords = newestOfKinds(query, walkedUnits);
    const found: UnitRow[] = [];
    for (const ord of ords) {
      const row = unitRowSchema.optional().parse(byOrd.get({ ...query, ord }));
      if (row !== undefined) found.push(row);
      if (found.length === query.limit) return found;
    }
    return ords.length < walkedUnits ? found : undefined;
  }

  /** Beginnings and ends are two ranges of one index: each gives its page, as if it were asked for alone. */
  function find(query: PageQuery): UnitRow[] {
    if (query.endFrom === null || query.from === null) return findOne(query);
    const beginning = findOne({ ...query, ending: null, endFrom: null, endTo: null });
    const end = findOne({ ...query, from: null, to: null });
    if (end.length === 0) return beginning;
    const both = new Map([...beginning, ...end].map((row) => [row.ord, row]));
    return [...both.values()].toSorted((a, b) => b.ord - a.ord).slice(0, query.limit);
  }

  function findOne(query: PageQuery): UnitRow[] {
    const term = query.from ?? query.endFrom;
    const narrowest = filters.narrowest(query, gatherLimit + 1);
    if (narrowest === undefined) return rows.parse(all.all({ before: query.before, limit: query.limit }));
    const isOfKind = query.status !== null || query.product !== null || query.chip !== null;
    const isInTime = query.sinceMs !== null || query.untilMs !== null;
    if (term === null && !isInTime) {
      return newestOfKinds(query, query.limit).flatMap((ord) => rows.parse(byOrd.all({ ...query, ord })));
    }
    const bounded = { ...query, before: newestBefore(query) };
    // Ends are spread evenly over all units: the newest of a kind hold no more of them than others.
    const isWorthWalking = isOfKind && query.endFrom === null && narrowest.units > Math.min(walkedUnits, gatherLimit);
    const ofKind = isWorthWalking ? walkKinds(bounded) : undefined;
    if (ofKind !== undefined) return ofKind;
    if (narrowest.units <= gatherLimit && narrowest.isAlone && narrowest.driver === 'text') {
      const { before, limit } = query;
      return rows.parse(gatherText.all({ ...rangesOf('text', query), before, limit }));
    }
    if (narrowest.units <= gatherLimit) return rows.parse(gathers[narrowest.driver].all(query));
    if (term === null) return rows.parse(walk.all({ ...bounded, floor: 0 }));
    const found = walkBlocks(term, bounded);
    return found.length === query.limit ? found : rows.parse(gathers[narrowest.driver].all(query));
  }

  /** Units that came after the time asked for need not be walked. */
  function newestBefore({ before, sinceMs, untilMs }: PageQuery): number {
    if (untilMs === null) return before;
    const atHand = z.number().optional().parse(newestAtHand.get({ before, sinceMs, untilMs }));
    if (atHand !== undefined) return atHand + 1;
    return Math.min(before, z.number().parse(newestInTime.get({ sinceMs, untilMs })) + 1);
  }

  return ({ limit, cursor, ...filter }) =>
    pageOf(find({ ...filters.bind(filter), before: ordOfCursor(cursor), limit: limit + 1 }), limit, recordOfUnit);
}

/** Counts what a search would find, up to `atMost`. */
export function createUnitCount(db: Database): JournalReader['countMatches'] {
  const filters = createFilters(db);
  const countAll = db.prepare('SELECT coalesce(sum(units), 0) FROM unit_kinds').pluck();
  const counting = (condition: string) => (driver: Driver) =>
    db
      .prepare(
        `SELECT count(*) FROM (SELECT 1 FROM (SELECT DISTINCT ord FROM (${ordsBy[driver]})) c ${condition} LIMIT :limit)`,
      )
      .pluck();
  const ofEach = <T>(make: (driver: Driver) => T) => ({ text: make('text'), time: make('time'), kind: make('kind') });
  // Where nothing else is asked for, the index alone knows how many there are.
  const alone = ofEach(counting(''));
  const filtered = ofEach(counting(`CROSS JOIN units u ON u.ord = c.ord WHERE ${isWanted}`));
  const exact = (value: number, atMost: number) => ({ count: Math.min(value, atMost), isExact: value <= atMost });

  return (wanted, atMost) => {
    const filter = filters.bind(wanted);
    // All of them are counted: taking a condition for narrow that is not would cost more.
    const narrowest = filters.narrowest(filter, atMost + 1);
    if (narrowest === undefined) return exact(z.number().parse(countAll.get()), atMost);
    const { driver, units, isAlone } = narrowest;
    if (driver === 'kind' && isAlone) return exact(units, atMost);
    const limit = atMost + 1;
    const count =
      isAlone && driver !== 'kind'
        ? alone[driver].get({ ...rangesOf(driver, filter), limit })
        : filtered[driver].get({ ...filter, limit });
    return exact(z.number().parse(count), atMost);
  };
}
