// Owns: a message that stays in the page until its cause is gone. Imports siblings.
import type { ReactNode } from 'react';
import classes from './Notice.module.css';
import { type Tone, ToneIcon } from './ToneIcon.tsx';

export interface NoticeProps {
  readonly tone: Tone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

export function Notice({ tone, title, children, action }: NoticeProps): ReactNode {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'bad' || tone === 'station' ? 'alert' : 'status'}>
      <span className={classes.mark}>
        <ToneIcon tone={tone} />
      </span>
      <div className={classes.words}>
        <p className={classes.title}>{title}</p>
        {children !== undefined && <div className={classes.text}>{children}</div>}
      </div>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}
