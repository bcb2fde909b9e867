// Owns: a bounded part of a page. Imports nothing of ours.
import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './Panel.module.css';

export interface PanelProps {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  /** `flush` lets tables and lists run to the edge. */
  readonly padding?: 'normal' | 'flush';
  /** `danger` sets apart what cannot be taken back. */
  readonly tone?: 'normal' | 'danger';
  readonly children: ReactNode;
}

export function Panel({ title, actions, padding = 'normal', tone = 'normal', children }: PanelProps): ReactNode {
  const id = useId();
  const hasHead = title !== undefined || actions !== undefined;
  return (
    <section className={classes.panel} data-tone={tone} {...(title === undefined ? {} : { 'aria-labelledby': id })}>
      {hasHead && (
        <header className={classes.head}>
          {title !== undefined && (
            <Title order={2} id={id} className={classes.title}>
              {title}
            </Title>
          )}
          {actions !== undefined && (
            <div className={classes.actions} data-screen-only>
              {actions}
            </div>
          )}
        </header>
      )}
      <div className={classes.body} data-padding={padding}>
        {children}
      </div>
    </section>
  );
}
