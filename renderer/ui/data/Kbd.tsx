// Owns: a key, or keys pressed together, as they are printed on a keyboard. Imports nothing of ours.
import { Fragment, type ReactNode } from 'react';
import classes from './Kbd.module.css';

export interface KbdProps {
  /** `Ctrl+K`; a lone `+` is the plus key. */
  readonly children: string;
}

export function Kbd({ children }: KbdProps): ReactNode {
  const keys = children === '+' ? ['+'] : children.split('+');
  return (
    <kbd className={classes.keys}>
      {keys.map((key, index) => (
        <Fragment key={key}>
          {index > 0 && <span className={classes.plus}>+</span>}
          <kbd className={classes.key}>{key}</kbd>
        </Fragment>
      ))}
    </kbd>
  );
}
