// Owns: the panel at the right that shows one thing of a list while the list stays usable. Imports siblings.
import { Title } from '@mantine/core';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { uiTexts } from '../texts.ts';
import { IconButton } from './IconButton.tsx';
import classes from './SidePanel.module.css';

export interface SidePanelProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly actions?: ReactNode;
  /** `stay` leaves the focus in the list, for walking it with the arrows; `take` moves it to the panel. */
  readonly focus?: 'stay' | 'take';
  /** Stays in view below what scrolls: what can be done about it. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** Not a dialog: nothing is locked. Escape inside it closes; the focus then returns to where it came from. */
export function SidePanel(props: SidePanelProps): ReactNode {
  return props.isOpen ? <OpenPanel {...props} /> : null;
}

function OpenPanel({ onClose, title, actions, focus = 'stay', foot, children }: SidePanelProps): ReactNode {
  const t = useTexts(uiTexts);
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = panel.current;
    const before = document.activeElement;
    // Where the focus was last outside; an element that has gone by then is not focusable and nothing happens.
    let outside = before instanceof HTMLElement && before !== document.body ? before : undefined;
    const remember = (event: FocusEvent) => {
      if (event.target instanceof HTMLElement && !element?.contains(event.target)) outside = event.target;
    };
    document.addEventListener('focusin', remember);
    if (focus === 'take') element?.focus();
    return () => {
      document.removeEventListener('focusin', remember);
      const active = document.activeElement;
      if (active === document.body || active === null || element?.contains(active)) outside?.focus();
    };
  }, [focus]);
  return (
    <aside
      ref={panel}
      className={classes.panel}
      aria-labelledby={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className={classes.head}>
        <Title order={2} id={id} className={classes.title}>
          {title}
        </Title>
        <div className={classes.actions}>
          {actions}
          <IconButton label={t('close')} icon={X} onClick={onClose} />
        </div>
      </header>
      <div className={classes.body}>{children}</div>
      {foot}
    </aside>
  );
}
