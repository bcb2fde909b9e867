// Owns: telling people how their acts went: from `useAct` to a toast in their language. Imports data, i18n and ui.
import { type ReactNode, useEffect } from 'react';
import type { ErrorReport } from '../../electron/contract/errors.ts';
import type { ActFeedback } from '../data/index.ts';
import { useErrorTexts } from '../i18n/index.ts';
import { toast } from '../ui/index.ts';

export interface Feedback extends ActFeedback {
  watch(listener: Partial<ActFeedback>): () => void;
}

/** Data stands outside the language and the theme, so what it says is passed on to a component inside both. */
export function createFeedback(): Feedback {
  const listeners = new Set<Partial<ActFeedback>>();
  return {
    succeeded(text) {
      for (const listener of listeners) listener.succeeded?.(text);
    },
    failed(report: ErrorReport) {
      for (const listener of listeners) listener.failed?.(report);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function FeedbackToasts({ feedback }: { readonly feedback: Feedback }): ReactNode {
  const textOf = useErrorTexts();
  useEffect(
    () =>
      feedback.watch({
        succeeded: (text) => toast({ tone: 'good', title: text }),
        failed(report) {
          const { title, action, evidence } = textOf(report);
          toast({ tone: 'bad', title, message: action, evidence });
        },
      }),
    [feedback, textOf],
  );
  return null;
}
