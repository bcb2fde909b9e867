// Owns: what happened one after the other. Imports siblings.
import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { StateIcon, type StateKind } from '../state/StateIcon.tsx';
import classes from './Timeline.module.css';

export interface TimelineItem {
  readonly key: string;
  readonly state: StateKind;
  readonly title: ReactNode;
  /** When, or how long, at the right. */
  readonly time?: ReactNode;
  /** One line below the title. */
  readonly detail?: ReactNode;
  readonly children?: ReactNode;
  /** Its title is a card with a head of 4 rem. */
  readonly isCard?: boolean;
  readonly isSelected?: boolean;
  readonly onSelect?: () => void;
}

export interface TimelineProps {
  readonly label: string;
  readonly items: readonly TimelineItem[];
}

function Head({ item }: { readonly item: TimelineItem }): ReactNode {
  const words = (
    <>
      <span className={classes.title}>{item.title}</span>
      {item.time !== undefined && <span className={classes.time}>{item.time}</span>}
    </>
  );
  return item.onSelect ? (
    <UnstyledButton className={classes.head} aria-pressed={item.isSelected ?? false} onClick={item.onSelect}>
      {words}
    </UnstyledButton>
  ) : (
    <div className={classes.head}>{words}</div>
  );
}

export function Timeline({ label, items }: TimelineProps): ReactNode {
  return (
    <ol className={classes.line} aria-label={label}>
      {items.map((item) => (
        <li key={item.key} className={classes.item} data-card={item.isCard || undefined}>
          <span className={classes.mark}>
            <StateIcon state={item.state} size={20} />
          </span>
          <div className={classes.words}>
            <div className={classes.fact}>
              <Head item={item} />
              {item.detail !== undefined && <div className={classes.detail}>{item.detail}</div>}
            </div>
            {item.children !== undefined && <div className={classes.body}>{item.children}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
