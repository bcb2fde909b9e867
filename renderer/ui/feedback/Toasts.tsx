// Owns: the stack of toasts in the corner. Imports siblings and ui parts.
import { Button, UnstyledButton } from '@mantine/core';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { IconButton } from '../control/IconButton.tsx';
import { uiTexts } from '../texts.ts';
import classes from './Toasts.module.css';
import { ToneIcon } from './ToneIcon.tsx';
import {
  type DismissedToasts,
  dismissEvent,
  type KnownToast,
  retellEvent,
  type ToastOptions,
  toastEvent,
} from './toast.ts';
import { useDocumentEvent } from './use-document-event.ts';
import { useStepAside } from './use-step-aside.ts';

const mostAtOnce = 5;
const shortMs = 5000;
const longMs = 9000;

interface Shown extends ToastOptions {
  readonly key: string;
}

const leavesByItself = (shown: ToastOptions) =>
  (shown.tone === 'good' || shown.tone === 'info') && shown.action === undefined;

function Toast({ shown, onClose }: { readonly shown: ToastOptions; readonly onClose: () => void }): ReactNode {
  const t = useTexts(uiTexts);
  const [isOpen, setOpen] = useState(false);
  const [isHeld, setHeld] = useState(false);
  const close = useEffectEvent(onClose);
  const isLeaving = leavesByItself(shown) && !isHeld;
  const lastsMs = shown.message === undefined ? shortMs : longMs;
  useEffect(() => {
    if (!isLeaving) return;
    const timer = setTimeout(() => close(), lastsMs);
    return () => clearTimeout(timer);
  }, [isLeaving, lastsMs]);
  return (
    <li
      className={classes.toast}
      data-tone={shown.tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={classes.beside}>
        <ToneIcon tone={shown.tone} />
      </span>
      <div className={classes.words}>
        <p className={classes.title}>{shown.title}</p>
        {shown.message !== undefined && <p className={classes.message}>{shown.message}</p>}
        {shown.evidence !== undefined && (
          <>
            <UnstyledButton className={classes.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t('evidence')}
            </UnstyledButton>
            {isOpen && <pre className={classes.evidence}>{shown.evidence}</pre>}
          </>
        )}
        {shown.action && (
          <Button
            variant="default"
            size="xs"
            className={classes.action}
            onClick={() => {
              shown.action?.onAct();
              onClose();
            }}
          >
            {shown.action.label}
          </Button>
        )}
      </div>
      <span className={classes.beside}>
        <IconButton label={t('dismiss')} icon={X} size="sm" onClick={onClose} />
      </span>
    </li>
  );
}

/** Mounted once, by UiProvider. */
export function Toasts(): ReactNode {
  const t = useTexts(uiTexts);
  const [state, setState] = useState<{ readonly next: number; readonly shown: readonly Shown[] }>({
    next: 1,
    shown: [],
  });
  useDocumentEvent<ToastOptions>(toastEvent, (options) =>
    setState(({ next, shown }) => ({
      next: next + 1,
      shown: [
        ...shown.filter((each) => options.id === undefined || each.id !== options.id),
        { ...options, key: String(next) },
      ].slice(-mostAtOnce),
    })),
  );
  useDocumentEvent<KnownToast>(retellEvent, (options) =>
    setState((before) => ({
      ...before,
      shown: before.shown.map((each) => (each.id === options.id ? { ...options, key: each.key } : each)),
    })),
  );
  const close = (isClosed: (shown: Shown) => boolean) =>
    setState((before) => ({ ...before, shown: before.shown.filter((each) => !isClosed(each)) }));
  useDocumentEvent<DismissedToasts>(dismissEvent, (asked) => {
    const isAsked = (each: Shown) => asked.id === undefined || each.id === asked.id;
    asked.found ||= state.shown.some(isAsked);
    close(isAsked);
  });
  useEscape(state.shown.length > 0, () => close(() => true));
  const stackRef = useRef<HTMLElement>(null);
  const corner = useStepAside(stackRef, state.shown);
  return (
    <section ref={stackRef} className={classes.stack} data-corner={corner} aria-label={t('notifications')}>
      <ToastList shown={state.shown} onClose={(key) => close((each) => each.key === key)} />
    </section>
  );
}

/** For whoever has no mouse. What lies above them, a panel or a menu, takes the key first. */
function useEscape(isWanted: boolean, onEscape: () => void): void {
  const onPress = useEffectEvent(onEscape);
  useEffect(() => {
    if (!isWanted) return;
    // Later than the commands of the window, which listen from the start.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onPress();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isWanted]);
}

export interface ToastListProps {
  readonly shown: readonly (ToastOptions & { readonly key?: string })[];
  readonly onClose: (key: string) => void;
}

/** Apart for the gallery, which shows it in the page. */
export function ToastList({ shown, onClose }: ToastListProps): ReactNode {
  return (
    <ol className={classes.list} aria-live="polite" aria-relevant="additions">
      {shown.map((each) => (
        <Toast key={each.key ?? each.title} shown={each} onClose={() => onClose(each.key ?? each.title)} />
      ))}
    </ol>
  );
}
