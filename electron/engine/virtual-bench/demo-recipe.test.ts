import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { drivers } from '../drivers/index.ts';
import { compileJob } from '../recipe/compile.ts';
import { loadRecipe } from '../recipe/load.ts';
import { demoRecipeNames, prepareDemoRecipe } from './demo-recipe.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-demo-recipe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(demoRecipeNames)('%s loads, compiles and says what it will do', async (name) => {
  const loaded = await loadRecipe(await prepareDemoRecipe(path.join(folder, name), name));
  const driver = drivers.byId(loaded.recipe.device.family);
  if (driver === undefined) throw new Error('the recipe names no driver');
  await using job = await compileJob({ loaded, driver, config: {}, needsAllConfig: true, bundleHash: null });
  expect(job.ref.product).toBe(name);
  expect(job.steps.map(({ kind }) => kind)).toEqual([
    'identify',
    'reserve',
    'write',
    'verify',
    'personalise',
    'boot',
    'enroll',
  ]);
  expect(job.facts[0]).toEqual({ kind: 'chip', chip: loaded.recipe.device.chip });
  expect(job.images.map(({ source }) => source.name)).toEqual(['bootloader', 'partition-table', 'app']);
});

test('the same recipe has the same hash wherever it lies', async () => {
  const hashes = [];
  for (const place of ['one', 'two']) {
    const loaded = await loadRecipe(await prepareDemoRecipe(path.join(folder, place)));
    const driver = drivers.byId('esp');
    if (driver === undefined) throw new Error('no driver');
    await using job = await compileJob({ loaded, driver, config: {}, needsAllConfig: true, bundleHash: null });
    hashes.push(job.ref.hash);
  }
  expect(hashes[0]).toBe(hashes[1]);
});
