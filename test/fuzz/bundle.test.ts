// Bundles come from anywhere: mutated archives must be refused with a bundle/* code, and never accepted altered.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll } from 'vitest';
import { SlipwayError } from '../../electron/contract/errors.ts';
import { inspectBundle, verifyBundle } from '../../electron/engine/recipe/bundle.ts';
import { tryParseEnvelope } from '../../electron/engine/recipe/dsse.ts';
import { createBundleBench, judge } from '../support/signed-bundle.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { fuzz } from './fuzz-target.ts';

const bench = createBundleBench();
const dir = createTempDir('slipway-fuzz-');
afterAll(() => {
  bench[Symbol.dispose]();
  dir[Symbol.dispose]();
});
const file = path.join(dir.path, 'fuzz.slipway');

fuzz({
  name: 'bundle',
  share: 0.25,
  seeds: async () => [new Uint8Array(readFileSync(await bench.bundle()))],
  async parse(bytes) {
    writeFileSync(file, bytes);
    const judged = judge(await bench.trust([await bench.key('release')]));
    // Whoever believes a bundle must have been right: the same content, signed by the same key.
    const verified = await verifyBundle(file, judged);
    const original = await verifyBundle(await bench.bundle(), judged);
    if (verified.manifestHash !== original.manifestHash) throw new Error('an altered bundle was believed');
    await inspectBundle(file);
  },
});

fuzz({
  name: 'dsse-envelope',
  seeds: () => [
    new TextEncoder().encode(
      JSON.stringify({
        payloadType: 'application/vnd.slipway.manifest+json',
        payload: 'e30=',
        signatures: [{ keyid: 'ab', sig: 'AAAA' }],
      }),
    ),
  ],
  parse(bytes) {
    if (tryParseEnvelope(new TextDecoder().decode(bytes)) === undefined) {
      throw new SlipwayError('bundle/altered', 'The signatures cannot be read.');
    }
  },
});
