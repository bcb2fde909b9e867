// Owns: how a test says that something it needs is absent. Imports vitest only.
// In CI (SLIPWAY_REQUIRE_PEERS=1) absence is a failure: nothing passes, or goes unnoticed, by being absent.
import { describe, test } from 'vitest';

/** True when this run must not skip anything. */
export const isSkippingForbidden = (): boolean => process.env.SLIPWAY_REQUIRE_PEERS === '1';

/**
 * `describe` when `condition` holds; otherwise a suite that is skipped by name with `why` (what is missing and what installs it).
 * `skipUnless(hasEsptool, 'esptool is not installed: npm run test:peers').run('esptool', () => { … })`
 */
export function skipUnless(condition: boolean, why: string): { run(title: string, suite: () => void): void } {
  return {
    run(title, suite) {
      if (condition) {
        describe(title, suite);
        return;
      }
      if (isSkippingForbidden()) {
        test(`${title}: must not be skipped here`, () => {
          throw new Error(`This run may skip nothing (SLIPWAY_REQUIRE_PEERS=1), but: ${why}`);
        });
        return;
      }
      test.skip(`${title} (skipped: ${why})`, () => {});
    },
  };
}
