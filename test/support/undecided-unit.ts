// Owns: a station's folder with a unit in slot 02 of which nobody knows whether its fuses were burned. A program of its
// own, `node test/support/undecided-unit.ts <data dir>`, for tests that must not load the engine beside a page.
import { cutOffRun } from './cut-off-run.ts';

const [, , dataDir] = process.argv;
if (dataDir === undefined) throw new Error('Name the folder of the station.');
await cutOffRun(
  { dataDir },
  {
    slot: 2,
    unitId: 'u-undecided',
    runId: 'r-undecided',
    recipeHash: 'of-before',
    step: 'fuses',
    act: 'fuses.flash-encryption',
  },
);
