// Owns: what a person keeps of this screen: the search, the columns, saved views, how they export. Imports data, contract.
import * as z from 'zod';
import { unitStatusSchema } from '../../../electron/contract/records.ts';
import { mostSearchChars } from '../../../electron/contract/search-text.ts';
import { createViewStore } from '../../data/index.ts';
import { firstColumns, unitFields } from './fields.ts';
import { everyUnit } from './filter.ts';

const periodSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('days'), before: z.number().int().min(0).max(3660) }),
  z.object({ kind: z.literal('between'), from: z.string().nullable(), to: z.string().nullable() }),
]);
const querySchema = z.object({
  text: z.string().max(mostSearchChars),
  status: unitStatusSchema.nullable(),
  product: z.string().nullable(),
  chip: z.string().nullable(),
  period: periodSchema,
});
const fieldSchema = z.enum(unitFields);

/** Known by its name: saving another under it replaces it. */
const savedViewSchema = z.object({
  name: z.string().min(1).max(60),
  query: querySchema,
  columns: z.array(fieldSchema).min(1),
});
export type SavedView = z.infer<typeof savedViewSchema>;

const recordsStateSchema = z.object({
  query: querySchema,
  columns: z.array(fieldSchema).min(1),
  views: z.array(savedViewSchema).max(50),
  exportFormat: z.enum(['csv', 'json']),
  hasByteOrderMark: z.boolean(),
});
export type RecordsState = z.infer<typeof recordsStateSchema>;

export const recordsStore = createViewStore<RecordsState>(
  'records',
  {
    query: everyUnit,
    columns: [...firstColumns],
    views: [],
    exportFormat: 'csv',
    // Most people open it with Excel, which reads UTF-8 only so.
    hasByteOrderMark: true,
  },
  recordsStateSchema,
);
