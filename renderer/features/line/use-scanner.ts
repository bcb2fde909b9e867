// Owns: the keyboard of the line below the commands: scans from anywhere, numbers and arrows. Imports the model.
// Runs before everybody else (capture), so that the characters of a scan never act as keys. Start at `useScanner`.
import { useEffect, useEffectEvent } from 'react';
import type { Direction } from './model/bench-layout.ts';
import { createScanCatcher } from './model/scan-catcher.ts';

export interface ScannerHandlers {
  readonly onScan: (text: string) => void;
  /** A digit, or `e`. */
  readonly onKey: (key: string) => void;
  readonly onArrow: (direction: Direction) => void;
  readonly onEnter: () => void;
}

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
/** Keys of ours that a scan may begin with: they wait until it is clear that no scan follows. */
const isOurs = (key: string) => /^[0-9eE]$/.test(key);

export function useScanner(handlers: ScannerHandlers): void {
  const onScan = useEffectEvent(handlers.onScan);
  const onKey = useEffectEvent(handlers.onKey);
  const onArrow = useEffectEvent(handlers.onArrow);
  const onEnter = useEffectEvent(handlers.onEnter);

  useEffect(() => {
    const catcher = createScanCatcher({
      onScan: (text) => onScan(text),
      onKey: (key) => {
        if (isOurs(key)) onKey(key.toLowerCase());
      },
      setTimer(act, ms) {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    });
    const onKeyDown = (event: KeyboardEvent) => {
      // What goes into a field is the field's, and a dialog has the whole keyboard.
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isField(event.composedPath()[0]) || document.querySelector('dialog[open], [aria-modal="true"]') !== null) {
        catcher.reset();
        return;
      }
      const verdict = catcher.key(event.key, event.timeStamp);
      if (verdict === 'scan' || (verdict === 'later' && isOurs(event.key))) return keep(event);
      if (!isFree(event.target)) return;
      const direction = arrows[event.key];
      if (direction !== undefined) {
        keep(event);
        onArrow(direction);
      } else if (event.key === 'Enter' && !event.repeat && !isTile(event.target)) {
        keep(event);
        onEnter();
      }
    };
    const onBlur = () => catcher.reset();
    window.addEventListener('keydown', onKeyDown, { capture: true });
    window.addEventListener('blur', onBlur);
    return () => {
      catcher.reset();
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      window.removeEventListener('blur', onBlur);
    };
  }, []);
}

function keep(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function isField(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'range', 'submit'].includes(target.type)
  );
}

const isTile = (target: EventTarget | null) => target instanceof HTMLElement && target.dataset.slot !== undefined;

/** Nothing else has the keyboard: the page itself, its main part, or a tile. */
function isFree(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return true;
  return target === document.body || target.tagName === 'MAIN' || isTile(target);
}
