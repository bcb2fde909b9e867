// Owns: when holding a button counts as yes. Imports nothing of ours. HoldToConfirm.tsx shows it.
//
// Ways to say yes: hold with pointer or finger; hold Space; or, for people and aids that cannot hold (switches, voice,
// screen readers: WCAG 2.1.1), press twice. The second press counts only after a pause, Enter never counts, and any
// other key takes the first press back: a scanner types fast and ends with Enter, and must never be able to say yes.
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useEffectEvent, useState } from 'react';

export type HoldPhase = 'idle' | 'holding' | 'armed';

/** A second press sooner than this is a double press by accident. */
export const pauseMs = 700;

export interface Hold {
  readonly phase: HoldPhase;
  /** 0 to 1, how much of the time has been held. */
  readonly share: number;
  readonly handlers: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerUp(): void;
    onPointerCancel(): void;
    onPointerLeave(): void;
    onKeyDown(event: KeyboardEvent<HTMLElement>): void;
    onKeyUp(event: KeyboardEvent<HTMLElement>): void;
    onClick(event: MouseEvent<HTMLElement>): void;
    onBlur(): void;
  };
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'holding'; readonly by: 'pointer' | 'key'; readonly sinceMs: number }
  | { readonly kind: 'armed'; readonly sinceMs: number };

const idle: State = { kind: 'idle' };

export function useHold(holdMs: number, isEnabled: boolean, onConfirm: () => void): Hold {
  const [state, setState] = useState<State>(idle);
  const [share, setShare] = useState(0);

  const finish = useEffectEvent(() => {
    setState(idle);
    onConfirm();
  });
  useEffect(() => {
    if (state.kind !== 'holding') return;
    const { sinceMs } = state;
    const timer = setTimeout(() => finish(), holdMs);
    let frame = requestAnimationFrame(function step() {
      setShare(Math.min(1, (performance.now() - sinceMs) / holdMs));
      frame = requestAnimationFrame(step);
    });
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      setShare(0);
    };
  }, [state, holdMs]);

  const begin = (by: 'pointer' | 'key') => {
    if (isEnabled && state.kind !== 'holding') setState({ kind: 'holding', by, sinceMs: performance.now() });
  };
  const press = () => {
    const nowMs = performance.now();
    if (state.kind !== 'armed') setState({ kind: 'armed', sinceMs: nowMs });
    else if (nowMs - state.sinceMs >= pauseMs) finish();
  };
  const stopPointer = () => {
    if (state.kind === 'holding' && state.by === 'pointer') setState(idle);
  };

  return {
    phase: isEnabled ? state.kind : 'idle',
    share,
    handlers: {
      onPointerDown(event) {
        if (event.button === 0) begin('pointer');
      },
      onPointerUp: stopPointer,
      onPointerCancel: stopPointer,
      onPointerLeave: stopPointer,
      onKeyDown(event) {
        if (event.key === ' ') {
          event.preventDefault();
          if (event.repeat || !isEnabled) return;
          if (state.kind === 'armed') press();
          else begin('key');
          return;
        }
        if (event.key === 'Enter') event.preventDefault();
        if (state.kind === 'idle') return;
        if (event.key === 'Escape') event.stopPropagation();
        setState(idle);
      },
      onKeyUp(event) {
        if (event.key !== ' ') return;
        event.preventDefault();
        if (state.kind === 'holding' && state.by === 'key') setState({ kind: 'armed', sinceMs: performance.now() });
      },
      onClick(event) {
        // `detail` counts pointer clicks: 0 comes from an aid that activates the button without one.
        if (event.detail === 0 && isEnabled) press();
      },
      onBlur: () => setState(idle),
    },
  };
}
