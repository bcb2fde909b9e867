// Owns: what is measured inside the window: frames, and when a tile shows another state. What runs in the page is text:
// this folder is checked without a browser's types. Start reading at `framesOf`.
import type { Page } from 'playwright';
import * as z from 'zod';

const changesSchema = z.array(
  z.object({
    slot: z.string(),
    phase: z.string(),
    /** Unix milliseconds, after the frame that shows it was handed over for drawing. */
    atMs: z.number(),
  }),
);
export type Change = z.infer<typeof changesSchema>[number];

/** Times from one frame to the next, in milliseconds. */
export const framesOf = async (page: Page, durationMs: number): Promise<number[]> =>
  z.array(z.number()).parse(
    await page.evaluate(`new Promise((resolve) => {
      const deltas = [];
      let beginMs, lastMs;
      const step = (nowMs) => {
        if (beginMs === undefined) beginMs = nowMs;
        else deltas.push(nowMs - lastMs);
        lastMs = nowMs;
        if (nowMs - beginMs < ${durationMs}) requestAnimationFrame(step);
        else resolve(deltas);
      };
      requestAnimationFrame(step);
    })`),
  );

/** Until they are taken, the page notes each change of a tile's phase, with the time of the frame that shows it. */
export async function startWatchingTiles(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    const changes = [];
    const observer = new MutationObserver((records) => {
      const seen = records.map(({ target }) => ({ slot: target.dataset.slot, phase: target.dataset.phase }));
      requestAnimationFrame(() => {
        const after = new MessageChannel();
        after.port1.onmessage = () => {
          const atMs = performance.timeOrigin + performance.now();
          for (const change of seen) changes.push({ ...change, atMs });
        };
        after.port2.postMessage(undefined);
      });
    });
    observer.observe(document.body, { subtree: true, attributeFilter: ['data-phase'] });
    window.slipwayTakeTileChanges = () => {
      observer.disconnect();
      return changes.splice(0).filter(({ slot }) => slot !== undefined);
    };
  })()`);
}

/** Once. The page notes nothing from then on: an hour's notes would be taken for growth of the window. */
export const takeTileChanges = async (page: Page): Promise<readonly Change[]> =>
  changesSchema.parse(await page.evaluate('window.slipwayTakeTileChanges()'));

/** Nearest rank; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
