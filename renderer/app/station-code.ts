// Owns: screens that nobody has opened yet, in a browser: where their code comes from, and having it before the station
// goes away. Imports ui and siblings.
import { type CodeSource, createStationCode } from '../ui/index.ts';
import { prefetchScreens } from './screens.ts';

/** The first picture and what a person does with it come first. */
const afterStartMs = 4_000;

/** Undefined on the desktop, which has its code beside the page. */
export const stationCodeOf = (shell: object | undefined): CodeSource | undefined =>
  shell === undefined ? createStationCode(window) : undefined;

/** Call it once the first picture is drawn. */
export function prefetchAfterStart(code: CodeSource | undefined): void {
  if (code !== undefined) setTimeout(() => void prefetchScreens(code, idle), afterStartMs);
}

/** Safari has no idle callbacks; there, a moment for other work is left between two screens. */
const idle = () =>
  new Promise<void>((resolve) => {
    if (window.requestIdleCallback === undefined) setTimeout(resolve, 200);
    else window.requestIdleCallback(() => resolve());
  });
