// What the main job says of units that are bad, and of runs that cannot start: each code of §6 that needs the whole engine.
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { SlipwayError } from '../../electron/contract/errors.ts';
import { type MainJob, macOf } from '../support/main-job.ts';
import { openMainJob } from '../support/main-job-station.ts';
import { provokes } from '../support/provoke.ts';

const signal = () => AbortSignal.timeout(45_000);
/** Provisions one unit of that temper and throws what its run ended with. */
const failingWith = async (temper: string, edit?: (recipe: string) => string) => {
  const { failing } = await openMainJob({ tempers: [temper], ...(edit === undefined ? {} : { edit }) });
  return failing('01');
};
function changeRecipe({ recipeFile }: MainJob, edit: (recipe: string) => string): void {
  writeFileSync(recipeFile, edit(readFileSync(recipeFile, 'utf8')));
}
const failingRecipe = (edit: (recipe: string) => string) => failingWith('good', edit);

describe('units that misbehave', () => {
  provokes('device/verify-mismatch', 'flash that does not keep what is written', () => failingWith('bad-flash'));
  provokes('port/silent', 'a unit that says nothing', () => failingWith('silent'));
  provokes('port/garbage', 'a unit that answers noise', () => failingWith('garbage'));
  provokes('port/gone', 'a unit that is pulled out in the middle', () => failingWith('unplug@20000'));
  provokes('device/wrong-mode', 'a unit that cannot be brought into its boot loader', () => failingWith('app-mode'));
  provokes(
    'device/wrong-chip',
    'another chip than the recipe is for',
    () => failingWith('wrong-chip'),
    (error) => expect(error.context).toMatchObject({ expected: 'esp32c3', found: 'esp32c6', slot: '01' }),
  );
  provokes('device/rejected', 'a line that loses bytes', () => failingWith('drop'));

  test('each failure is the unit, not the station, and says in its record what was done', async () => {
    const { provision, unitOf } = await openMainJob({ tempers: ['bad-flash'] });
    const run = await provision('01');
    expect(run.run).toMatchObject({ status: 'finished', outcome: 'FAIL', errorCode: 'device/verify-mismatch' });
    expect(run.steps.map(({ state }) => state).slice(0, 5)).toEqual(['done', 'done', 'done', 'failed', 'pending']);
    expect((await unitOf(run)).status).toBe('failed');
  });

  test('a unit that failed and was mended keeps its record and serial number', async () => {
    const { provision, unitOf, bench } = await openMainJob({ tempers: ['bad-flash'] });
    const failed = await unitOf(await provision('01'));
    bench.setTemper('01', 'good');
    const passed = await unitOf(await provision('01'));
    expect(passed).toMatchObject({ unitId: failed.unitId, serial: failed.serial, status: 'passed' });
  });
});

describe('units that do not prove their boot', () => {
  provokes('boot/failed', 'an application whose hash does not fit', () => failingWith('wont-boot'));
  provokes('boot/identity-mismatch', 'a unit that names another serial number', () => failingWith('wrong-identity'));
  provokes('boot/failed', 'a line that the recipe rejects', () =>
    failingRecipe((recipe) => recipe.replace(/reject: .*/, "reject: ['free heap']")),
  );
  provokes('boot/silent', 'a unit that prints nothing after reset', async () => {
    const { start, wait, whenStepStarts, bench } = await openMainJob({
      edit: (recipe) => recipe.replace('timeout: 15s', 'timeout: 1s'),
    });
    const runId = await start('01');
    await whenStepStarts(runId, 'boot');
    bench.setTemper('01', 'silent');
    const { error } = await wait(runId);
    throw error === null ? new Error('it passed') : new SlipwayError(error.code, error.message);
  });
  provokes(
    'boot/pattern-missing',
    'a unit that never says that it is up',
    () =>
      failingRecipe((recipe) =>
        recipe.replace('timeout: 15s', 'timeout: 1s').replace("expect: 'slipway: up'", "expect: 'never printed'"),
      ),
    (error) => expect(error.context.lastLine).toContain('slipway: up'),
  );
  provokes('boot/identity-missing', 'a unit that does not know the question', () =>
    failingRecipe((recipe) => recipe.replace('identify {nonce}', 'who {nonce}').replace('timeout: 5s', 'timeout: 1s')),
  );
  provokes('boot/identity-missing', 'an answer that is no identity', () =>
    failingRecipe((recipe) =>
      recipe.replace('identify {nonce}', 'help').replace("'SLIPWAY-ID (.*)'", "'(identify .*)'"),
    ),
  );

  test('a unit that failed its boot proof has no enrollment', async () => {
    const { provision, station } = await openMainJob({ tempers: ['wont-boot'] });
    await provision('01');
    expect((await station.outbox.list({ limit: 10 }, { signal: signal() })).rows).toEqual([]);
  });
});

