// Owns: one step of a guide: done, to do now, or later. Imports ui.
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './Welcome.module.css';

export interface StepProps {
  readonly number: number;
  readonly state: 'done' | 'now' | 'later';
  readonly title: ReactNode;
  readonly children?: ReactNode;
}

export function Step({ number, state, title, children }: StepProps): ReactNode {
  return (
    <li className={classes.step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <span className={classes.mark} aria-hidden="true">
        {state === 'done' ? <Check size="1.125rem" strokeWidth={3} /> : number}
      </span>
      <div className={classes.stepBody}>
        <h2 className={classes.stepTitle}>{title}</h2>
        {children}
      </div>
    </li>
  );
}
