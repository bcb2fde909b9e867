import { endTermOf } from '../end-terms.ts';
import type { Migration } from './migration.ts';

/** Units are also found by the end of their serial number and MAC address: reversed terms behind a mark of their own. */
export const migration: Migration = {
  number: 7,
  functions: { end_term_of: endTermOf },
  // In the order of the index, which is filled several times as fast so.
  sql: `
    INSERT OR IGNORE INTO search_terms (term, ord)
      SELECT term, ord FROM (
        SELECT end_term_of(serial) AS term, ord FROM units WHERE serial IS NOT NULL
        UNION ALL SELECT end_term_of(mac), ord FROM units WHERE mac IS NOT NULL
      ) ORDER BY term, ord;
    INSERT INTO search_blocks (head, block, min_term, max_term)
      SELECT substr(term, 1, 2), ord / 32768, min(term), max(term) FROM search_terms
      WHERE term >= char(1) AND term < char(2) GROUP BY 1, 2;
  `,
};
