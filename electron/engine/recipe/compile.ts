// Owns: recipe + images + driver -> a job that can be run on any unit of its kind. Touches no unit.
// May import contract, util, image, drivers. Start reading at `compileJob`.

import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { PlannedStep, StepKind } from '../../contract/job.ts';
import type { Recipe, RecipeImage } from '../../contract/recipe.ts';
import type { RecipeDetail } from '../../contract/recipe-problems.ts';
import { say } from '../../contract/sentences.ts';
import type { DriverModule, PlacedImage } from '../drivers/driver.ts';
import { type FileImageSource, openFileImage } from '../image/source.ts';
import { configValues } from './config.ts';
import { parseDurationMs } from './duration.ts';
import { recipeFacts } from './facts.ts';
import type { CompiledJob } from './job.ts';
import type { LoadedRecipe } from './load.ts';
import { readSerialPool } from './pool.ts';
import { contextOf, detailOfIssue, type OwnDetail, told } from './problem-sentences.ts';
import { resolveInside } from './resolve-inside.ts';

export interface CompileRequest {
  readonly loaded: LoadedRecipe;
  readonly driver: DriverModule;
  /** Values for configuration fields, given for this run; they replace those of the recipe. */
  readonly config: Readonly<Record<string, string | number | boolean>>;
  /** False when the job is only read, not run: fields without a value are no fault of the recipe itself. */
  readonly needsAllConfig: boolean;
  /** SHA-256 of the manifest of the verified bundle that the recipe comes from; null for a loose recipe. */
  readonly bundleHash: string | null;
}

export interface Job extends CompiledJob {
  readonly driver: DriverModule;
  /** Options as the driver's own schema parsed them. */
  readonly driverOptions: unknown;
}

