// Bundles that must not get in, dropped on the window by a person: each is refused with its reason, and nothing is kept.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import * as z from 'zod';
import { spawnNode } from '../support/processes.ts';
import { createTempDir } from '../support/temp-dir.ts';
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

/** What the screen must say of each, by the name of its file; see test/support/hostile-bundles.ts. */
const reasons = {
  altered: 'Bundle was altered',
  unsigned: 'Bundle is not signed',
  stranger: 'Bundle signed by a stranger',
  bomb: 'Bundle exceeds limits',
  climbing: 'Bundle has an unsafe path',
  holiday: 'Not a bundle',
} as const;

const madeSchema = z.strictObject({ publicKey: z.string() });

/** Makes the files; resolves to the public key of the one signer who is to be trusted. */
async function makeBundles(folder: string): Promise<string> {
  await using child = spawnNode(['test/support/hostile-bundles.ts', folder]);
  const { code } = await child.end(60_000);
  expect(code, child.stderr()).toBe(0);
  return madeSchema.parse(JSON.parse(child.stdout())).publicKey;
}

onEachSurface(
  'hostile bundles that are dropped in are refused',
  { virtualUnits: 1 },
  async ({ kind, page, client }) => {
    using folder = createTempDir('slipway-e2e-bundles-');
    const fileOf = (name: string) => path.join(folder.path, `${name}.slipway`);
    await client.trust.add({ publicKey: await makeBundles(folder.path), name: 'Release engineering' });
    await page.getByRole('link', { name: 'Library' }).click();
    await page.getByText('No bundles yet').waitFor(patience);

    await drop(page, Object.keys(reasons).map(fileOf));
    for (const [name, reason] of Object.entries(reasons)) {
      await page.getByText(`${name}.slipway was refused: ${reason}`, { exact: true }).waitFor(patience);
    }
    await screen(page, `library/${kind}-hostile`);
    // Not on the shelf, neither as usable nor as anything else, and not for the line.
    expect(await client.recipes.shelf()).toEqual([]);
    await page.getByText('No bundles yet').waitFor(patience);

    // The same way in is open to an honest one.
    await drop(page, [fileOf('honest')]);
    await page.getByText(/^Widget \(widget 1\.2\.0\) was verified and is in the library$/).waitFor(patience);
    expect((await client.recipes.shelf()).map(({ reference }) => reference)).toEqual(['widget@1.2.0']);
  },
);
