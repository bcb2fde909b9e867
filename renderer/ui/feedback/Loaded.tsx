// Owns: what stands where something of the engine's is still coming, or could not be had. Imports the contract, siblings.
import type { ReactNode } from 'react';
import { toSlipwayError } from '../../../electron/contract/errors.ts';
import { ErrorState } from './ErrorState.tsx';
import { LoadingState } from './LoadingState.tsx';

export interface LoadedProps<T> {
  /** A query's result, as far as it matters here. */
  readonly query: {
    readonly data: T | undefined;
    readonly error: Error | null;
    refetch(): unknown;
  };
  /** `Loading bundles` */
  readonly label: string;
  readonly children: (data: T) => ReactNode;
}

/** What is known stays on the screen even when asking again has failed: then the banner of the frame says why. */
export function Loaded<T>({ query, label, children }: LoadedProps<T>): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return <LoadingState label={label} />;
  return <ErrorState error={toSlipwayError(query.error).toReport()} onRetry={() => void query.refetch()} />;
}
