// Owns: text of drafts that nobody has saved yet; it outlives a closed window and a crash. Imports data.
import * as z from 'zod';
import { createViewStore } from '../../../data/index.ts';

const unsavedSchema = z.object({
  /** What the engine had when the change began: if it has something else now, somebody else changed the draft too. */
  base: z.string(),
  text: z.string(),
});
export type Unsaved = z.infer<typeof unsavedSchema>;

export interface UnsavedState {
  readonly byDraft: Readonly<Record<string, Unsaved>>;
}

export const unsavedView = createViewStore<UnsavedState>(
  'library.unsaved',
  { byDraft: {} },
  z.object({ byDraft: z.record(z.string(), unsavedSchema) }),
);

/** `undefined` forgets it. */
export function withUnsaved({ byDraft }: UnsavedState, name: string, unsaved: Unsaved | undefined): UnsavedState {
  const { [name]: _, ...others } = byDraft;
  return { byDraft: unsaved === undefined ? others : { ...others, [name]: unsaved } };
}
