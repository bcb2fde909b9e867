// Owns: where the toasts stand so that they never lie over what has the focus (WCAG 2.4.11). Imports nothing.
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

export type Corner = 'top-right' | 'bottom-right' | 'bottom-left' | 'top-left';

/** In the order in which they are tried. */
const corners: readonly Corner[] = ['top-right', 'bottom-right', 'bottom-left', 'top-left'];

/** As a share of its area: what is left of a control still shows that it has the focus. */
const mostCovered = 0.5;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * The first corner in which a stack of this size leaves enough of the focus to be seen; the present one while that does.
 * Pure, in CSS pixels.
 */
export function cornerBeside(
  focus: Box,
  at: Corner,
  stack: { readonly width: number; readonly height: number },
  view: { readonly width: number; readonly height: number },
  inset: { readonly x: number; readonly y: number },
): Corner {
  const boxIn = (corner: Corner): Box => {
    const left = corner.endsWith('left') ? inset.x : view.width - inset.x - stack.width;
    const top = corner.startsWith('top') ? inset.y : view.height - inset.y - stack.height;
    return { left, top, right: left + stack.width, bottom: top + stack.height };
  };
  const area = (focus.right - focus.left) * (focus.bottom - focus.top);
  const isLeftAlone = (corner: Corner) => coveredBy(boxIn(corner), focus) <= area * mostCovered;
  return [at, ...corners].find(isLeftAlone) ?? at;
}

function coveredBy(box: Box, focus: Box): number {
  const width = Math.min(box.right, focus.right) - Math.max(box.left, focus.left);
  const height = Math.min(box.bottom, focus.bottom) - Math.max(box.top, focus.top);
  return Math.max(width, 0) * Math.max(height, 0);
}

/** What stands for the focus: a radio or a switch is drawn by what is beside it. */
function boxOfFocus(stack: Element): DOMRect | undefined {
  const active = document.activeElement;
  if (active === null || active === document.body || stack.contains(active)) return undefined;
  const places = [active, active.nextElementSibling, active.parentElement];
  return places
    .filter((place) => place !== null)
    .map((place) => place.getBoundingClientRect())
    .find(({ width, height }) => width > 4 && height > 4);
}

/** A page has its tools at the top; other screens say what comes next at their foot. */
const cornerOfScreen = (): Corner =>
  document.querySelector('[data-toasts="bottom"]') === null ? 'top-right' : 'bottom-right';

/** The corner for a fixed stack; judged anew whenever the focus moves, the page scrolls or `content` changes. */
export function useStepAside(stackRef: RefObject<HTMLElement | null>, content: readonly unknown[]): Corner {
  const [corner, setCorner] = useState<Corner>('top-right');
  const isEmpty = content.length === 0;
  // They come up where the screen has room for them, and stay there while others join them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first of them is the occasion
  useLayoutEffect(() => setCorner(cornerOfScreen()), [isEmpty]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another content has another height.
  useEffect(() => {
    const stack = stackRef.current;
    if (stack === null || isEmpty) return;
    const judge = () => {
      const focus = boxOfFocus(stack);
      if (focus === undefined) return;
      const { left, right, top, bottom, width, height } = stack.getBoundingClientRect();
      const view = { width: innerWidth, height: innerHeight };
      setCorner((at) => {
        const inset = {
          x: at.endsWith('left') ? left : view.width - right,
          y: at.startsWith('top') ? top : view.height - bottom,
        };
        return cornerBeside(focus, at, { width, height }, view, inset);
      });
    };
    judge();
    document.addEventListener('focusin', judge);
    document.addEventListener('scroll', judge, { capture: true, passive: true });
    window.addEventListener('resize', judge);
    return () => {
      document.removeEventListener('focusin', judge);
      document.removeEventListener('scroll', judge, { capture: true });
      window.removeEventListener('resize', judge);
    };
  }, [stackRef, content, isEmpty]);
  return corner;
}
