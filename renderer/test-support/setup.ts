// Owns: what happy-dom lacks and components need. Runs before each test file of the project `ui`.
import { configure } from '@testing-library/react';
import * as z from 'zod';

z.config({ jitless: true });

// Engines act by themselves here, so updates come from outside of React's `act` too: IS_REACT_ACT_ENVIRONMENT stays unset,
// and tests wait for what they expect to see.

/** Nothing is laid out here, so nothing ever changes its size. */
class StillResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver ??= StillResizeObserver;
Element.prototype.scrollIntoView ??= () => undefined;

// The whole page as text hides what went wrong.
configure({ asyncUtilTimeout: 10_000, getElementError: (message) => new Error(message ?? 'Not found.') });
