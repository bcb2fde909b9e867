// Owns: what the hooks of this folder share, as one context. Imports siblings. The provider is provider.tsx.
import { createContext, useContext } from 'react';
import type { ErrorReport } from '../../electron/contract/errors.ts';
import type { StreamEvent } from '../../electron/contract/events.ts';
import type { ShellLink, Wire } from '../wire/index.ts';
import type { LineCache } from './line-cache.ts';
import type { OpenedFiles } from './opened-files.ts';
import type { ProgressStore } from './progress-store.ts';
import type { ViewStates } from './view-state.ts';

/** How acts are told to people; the frame shows them. */
export interface ActFeedback {
  /** Also without words: that it went well this time answers an earlier failure of the same act. */
  succeeded(text: string | undefined, act: string): void;
  /** `act` is the same each time that the same thing is tried; undefined for what nobody asked for. */
  failed(report: ErrorReport, act?: string): void;
}

export interface EventBus {
  emit(event: StreamEvent): void;
  watch(listener: (event: StreamEvent) => void): () => void;
}

export interface Data {
  readonly wire: Wire;
  readonly shell: ShellLink | undefined;
  readonly line: LineCache;
  readonly progress: ProgressStore;
  readonly viewStates: ViewStates;
  readonly openedFiles: OpenedFiles;
  readonly events: EventBus;
  readonly feedback: ActFeedback;
}

export const DataContext = createContext<Data | undefined>(undefined);

export function useData(): Data {
  const data = useContext(DataContext);
  if (data === undefined) throw new Error('There is no DataProvider around this component.');
  return data;
}
