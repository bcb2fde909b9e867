// Owns: signed bundles for tests: honest ones from a small recipe, and ones whose archive is built byte by byte.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SlipwayClient } from '../../electron/api/connection.ts';
import { createBundle } from '../../electron/engine/recipe/bundle-create.ts';
import type { VerifyDeps } from '../../electron/engine/recipe/bundle-verify.ts';
import { createEnvelope, type DsseSigner } from '../../electron/engine/recipe/dsse.ts';
import { parseRecipe } from '../../electron/engine/recipe/load.ts';
import { envelopePath, manifestPath, manifestPayloadType } from '../../electron/engine/recipe/manifest.ts';
import { createSigningKey, loadSigningKey, type SigningKey } from '../../electron/engine/recipe/signing-key.ts';
import { createTrust, type Trust } from '../../electron/engine/recipe/trust.ts';
import type { RawEntry } from './raw-zip.ts';

export const smallRecipe = (product = 'widget', version = '1.2.0', title = 'Widget') => `recipe: 1
product: ${product}
version: ${version}
title: ${title}
device: { family: esp, chip: esp32c3 }
images:
  - { name: app, file: app.bin, at: 0x10000, kind: data }
boot: { expect: up }
`;

/** A folder of its own for each test file, with keys made here. */
export interface BundleBench extends Disposable {
  readonly folder: string;
  inFolder(name: string): string;
  key(name: string): Promise<SigningKey>;
  /** A station that trusts these keys. */
  trust(keys: readonly SigningKey[], threshold?: number): Promise<Trust>;
  /** An honest bundle; resolves to its file. */
  bundle(options?: {
    product?: string;
    version?: string;
    title?: string;
    app?: Uint8Array;
    signers?: readonly DsseSigner[];
    createdAtMs?: number;
    expiresAtMs?: number;
  }): Promise<string>;
}

export const nowMs = Date.UTC(2026, 5, 1);

export function createBundleBench(): BundleBench {
  const folder = mkdtempSync(path.join(tmpdir(), 'slipway-bundle-'));
  const inFolder = (name: string) => path.join(folder, name);
  const keys = new Map<string, Promise<SigningKey>>();
  const key = (name: string) => {
    const made =
      keys.get(name) ?? createSigningKey(inFolder(`${name}.key`)).then(() => loadSigningKey(inFolder(`${name}.key`)));
    keys.set(name, made);
    return made;
  };
  let count = 0;
  return {
    folder,
    inFolder,
    key,
    async trust(trusted, threshold = 1) {
      count += 1;
      const trust = createTrust({ filePath: inFolder(`trust-${count}.json`) });
      for (const [index, { publicKey }] of trusted.entries())
        await trust.add({ publicKey, name: `key ${index + 1}`, notBeforeMs: null, notAfterMs: null });
      await trust.setThreshold(threshold);
      return trust;
    },
    async bundle(options = {}) {
      count += 1;
      const source = inFolder(`source-${count}`);
      mkdirSync(source);
      const recipeFile = path.join(source, 'recipe.yaml');
      const text = smallRecipe(options.product, options.version, options.title);
      writeFileSync(recipeFile, text);
      writeFileSync(path.join(source, 'app.bin'), options.app ?? Buffer.alloc(5000, 'firmware '));
      const outFile = inFolder(`bundle-${count}.slipway`);
      await createBundle({
        loaded: parseRecipe(text, recipeFile),
        outFile,
        signers: options.signers ?? [await key('release')],
        createdAtMs: options.createdAtMs ?? nowMs,
        expiresAtMs: options.expiresAtMs,
      });
      return outFile;
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Trusts a key over the contract, as a person does who was given its public half. */
export async function trustKey(client: SlipwayClient, key: SigningKey, name = 'Release engineering'): Promise<void> {
  await client.trust.add({ publicKey: Buffer.from(key.publicKey).toString('base64'), name });
}

/** What a station needs to judge; nothing was accepted before unless said. */
export const judge = (trust: Trust, latest: VerifyDeps['latest'] = () => undefined, atMs = nowMs): VerifyDeps => ({
  trust,
  clock: { nowMs: () => atMs },
  latest,
});

/** The entries of a signed bundle with any content, to be packed by rawZip. `listed` replaces what the manifest lists. */
export async function signedEntries(
  files: Readonly<Record<string, Uint8Array>>,
  signers: readonly DsseSigner[],
  listed: Readonly<Record<string, Uint8Array>> = files,
): Promise<RawEntry[]> {
  const manifest = {
    bundle: 1,
    product: 'widget',
    version: '1.2.0',
    createdAt: new Date(nowMs).toISOString(),
    files: Object.entries(listed).map(([name, data]) => ({
      path: name,
      sizeBytes: data.length,
      sha256: createHash('sha256').update(data).digest('hex'),
    })),
  };
  const manifestBytes = Buffer.from(JSON.stringify(manifest));
  const envelope = await createEnvelope(manifestPayloadType, manifestBytes, signers);
  return [
    { name: manifestPath, data: manifestBytes },
    { name: envelopePath, data: Buffer.from(envelope) },
    ...Object.entries(files).map(([name, data]) => ({ name, data })),
  ];
}
