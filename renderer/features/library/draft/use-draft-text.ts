// Owns: the text of one draft as it is being written: what is saved, what is not, and saving it. Imports data and siblings.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { DraftDetail } from '../../../../electron/contract/library.ts';
import { keys, useAct, useClient, useViewStore } from '../../../data/index.ts';
import { unsavedView, withUnsaved } from './unsaved.ts';

export interface DraftText {
  readonly text: string;
  readonly isDirty: boolean;
  /** It was not saved when this window was last closed, and was kept. */
  readonly isRestored: boolean;
  /** The draft was changed elsewhere meanwhile: saving would replace that. */
  readonly hasOtherChange: boolean;
  readonly isSaving: boolean;
  change(text: string): void;
  /** Resolves to whether it was saved; why not has been said then. */
  save(): Promise<boolean>;
  /** Goes back to what is saved. */
  discard(): void;
  /** Keeps this text over the other change, which the next saving replaces. */
  keepMine(): void;
}

export function useDraftText(detail: DraftDetail, savedWord: string): DraftText {
  const { name } = detail.draft;
  const client = useClient();
  const queries = useQueryClient();
  const store = useViewStore(unsavedView);
  const unsaved = useStore(store).byDraft[name];
  const [wasRestored] = useState(unsaved !== undefined && unsaved.text !== detail.text);
  const [isTouched, setIsTouched] = useState(false);
  const isDirty = unsaved !== undefined && unsaved.text !== detail.text;
  const text = unsaved?.text ?? detail.text;

  const forget = () => store.setState((state) => withUnsaved(state, name, undefined));
  const write = useAct((next: string) => client.drafts.write({ name, text: next }), { success: savedWord });

  return {
    text,
    isDirty,
    isRestored: wasRestored && !isTouched && isDirty,
    hasOtherChange: isDirty && unsaved.base !== detail.text,
    isSaving: write.isPending,
    change(next) {
      setIsTouched(true);
      if (next === detail.text) forget();
      else store.setState((state) => withUnsaved(state, name, { base: unsaved?.base ?? detail.text, text: next }));
    },
    async save() {
      try {
        const saved = await write.mutateAsync(text);
        queries.setQueryData(keys.draft(name), saved);
        // What was typed while it was being saved is still unsaved, on top of what is saved now.
        store.setState((state) => {
          const now = state.byDraft[name];
          return withUnsaved(state, name, now === undefined || now.text === text ? undefined : { ...now, base: text });
        });
        return true;
      } catch {
        // useAct has told why.
        return false;
      }
    },
    discard: forget,
    keepMine: () => store.setState((state) => withUnsaved(state, name, { base: detail.text, text })),
  };
}
