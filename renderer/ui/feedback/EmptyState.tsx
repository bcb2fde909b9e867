// Owns: a place with nothing in it, which says why and offers the next step. Imports siblings.
import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon, type IconType } from '../icons.tsx';
import classes from './States.module.css';

export interface EmptyStateProps {
  readonly icon?: IconType;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps): ReactNode {
  return (
    <div className={classes.state} data-state-of-page>
      {icon && <Icon of={icon} size={32} className={classes.icon} />}
      <Title order={3} className={classes.title}>
        {title}
      </Title>
      {children !== undefined && <div className={classes.text}>{children}</div>}
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}
