import type { Database } from './db.ts';
import type { AppendedEvent, Projection } from './table.ts';

/** Measurements as rows, for exports and statistics over many runs; one run's own come from its events. */
export function createMeasurementsTable(db: Database): Projection {
  const insert = db.prepare(
    'INSERT INTO measurements (ord, run_id, name, value, unit, min, max, is_within_limits) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return {
    tables: ['measurements'],
    apply({ seq, body }: AppendedEvent) {
      if (body.kind !== 'measurement.taken') return;
      const { name, value, unit, min, max, isWithinLimits } = body.measurement;
      insert.run(seq, body.runId, name, value, unit, min, max, isWithinLimits ? 1 : 0);
    },
  };
}
