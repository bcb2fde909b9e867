// Owns: which tests there are, as projects; scripts/test.ts chooses among them. `npm run test:fast` runs `unit` alone.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Long suites talk to real programs and real clocks; the unit tests never do. */
const project = (name: string, include: string[], testTimeout: number) => ({
  extends: true as const,
  test: { name, include, testTimeout, hookTimeout: testTimeout },
});

/**
 * Windows and real engines share two cores with each other, so a test of them may miss its moment. One more attempt, and
 * scripts/test.ts names each that needed it.
 */
const furtherAttempts = 1;

/** Components in a page without a browser, each test with an engine of its own; see renderer/test-support. */
const ui = {
  extends: true as const,
  plugins: [react()],
  test: {
    ...project('ui', ['renderer/**/*.test.tsx'], 30_000).test,
    environment: 'happy-dom',
    setupFiles: ['renderer/test-support/setup.ts'],
    retry: furtherAttempts,
    // Class names are their own, so that a test may name one.
    css: { modules: { classNameStrategy: 'non-scoped' as const } },
  },
};

/** One window at a time: each is a browser of its own, and the focus is one person's. Run by `npm run test:e2e`. */
const endToEnd = {
  extends: true as const,
  test: {
    ...project('e2e', ['test/e2e/**/*.test.ts'], 120_000).test,
    fileParallelism: false,
    maxWorkers: 1,
    retry: furtherAttempts,
  },
};

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // Real programs share the machine's cores with the tests that drive them.
    maxWorkers: 2,
    projects: [
      project('unit', ['{electron,renderer,scripts}/**/*.test.ts', 'test/support/**/*.test.ts'], 15_000),
      ui,
      project('flows', ['test/flows/**/*.test.ts'], 60_000),
      project('fleet', ['test/fleet/**/*.test.ts'], 60_000),
      project('peers', ['test/peers/**/*.test.ts'], 180_000),
      endToEnd,
      project('fuzz', ['test/fuzz/**/*.test.ts'], 600_000),
      project('hardware', ['test/hardware/**/*.test.ts'], 300_000),
    ],
  },
});
