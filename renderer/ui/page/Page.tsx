// Owns: the head and body of a screen. Imports nothing of ours.
import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './Page.module.css';

export interface PageProps {
  readonly title: ReactNode;
  /** One sentence or a few facts below the title. */
  readonly lead?: ReactNode;
  /** What can be done here, at the right of the title. */
  readonly actions?: ReactNode;
  /** `fill` gives the children the rest of the height and leaves scrolling to them (tables); `text` keeps lines short. */
  readonly layout?: 'flow' | 'fill' | 'text';
  readonly children: ReactNode;
}

/** Toasts stand at its foot: its tools are at the top (ui/feedback/use-step-aside.ts). */
export function Page({ title, lead, actions, layout = 'flow', children }: PageProps): ReactNode {
  const id = useId();
  return (
    <section className={classes.page} data-layout={layout} data-toasts="bottom" aria-labelledby={id}>
      <header className={classes.head}>
        <div className={classes.words}>
          <Title order={1} id={id} className={classes.title}>
            {title}
          </Title>
          {lead !== undefined && <div className={classes.lead}>{lead}</div>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