/** Checks everything that can be checked without a unit. Rejects with recipe/*, image/*, identity/pool-invalid. */
export async function compileJob(request: CompileRequest): Promise<Job> {
  const { loaded, driver } = request;
  const { recipe } = loaded;
  const driverOptions = parseDriverOptions(loaded, driver);
  const config = configValues(loaded, request.config, request.needsAllConfig);
  for (const problem of sectionProblems(loaded)) throw problem;
  const folder = await realpath(path.dirname(loaded.file));
  const serialPool = await openPool(loaded, folder);

  const sources: FileImageSource[] = [];
  const close = async () => {
    for (const source of sources.splice(0)) await source[Symbol.asyncDispose]();
  };
  try {
    const images: PlacedImage[] = [];
    for (const [index, image] of recipe.images.entries()) {
      const source = await openImage(loaded, folder, image, index);
      sources.push(source);
      const placed = placeImage(image, source);
      await driver.inspect(placed, recipe.device.chip);
      images.push(placed);
    }
    const totalBytes = sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    return {
      recipe,
      driver,
      driverOptions,
      ref: {
        product: recipe.product,
        version: recipe.version,
        hash: hashOf(recipe, images),
        bundleHash: request.bundleHash,
      },
      images,
      steps: planSteps(recipe, totalBytes),
      serialPool,
      config,
      facts: recipeFacts(recipe, new Map(images.map(({ source }) => [source.name, source.sizeBytes]))),
      [Symbol.asyncDispose]: close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

export const placeImage = (image: RecipeImage, source: FileImageSource): PlacedImage => ({
  source,
  kind: image.kind,
  at: typeof image.at === 'number' ? image.at : { partition: image.at.slice('partition:'.length) },
  isEncrypted: image.encrypted ?? false,
});

/** Throws recipe/wrong-type for a chip that is none of the family, recipe/unknown-key and wrong-type for its options. */
export function parseDriverOptions(loaded: LoadedRecipe, driver: DriverModule): unknown {
  const { device } = loaded.recipe;
  if (!driver.chips.includes(device.chip)) {
    throw loaded.problemAt(
      'recipe/wrong-type',
      ['device', 'chip'],
      told({ code: 'other-chip', chip: device.chip, family: driver.id, allowed: driver.chips.join(', ') }),
    );
  }
  const parsed = driver.optionsSchema.safeParse(device.options ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const keys = (issue?.path ?? []).map((key) => (typeof key === 'number' ? key : String(key)));
  const code = issue?.code === 'unrecognized_keys' ? 'recipe/unknown-key' : 'recipe/wrong-type';
  const keyPath = ['device', 'options', ...keys];
  throw loaded.problemAt(code, keyPath, {
    message: `${issue?.message ?? 'wrong options'}.`,
    detail: optionDetail(issue, keyPath.join('.')),
  });
}

function optionDetail(issue: z.core.$ZodIssue | undefined, name: string): RecipeDetail | null {
  if (issue === undefined) return null;
  const [unknown] = issue.code === 'unrecognized_keys' ? issue.keys : [];
  return unknown === undefined ? detailOfIssue(issue, name) : { code: 'unknown-key', name: unknown };
}

/** What the schema of one section cannot see: that sections need each other. */
export function* sectionProblems(loaded: LoadedRecipe): Generator<SlipwayError> {
  const { identity, store, config, enrollment, boot, fuses } = loaded.recipe;
  const need = (name: string, code: `needs-${string}` & OwnDetail['code']) =>
    loaded.problemAt('recipe/missing-key', [], told({ code, name }));
  if (identity?.key !== undefined && store === undefined) yield need('store', 'needs-store-for-key');
  if (config !== undefined && store === undefined) yield need('store', 'needs-store-for-config');
  if (identity?.certificate !== undefined && identity.key === undefined)
    yield need('identity.key', 'needs-key-for-certificate');
  if (enrollment !== undefined && identity?.key === undefined) yield need('identity.key', 'needs-key-for-fleet');
  if (identity !== undefined && boot.identity === undefined) yield need('boot.identity', 'needs-question-for-identity');
  if (fuses?.userData?.includes('{serial}') === true && identity === undefined)
    yield need('identity', 'needs-identity-for-fuses');
}

export async function openImage(
  loaded: LoadedRecipe,
  folder: string,
  image: RecipeImage,
  index: number,
): Promise<FileImageSource> {
  const filePath = await resolveInside(loaded, folder, image.file, ['images', index, 'file']);
  const source = await openFileImage(image.name, filePath);
  if (image.sha256 !== undefined && image.sha256 !== source.sha256) {
    await source[Symbol.asyncDispose]();
    const { message, detail } = told({
      code: 'image-hash',
      image: image.name,
      expected: image.sha256,
      found: source.sha256,
    });
    throw new SlipwayError('image/hash-mismatch', message, { context: contextOf(detail) });
  }
  return source;
}

export async function openPool(loaded: LoadedRecipe, folder: string): Promise<readonly string[] | null> {
  const policy = loaded.recipe.identity?.serial;
  if (policy === undefined || !('pool' in policy)) return null;
  return readSerialPool(await resolveInside(loaded, folder, policy.pool, ['identity', 'serial', 'pool']));
}

/** The same recipe with the same images has the same hash on every station: JSON with sorted keys. */
function hashOf(recipe: Recipe, images: readonly PlacedImage[]): string {
  const content = { recipe, images: images.map(({ source }) => ({ name: source.name, sha256: source.sha256 })) };
  return createHash('sha256')
    .update(JSON.stringify(sorted(content)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** Slowest useful line: 115200 baud moves about 11 kB/s; erasing and checksums come on top. */
const slowestBytesPerSecond = 5_000;
const scaledTimeoutMs = (baseMs: number, bytes: number) => baseMs + Math.ceil((bytes / slowestBytesPerSecond) * 1000);

function planSteps(recipe: Recipe, totalBytes: number): PlannedStep[] {
  const steps: PlannedStep[] = [];
  const add = (kind: StepKind, timeoutMs: number, extra: Partial<PlannedStep> = {}) =>
    steps.push({ kind, title: say(`step-${kind}`).text, isIrreversible: false, timeoutMs, totalBytes: 0, ...extra });
  add('identify', 60_000);
  if (recipe.identity !== undefined) add('reserve', 10_000);
  add('write', scaledTimeoutMs(120_000, totalBytes), { totalBytes });
  add('verify', scaledTimeoutMs(60_000, totalBytes), { totalBytes });
  if (recipe.store !== undefined)
    add('personalise', 180_000, {
      isIrreversible: recipe.identity?.key !== undefined,
    });
  if (recipe.fuses?.userData !== undefined) add('fuses', 30_000, { isIrreversible: true });
  const askMs = recipe.boot.identity === undefined ? 0 : parseDurationMs(recipe.boot.identity.timeout);
  add('boot', parseDurationMs(recipe.boot.timeout) + askMs + 30_000);
  if (recipe.enrollment !== undefined) add('enroll', 10_000);
  return steps;
}
