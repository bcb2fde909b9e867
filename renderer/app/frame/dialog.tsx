// Owns: a dialog of the frame: the browser's own, which keeps focus inside, makes the rest inert and closes by Escape.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './dialog.module.css';

export interface DialogProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly size?: 'narrow' | 'wide';
  readonly place?: 'middle' | 'top';
  readonly children: ReactNode;
}

/** Is shown for as long as it is rendered; focus goes back to where it was. */
export function Dialog({ label, onClose, size = 'narrow', place = 'middle', children }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  // Read before anything in here takes the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, [before]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes; the key for that is Escape, as `cancel`
    <dialog
      ref={dialog}
      className={classes.dialog}
      data-size={size}
      data-place={place}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={classes.body}>{children}</div>
    </dialog>
  );
}
