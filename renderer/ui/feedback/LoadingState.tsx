// Owns: a place whose content is on its way. Imports siblings.
import type { ReactNode } from 'react';
import { StateIcon } from '../state/StateIcon.tsx';
import classes from './States.module.css';

export interface LoadingStateProps {
  /** What is being loaded, as a person says it: `Loading units`. */
  readonly label: string;
}

/** Stays invisible for the first moment, so that what comes at once does not flicker. */
export function LoadingState({ label }: LoadingStateProps): ReactNode {
  return (
    <div className={classes.state} data-state-of-page data-kind="loading" role="status">
      <StateIcon state="running" size={24} />
      <p className={classes.text}>{label}</p>
    </div>
  );
}
