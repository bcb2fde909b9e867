import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { caught, provokes } from '../../../test/support/provoke.ts';
import { rawZip } from '../../../test/support/raw-zip.ts';
import { createBundleBench, nowMs, signedEntries, smallRecipe } from '../../../test/support/signed-bundle.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { JournalBodyOf } from '../../contract/events.ts';
import { createLibrary, type Library } from './library.ts';
import { loadRecipe } from './load.ts';

const bench = createBundleBench();
afterAll(() => bench[Symbol.dispose]());

let count = 0;
/** The bundles that would be opened. */
const usable = async (library: Library) =>
  (await library.shelf()).flatMap((place) => (place.kind === 'usable' ? [place.bundle] : []));
/** A station with an empty library that trusts the key "release"; its journal is a list. */
async function station() {
  count += 1;
  const dir = bench.inFolder(`library-${count}`);
  const accepted: JournalBodyOf<'bundle.accepted'>[] = [];
  const trust = await bench.trust([await bench.key('release')]);
  const clock = { ms: nowMs, nowMs: () => clock.ms };
  const library = createLibrary({
    dir,
    trust,
    clock,
    latest: (product) => accepted.findLast((event) => event.product === product),
    accept: (event) => void accepted.push(event),
  });
  return { dir, accepted, trust, clock, library };
}

describe('the library', () => {
  test('takes a bundle in, tells the journal once, and opens it by name', async () => {
    const { library, accepted } = await station();
    const file = await bench.bundle();
    const imported = await library.importFile(file);
    expect((await loadRecipe(imported.recipeFile)).recipe.product).toBe('widget');
    expect(accepted).toEqual([
      {
        kind: 'bundle.accepted',
        product: 'widget',
        version: '1.2.0',
        manifestHash: imported.manifestHash,
        signers: [(await bench.key('release')).keyId],
      },
    ]);
    expect(await library.open('widget@1.2.0')).toEqual(imported);
    expect(await library.open(file)).toEqual(imported);
    expect(await usable(library)).toEqual([imported]);
    expect(accepted).toHaveLength(1);
  });

  test('lets four slots open one file at once', async () => {
    const { library, accepted, dir } = await station();
    const file = await bench.bundle();
    const opened = await Promise.all([1, 2, 3, 4].map(() => library.open(file)));
    expect(new Set(opened.map(({ recipeFile }) => recipeFile)).size).toBe(1);
    expect(accepted).toHaveLength(1);
    expect(readdirSync(dir)).toEqual(['widget']);
  });

  test('goes forward, never back', async () => {
    const { library, accepted } = await station();
    const old = await bench.bundle({ version: '1.9.0' });
    await library.importFile(old);
    await library.importFile(await bench.bundle({ version: '1.10.0' }));
    expect(accepted.map(({ version }) => version)).toEqual(['1.9.0', '1.10.0']);
    for (const reference of [old, 'widget@1.9.0']) {
      const error = await caught(() => library.open(reference));
      expect(error instanceof SlipwayError && error.code).toBe('bundle/rolled-back');
    }
    expect((await usable(library)).map(({ recipeFile }) => recipeFile)).toEqual([expect.stringContaining('1.10.0-')]);
  });

  test('mends an altered folder when the bundle is taken in again', async () => {
    const { library, accepted } = await station();
    const file = await bench.bundle();
    const { recipeFile } = await library.importFile(file);
    appendFileSync(recipeFile, '# more\n');
    expect(await usable(library)).toEqual([]);
    await library.importFile(file);
    await library.open('widget@1.2.0');
    expect(accepted).toHaveLength(1);
  });

  test('after a refusal nothing of the bundle is left', async () => {
    const { library, accepted, dir } = await station();
    const content = { 'recipe.yaml': Buffer.from(smallRecipe()), 'app.bin': Buffer.alloc(100, 1) };
    const altered = { ...content, 'app.bin': Buffer.alloc(100, 2) };
    writeFileSync(
      bench.inFolder('bad.slipway'),
      rawZip(await signedEntries(altered, [await bench.key('release')], content)),
    );
    const error = await caught(() => library.importFile(bench.inFolder('bad.slipway')));
    expect(error instanceof SlipwayError && error.code).toBe('bundle/altered');
    expect(readdirSync(dir)).toEqual([]);
    expect(accepted).toEqual([]);
  });

  test('clears away what a crash left half unpacked', async () => {
    const { library, dir } = await station();
    mkdirSync(path.join(dir, '.incoming-dead'), { recursive: true });
    await library.importFile(await bench.bundle());
    expect(existsSync(path.join(dir, '.incoming-dead'))).toBe(false);
  });
});

describe('what was changed on the disk of the station is noticed', () => {
  const changed = async (change: (folder: string) => void) => {
    const { library } = await station();
    const { recipeFile } = await library.importFile(await bench.bundle());
    change(path.dirname(recipeFile));
    await library.open('widget@1.2.0');
  };
  provokes('bundle/altered', 'a file of the library was edited', () =>
    changed((folder) => writeFileSync(path.join(folder, 'app.bin'), Buffer.alloc(5000, 'firmwarE '))),
  );
  provokes('bundle/altered', 'a file was added', () =>
    changed((folder) => writeFileSync(path.join(folder, 'more.bin'), 'x')),
  );
  provokes('bundle/altered', 'a file is gone', () => changed((folder) => unlinkSync(path.join(folder, 'app.bin'))));
  provokes('bundle/altered', 'a file became a link', () =>
    changed((folder) => {
      unlinkSync(path.join(folder, 'app.bin'));
      symlinkSync('/etc/hostname', path.join(folder, 'app.bin'));
    }),
  );
  provokes('bundle/altered', 'the manifest was edited', () =>
    changed((folder) => appendFileSync(path.join(folder, 'manifest.json'), '\n')),
  );
  provokes('bundle/unsigned', 'the signature is gone', () =>
    changed((folder) => unlinkSync(path.join(folder, 'manifest.dsse.json'))),
  );
  provokes('bundle/unreadable', 'the manifest is gone', () =>
    changed((folder) => unlinkSync(path.join(folder, 'manifest.json'))),
  );
  provokes('bundle/unreadable', 'a bundle that was never taken in', async () =>
    (await station()).library.open('gadget@1.0.0'),
  );
  provokes('bundle/untrusted-signer', 'its signer is no longer trusted', async () => {
    const { library, trust } = await station();
    await library.importFile(await bench.bundle());
    await trust.remove((await bench.key('release')).keyId);
    await library.open('widget@1.2.0');
  });
  provokes('bundle/expired', 'it expired in the library', async () => {
    const { library, clock } = await station();
    await library.importFile(await bench.bundle({ expiresAtMs: nowMs + 1000 }));
    clock.ms += 2000;
    await library.open('widget@1.2.0');
  });
  provokes('bundle/not-a-bundle', 'its manifest and its recipe name different products', async () => {
    const content = { 'recipe.yaml': Buffer.from(smallRecipe('gadget')), 'app.bin': Buffer.alloc(100, 1) };
    writeFileSync(bench.inFolder('two.slipway'), rawZip(await signedEntries(content, [await bench.key('release')])));
    await (await station()).library.importFile(bench.inFolder('two.slipway'));
  });
});

test('an empty library is no error', async () => {
  const { library, dir } = await station();
  rmSync(dir, { recursive: true, force: true });
  expect(await usable(library)).toEqual([]);
});
