// Owns: telling people how their acts went: from `useAct` to a toast in their language. Imports data, i18n and ui.
import { type ReactNode, useEffect, useRef } from 'react';
import type { ErrorReport } from '../../electron/contract/errors.ts';
import type { ActFeedback } from '../data/index.ts';
import { useErrorTexts } from '../i18n/index.ts';
import { dismissToasts, type KnownToast, retellToast, toast } from '../ui/index.ts';

export interface Feedback extends ActFeedback {
  watch(listener: Partial<ActFeedback>): () => void;
}

/** Data stands outside the language and the theme, so what it says is passed on to a component inside both. */
export function createFeedback(): Feedback {
  const listeners = new Set<Partial<ActFeedback>>();
  return {
    succeeded(text, act) {
      for (const listener of listeners) listener.succeeded?.(text, act);
    },
    failed(report, act) {
      for (const listener of listeners) listener.failed?.(report, act);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function FeedbackToasts({ feedback }: { readonly feedback: Feedback }): ReactNode {
  const textOf = useErrorTexts();
  /** The newest failure of each act: said anew when the language changes. */
  const told = useRef(new Map<string, ErrorReport>());
  useEffect(() => {
    const failure = (report: ErrorReport, id: string): KnownToast => {
      const { title, action, evidence } = textOf(report);
      return { tone: 'bad', title, message: action, evidence, id };
    };
    for (const [id, report] of told.current) retellToast(failure(report, id));
    return feedback.watch({
      succeeded(text, act) {
        told.current.delete(act);
        if (text === undefined) dismissToasts(act);
        else toast({ tone: 'good', title: text, id: act });
      },
      failed(report, act = report.code) {
        told.current.set(act, report);
        toast(failure(report, act));
      },
    });
  }, [feedback, textOf]);
  return null;
}
