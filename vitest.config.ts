// Owns: which tests there are, as projects; scripts/test.ts chooses among them. `npm run test:fast` runs `unit` alone.
import { defineConfig } from 'vitest/config';

/** Long suites talk to real programs and real clocks; the unit tests never do. */
const project = (name: string, include: string[], testTimeout: number) => ({
  extends: true as const,
  test: { name, include, testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    // Real programs share the machine's cores with the tests that drive them.
    maxWorkers: 2,
    projects: [
      project('unit', ['{electron,renderer,scripts}/**/*.test.ts', 'test/support/**/*.test.ts'], 15_000),
      project('flows', ['test/flows/**/*.test.ts'], 60_000),
      project('fleet', ['test/fleet/**/*.test.ts'], 60_000),
      project('peers', ['test/peers/**/*.test.ts'], 180_000),
      project('fuzz', ['test/fuzz/**/*.test.ts'], 600_000),
      project('hardware', ['test/hardware/**/*.test.ts'], 300_000),
    ],
  },
});
