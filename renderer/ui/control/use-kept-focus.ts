// Owns: that a button which was pressed and works for a moment has the focus again when it is done. Imports React only.
import { useEffect } from 'react';

/**
 * A button that works is disabled, and a browser takes the focus from what is disabled: whoever works by keyboard would be
 * at the page's beginning again after each act. Given back only where the focus went nowhere else meanwhile.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    const observer = new MutationObserver(([change]) => {
      const button = change?.target;
      if (!(button instanceof HTMLButtonElement) || button.disabled) return;
      if (document.activeElement === document.body) button.focus({ preventScroll: true });
    });
    const watch = ({ target }: MouseEvent) => {
      observer.disconnect();
      const button = target instanceof Element ? target.closest('button') : null;
      // One press at a time: the button pressed last.
      if (button !== null) observer.observe(button, { attributeFilter: ['disabled'] });
    };
    // A key that presses a button is a click as well.
    document.addEventListener('click', watch, { capture: true });
    return () => {
      document.removeEventListener('click', watch, { capture: true });
      observer.disconnect();
    };
  }, []);
}
