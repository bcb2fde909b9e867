// Owns: what tests of the whole main job need: a recipe with every step, a station's CA and fleet, a sealing box.
// May import the engine. Start reading at `prepareMainJob`.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { instantFlashTiming } from '../../electron/engine/drivers/esp/emulator/nor-flash.ts';
import { createAuthorities } from '../../electron/engine/identity/authorities.ts';
import { defaultAuthority } from '../../electron/engine/identity/index.ts';
import { createKeyStore, type SealingBox } from '../../electron/engine/identity/keystore.ts';
import type { VirtualUnitSpec } from '../../electron/engine/virtual-bench/bench.ts';
import { prepareDemoRecipe } from '../../electron/engine/virtual-bench/demo-recipe.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with a key that the test keeps: a keychain that costs no half second, unlike a passphrase. */
export function createTestBox(key: Uint8Array): SealingBox {
  return {
    seal(bytes) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(bytes) {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    },
  };
}

export interface MainJob {
  readonly dataDir: string;
  readonly recipeFile: string;
  readonly enrollmentDir: string;
  readonly keychain: { readonly kind: 'os-keychain'; readonly box: SealingBox };
}

export interface MainJobOptions {
  readonly boxKey?: Uint8Array;
  readonly appBytes?: number;
  /** Changes the text of the recipe. */
  readonly edit?: (recipe: string) => string;
}

/**
 * Makes, under `dir`, the data directory of a station with a CA and a fleet of files, and the example recipe with
 * everything that a run can do: the user-data fuses are burned, too.
 */
export async function prepareMainJob(dir: string, options: MainJobOptions = {}): Promise<MainJob> {
  const dataDir = path.join(dir, 'station');
  const enrollmentDir = path.join(dir, 'enrollments');
  await mkdir(dataDir, { recursive: true });
  await mkdir(enrollmentDir, { recursive: true });
  const keychain = { kind: 'os-keychain', box: createTestBox(options.boxKey ?? randomBytes(32)) } as const;
  await createAuthorities({
    keystore: createKeyStore({ filePath: path.join(dataDir, 'keystore.json'), backend: keychain }),
    nowMs: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(bytes),
  }).create({
    name: defaultAuthority,
    subject: 'CN=Slipway test CA',
    keyType: 'ecdsa-p256',
    validity: '10y',
  });
  await writeFile(path.join(dataDir, 'fleets.json'), JSON.stringify({ demo: { kind: 'file', dir: enrollmentDir } }));
  const recipeFile = await prepareDemoRecipe(path.join(dir, 'recipe'), 'acme-sensor', {
    appBytes: options.appBytes ?? 0x8000,
  });
  const withFuses = (await readFile(recipeFile, 'utf8')).replace(/^boot:/m, "fuses:\n  userData: '{serial}'\n\nboot:");
  await writeFile(recipeFile, (options.edit ?? ((text) => text))(withFuses));
  return { dataDir, recipeFile, enrollmentDir, keychain };
}

/** Lines and flash that cost no time, so that a run takes as long as its computing. */
export const instantBench = {
  model: { rate: 'unlimited', latencyMs: 0, bufferBytes: 65_536 },
  emulator: { flashTiming: instantFlashTiming, bootTimeFactor: 0.02 },
} as const;

/** The unit of a slot of an instant bench; `number` makes its MAC. */
export function instantUnit(slot: string, number: number, temper = 'good'): VirtualUnitSpec {
  return { slot, chip: 'esp32c3', mac: macOf(number), temper, emulator: instantBench.emulator };
}

export function macOf(number: number): string {
  const hex = number.toString(16).padStart(6, '0');
  return `7c:df:a1:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}`;
}
