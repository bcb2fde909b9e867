// Owns: the conditions of a search for units as SQL, and how many units each of them leaves. Imports siblings only.
// Start reading at `createFilters`: whichever condition leaves the fewest units is the one to begin with.
import * as z from 'zod';
import type { Database } from './db.ts';
import { endOf, ends } from './end-terms.ts';
import type { UnitFilter } from './journal.ts';

/** Sorts after everything that a term can go on with. */
export const afterPrefix = '\u{10FFFF}';

/** Terms and prefixes are compared in lower case. */
export const normalised = (text: string) => text.toLowerCase();

/** A filter with every value bound; null where it is not asked for. */
export interface BoundFilter {
  readonly from: string | null;
  readonly to: string | null;
  /** The end that is asked for, and its range among the terms. */
  readonly ending: string | null;
  readonly endFrom: string | null;
  readonly endTo: string | null;
  readonly status: string | null;
  readonly product: string | null;
  readonly chip: string | null;
  readonly sinceMs: number | null;
  readonly untilMs: number | null;
}

export type Driver = 'text' | 'time' | 'kind';

const starts = (column: string) => `(u.${column} >= :from COLLATE NOCASE AND u.${column} < :to COLLATE NOCASE)`;

/** Whether the row `u` is asked for. */
export const isWanted = `(:status IS NULL OR u.status = :status) AND (:product IS NULL OR u.product = :product)
  AND (:chip IS NULL OR u.chip = :chip) AND (:sinceMs IS NULL OR +u.updated_at_ms >= :sinceMs)
  AND (:untilMs IS NULL OR +u.updated_at_ms < :untilMs)
  AND ((:from IS NULL AND :ending IS NULL) OR ${starts('serial')} OR ${starts('mac')} OR ${starts('unit_id')} OR ${starts('hardware_id')}
    OR ${starts('key_fingerprint')} OR replace(u.mac, ':', '') BETWEEN :from AND :to
    OR ${ends('serial')} OR ${ends('mac')})`;

const ofKind = `(:status IS NULL OR k.status = :status) AND (:product IS NULL OR k.product = :product)
  AND (:chip IS NULL OR k.chip = :chip)`;

/** Numbers (ord) of the units that one condition alone leaves. */
export const ordsBy: Readonly<Record<Driver, string>> = {
  text: `SELECT ord FROM search_terms WHERE term >= :from AND term < :to
    UNION ALL SELECT ord FROM search_terms WHERE term >= :endFrom AND term < :endTo`,
  time: `SELECT ord FROM units INDEXED BY units_by_change WHERE updated_at_ms >= coalesce(:sinceMs, 0)
    AND updated_at_ms < coalesce(:untilMs, ${Number.MAX_SAFE_INTEGER})`,
  kind: `SELECT o.ord FROM unit_kinds k CROSS JOIN units o INDEXED BY units_by_kind
    ON coalesce(o.product, '') = k.product AND o.chip = k.chip AND o.status = k.status WHERE ${ofKind}`,
};

/** What `ordsBy` of the driver asks for, and nothing else. */
export const rangesOf = (driver: 'text' | 'time', { from, to, endFrom, endTo, sinceMs, untilMs }: BoundFilter) =>
  driver === 'text' ? { from, to, endFrom, endTo } : { sinceMs, untilMs };

export interface Kind {
  readonly product: string;
  readonly chip: string;
  readonly status: string;
  readonly units: number;
}

const kindsSchema = z.array(z.object({ product: z.string(), chip: z.string(), status: z.string(), units: z.number() }));

export interface Filters {
  bind(filter: UnitFilter): BoundFilter;
  /** The kinds of units that are asked for; their units are counted exactly. */
  kinds(filter: BoundFilter): Kind[];
  /** The condition that leaves the fewest units and how many, counted up to `atMost`; undefined without any condition. */
  narrowest(
    filter: BoundFilter,
    atMost: number,
  ):
    | { readonly driver: Driver; readonly units: number /** There is no other. */; readonly isAlone: boolean }
    | undefined;
}

export function createFilters(db: Database): Filters {
  const kindStatement = db.prepare(`SELECT product, chip, status, units FROM unit_kinds k WHERE ${ofKind}`);
  const count = (driver: 'text' | 'time') =>
    db.prepare(`SELECT count(*) FROM (${ordsBy[driver]} LIMIT :limit)`).pluck();
  const counts = { text: count('text'), time: count('time') };

  function kinds({ status, product, chip }: BoundFilter): Kind[] {
    return kindsSchema.parse(kindStatement.all({ status, product, chip }));
  }
  const upTo = (driver: 'text' | 'time', filter: BoundFilter, limit: number): number =>
    z.number().parse(counts[driver].get({ ...rangesOf(driver, filter), limit }));

  return {
    bind({ text, status, product, chip, sinceMs, untilMs }) {
      const prefix = normalised(text?.trim() ?? '');
      const end = endOf(prefix);
      return {
        from: prefix === '' ? null : prefix,
        to: prefix === '' ? null : prefix + afterPrefix,
        ending: end?.ending ?? null,
        endFrom: end?.term ?? null,
        endTo: end === undefined ? null : end.term + afterPrefix,
        status: status ?? null,
        product: product ?? null,
        chip: chip ?? null,
        sinceMs: sinceMs ?? null,
        untilMs: untilMs ?? null,
      };
    },
    kinds,
    narrowest(filter, atMost) {
      const found: { driver: Driver; units: number }[] = [];
      if (filter.from !== null || filter.endFrom !== null)
        found.push({ driver: 'text', units: upTo('text', filter, atMost) });
      if (filter.sinceMs !== null || filter.untilMs !== null) {
        found.push({ driver: 'time', units: upTo('time', filter, atMost) });
      }
      if (filter.status !== null || filter.product !== null || filter.chip !== null) {
        found.push({ driver: 'kind', units: kinds(filter).reduce((sum, { units }) => sum + units, 0) });
      }
      const [first] = found.toSorted((a, b) => a.units - b.units);
      return first && { ...first, isAlone: found.length === 1 };
    },
  };
}
