// Bundles that must not get in, dropped on the window by a person: each is refused with its reason, and nothing is kept.
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { rawZip } from '../support/raw-zip.ts';
import { type BundleBench, createBundleBench, signedEntries, smallRecipe, trustKey } from '../support/signed-bundle.ts';
import { patience } from './support/operator.ts';
import { screen } from './support/screen.ts';
import { onEachSurface } from './support/surfaces.ts';

/** Lets files go above the screen, as a file manager hands them on. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const contents = await Promise.all(
    files.map(async (file) => ({ name: path.basename(file), base64: (await readFile(file)).toString('base64') })),
  );
  const dataTransfer = await page.evaluateHandle((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of dropped) {
      transfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name));
    }
    return transfer;
  }, contents);
  const target = page.getByRole('heading', { level: 1, name: 'Library' });
  for (const type of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(type, { dataTransfer });
}

interface HostileBundle {
  readonly file: string;
  readonly reason: string;
}

async function makeHostileBundles(bench: BundleBench): Promise<readonly HostileBundle[]> {
  const release = await bench.key('release');
  const honest = {
    'recipe.yaml': Buffer.from(smallRecipe()),
    'app.bin': Buffer.alloc(5000, 'firmware '),
  };
  const write = (name: string, bytes: Uint8Array): string => {
    const file = bench.inFolder(name);
    writeFileSync(file, bytes);
    return file;
  };
  const altered = { ...honest, 'app.bin': Buffer.alloc(5000, 'malware! ') };
  // Sixty-four megabytes of nothing, packed into a few thousand bytes, as a file that the manifest lists and a trusted
  // key has signed.
  const bomb = { ...honest, 'app.bin': Buffer.alloc(64 * 1024 * 1024) };
  const climbing = { ...honest, '../../outside.txt': Buffer.from('out of the library') };
  const unsigned = (await signedEntries(honest, [release])).filter(({ name }) => !String(name).includes('dsse'));
  return [
    {
      file: write('altered.slipway', rawZip(await signedEntries(altered, [release], honest))),
      reason: 'Bundle was altered',
    },
    { file: write('unsigned.slipway', rawZip(unsigned)), reason: 'Bundle is not signed' },
    {
      file: write('stranger.slipway', rawZip(await signedEntries(honest, [await bench.key('stranger')]))),
      reason: 'Bundle signed by a stranger',
    },
    {
      file: write(
        'bomb.slipway',
        rawZip((await signedEntries(bomb, [release])).map((entry) => ({ ...entry, deflate: true }))),
      ),
      reason: 'Bundle exceeds limits',
    },
    {
      file: write('climbing.slipway', rawZip(await signedEntries(climbing, [release]))),
      reason: 'Bundle has an unsafe path',
    },
    { file: write('holiday.slipway', Buffer.from('GIF89a, and nothing of ours')), reason: 'Not a bundle' },
  ];
}

onEachSurface(
  'hostile bundles that are dropped in are refused',
  { virtualUnits: 1 },
  async ({ kind, page, client }) => {
    using bench = createBundleBench();
    const hostile = await makeHostileBundles(bench);
    await trustKey(client, await bench.key('release'));
    await page.getByRole('link', { name: 'Library' }).click();
    await page.getByText('No bundles yet').waitFor(patience);

    await drop(
      page,
      hostile.map(({ file }) => file),
    );
    for (const { file, reason } of hostile) {
      await page.getByText(`${path.basename(file)} was refused: ${reason}`, { exact: true }).waitFor(patience);
    }
    await screen(page, `library/${kind}-hostile`);
    // Not on the shelf, neither as usable nor as anything else, and not for the line.
    expect(await client.recipes.shelf()).toEqual([]);
    await page.getByText('No bundles yet').waitFor(patience);

    // The same way in is open to an honest one, beside those.
    await drop(page, [await bench.bundle({ createdAtMs: Date.now() })]);
    await page.getByText(/^Widget \(widget 1\.2\.0\) was verified and is in the library$/).waitFor(patience);
    expect((await client.recipes.shelf()).map(({ reference }) => reference)).toEqual(['widget@1.2.0']);
  },
);