describe('measurements', () => {
  provokes(
    'measure/out-of-limits',
    'a supply below its limit',
    () => failingRecipe((recipe) => recipe.replace('min: 3100\n    max: 3500', 'min: 4000')),
    (error) => expect(error.message).toMatch(/^supply is 3\d\d\d mV; allowed is 4000 to ∞ mV/),
  );
  provokes('measure/missing', 'a value that the firmware never prints', () =>
    failingRecipe((recipe) => recipe.replace("'vdd: (\\d+) mV'", "'vbat: (\\d+) mV'")),
  );

  test('what was measured is in the record of a unit that failed by it', async () => {
    const { provision } = await openMainJob({
      edit: (recipe) => recipe.replace('min: 3100\n    max: 3500', 'min: 4000'),
    });
    const { measurements } = await provision('01');
    expect(measurements.find(({ name }) => name === 'supply')).toMatchObject({ min: 4000, isWithinLimits: false });
  });
});

describe('fuses', () => {
  provokes('device/fuse-mismatch', 'fuses that hold something else already', async () => {
    const first = await openMainJob({ edit: (recipe) => recipe.replace("userData: '{serial}'", "userData: 'other'") });
    expect((await first.provision('01')).run.outcome).toBe('PASS');
    const { bench, station } = first;
    // The same unit, under a recipe that wants its serial number there.
    changeRecipe(first.job, (recipe) => recipe.replace("userData: 'other'", "userData: '{serial}'"));
    try {
      await first.failing('01');
    } finally {
      expect(bench.inspect('01').fuseBurns).toBe(1);
      expect((await station.units.search({ limit: 10 }, { signal: signal() })).rows[0]?.status).toBe('failed');
    }
  });
});

describe('a defect in the station', () => {
  provokes(
    'station/internal',
    'what should be impossible ends the run as an error of the station, and says so',
    async () => {
      const { failing, bench } = await openMainJob();
      // The emulated line breaks in a way that no real one can: with an error that is not typed.
      Object.defineProperty(bench.line('01').host, 'setLines', {
        value: () => {
          throw new RangeError('a defect');
        },
      });
      await failing('01');
    },
    (error) => expect(error.message).toContain('a defect'),
  );
});

describe('runs that cannot start', () => {
  provokes('port/not-found', 'a slot with nothing in it', async () => {
    const { failing, bench } = await openMainJob();
    bench.unplug('01');
    await failing('01');
  });

  test('a station without the CA burns no fuses and loses no serial number', async () => {
    const { provision, bench, unitIn, job } = await openMainJob({
      edit: (recipe) => recipe.replace('validity: 10y', 'validity: 10y\n    issuer: nobody'),
    });
    const run = await provision('01');
    expect(run.run).toMatchObject({ outcome: 'ERROR', errorCode: 'secret/ca-missing' });
    expect(bench.inspect('01').fuseBurns).toBe(0);
    const before = await unitIn('01');
    changeRecipe(job, (recipe) => recipe.replace('    issuer: nobody\n', ''));
    expect((await provision('01')).run.outcome).toBe('PASS');
    expect((await unitIn('01'))?.serial).toBe(before?.serial);
  });
});

describe('a station whose bench is slow', () => {
  test('counts runs apart: a slow unit does not hold up the slot beside it', async () => {
    const { start, wait, provision, bench } = await openMainJob({ tempers: ['slow', 'good'] });
    const slow = await start('01');
    for (const number of [50, 51]) {
      bench.replace('02', macOf(number));
      expect((await provision('02')).run.outcome).toBe('PASS');
    }
    expect((await wait(slow)).run.outcome).toBe('PASS');
  });
});
