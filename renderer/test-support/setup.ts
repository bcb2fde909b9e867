// Owns: what happy-dom lacks and components need. Runs before each test file of the project `ui`.
import * as z from 'zod';

z.config({ jitless: true });

// Testing Library looks at this to know that React's acts are awaited.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** Nothing is laid out here, so nothing ever changes its size. */
class StillResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver ??= StillResizeObserver;
Element.prototype.scrollIntoView ??= () => undefined;
