// Owns: a state as shape, word and colour in one line of text. Imports siblings.
import type { ReactNode } from 'react';
import classes from './StateBadge.module.css';
import { StateIcon, type StateKind } from './StateIcon.tsx';

export type BadgeSize = 'sm' | 'md' | 'lg';

export interface StateBadgeProps {
  readonly state: StateKind;
  readonly children: ReactNode;
  readonly size?: BadgeSize | undefined;
}

const iconSize = { sm: 14, md: 16, lg: 24 } as const;

export function StateBadge({ state, size = 'md', children }: StateBadgeProps): ReactNode {
  return (
    <span className={classes.badge} data-state={state} data-size={size}>
      <StateIcon state={state} size={iconSize[size]} isPlain />
      {children}
    </span>
  );
}
