// Owns: the names of everything the window keeps of the engine's truth. One factory per procedure.
// Imports contract types. Events invalidate by the first word, so `['units']` covers every filter.
import type { StatsQuery } from '../../electron/contract/stats.ts';

/** Any JSON: what a procedure is asked. */
type Filter = Readonly<Record<string, unknown>>;

export const keys = {
  info: () => ['info'] as const,
  doctor: () => ['doctor'] as const,
  line: () => ['line'] as const,
  stats: (query: Partial<StatsQuery>) => ['stats', query] as const,
  ports: () => ['ports'] as const,
  slots: () => ['slots'] as const,
  bench: () => ['bench'] as const,
  /** RecordsScreen keeps its list current itself, so that nothing jumps under the cursor: no event touches it. */
  units: (filter: Filter) => ['units', filter] as const,
  unit: (unitId: string) => ['unit', unitId] as const,
  unitEvents: (unitId: string) => ['unit-events', unitId] as const,
  products: () => ['products'] as const,
  runs: (filter: Filter) => ['runs', filter] as const,
  run: (runId: string) => ['run', runId] as const,
  shelf: () => ['shelf'] as const,
  recipe: (source: Filter) => ['recipe', source] as const,
  recipeSchema: () => ['recipe-schema'] as const,
  drafts: () => ['drafts'] as const,
  draft: (name: string) => ['draft', name] as const,
  trust: () => ['trust'] as const,
  secrets: () => ['secrets'] as const,
  fleets: () => ['fleets'] as const,
  outbox: (filter: Filter) => ['outbox', filter] as const,
} as const;

/** First word of a key: what events name. */
export type Topic = ReturnType<(typeof keys)[keyof typeof keys]>[0];
