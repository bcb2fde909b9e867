// Owns: bundles that must not get into a library, and an honest one, as files: made in a process of its own for tests of
// pages, which do not import the engine. Run as: node hostile-bundles.ts <folder>. Prints what it made, as JSON.
// Start reading at `makeHostileBundles`.
import { writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { rawZip } from './raw-zip.ts';
import { type BundleBench, createBundleBench, signedEntries, smallRecipe } from './signed-bundle.ts';

async function makeHostileBundles(bench: BundleBench, folder: string): Promise<void> {
  const release = await bench.key('release');
  const honest = { 'recipe.yaml': Buffer.from(smallRecipe()), 'app.bin': Buffer.alloc(5000, 'firmware ') };
  const write = (name: string, bytes: Uint8Array) => writeFileSync(path.join(folder, `${name}.slipway`), bytes);

  const altered = { ...honest, 'app.bin': Buffer.alloc(5000, 'malware! ') };
  write('altered', rawZip(await signedEntries(altered, [release], honest)));
  const entries = await signedEntries(honest, [release]);
  write('unsigned', rawZip(entries.filter(({ name }) => name !== 'manifest.dsse.json')));
  write('stranger', rawZip(await signedEntries(honest, [await bench.key('stranger')])));
  // Sixty-four megabytes of nothing in a few dozen kilobytes, listed and signed by somebody who is trusted.
  const bomb = await signedEntries({ ...honest, 'app.bin': Buffer.alloc(64 * 1024 * 1024) }, [release]);
  write('bomb', rawZip(bomb.map((entry) => ({ ...entry, deflate: true }))));
  const climbing = { ...honest, '../../outside.txt': Buffer.from('out of the library') };
  write('climbing', rawZip(await signedEntries(climbing, [release])));
  write('holiday', Buffer.from('GIF89a, and nothing of ours'));

  await copyFile(await bench.bundle({ createdAtMs: Date.now() }), path.join(folder, 'honest.slipway'));
  console.log(JSON.stringify({ publicKey: Buffer.from(release.publicKey).toString('base64') }));
}

using bench = createBundleBench();
await makeHostileBundles(bench, path.resolve(process.argv[2] ?? '.'));
