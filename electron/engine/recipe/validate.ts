// Owns: every problem of a recipe at once, as an editor wants them: of its text, then of the files beside it.
// What compile.ts refuses one at a time is found here by the same functions. Start reading at `validateRecipe`.
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import type { RecipeFact } from '../../contract/recipe-facts.ts';
import type { DriverModule } from '../drivers/driver.ts';
import { openImage, openPool, parseDriverOptions, placeImage, sectionProblems } from './compile.ts';
import { objection } from './config.ts';
import { recipeFacts } from './facts.ts';
import { checkRecipe, type LoadedRecipe, type Problem, parseRecipe } from './load.ts';
import { recipePath } from './manifest.ts';
import { detailIn, told } from './problem-sentences.ts';

export interface Validation {
  /** In the order in which they stand in the text. */
  readonly problems: readonly Problem[];
  /** What the recipe will do; empty while its text cannot be understood. */
  readonly facts: readonly RecipeFact[];
}

export interface ValidateRequest {
  readonly text: string;
  /** Where the files that it names lie; null when only the text is judged. */
  readonly folder: string | null;
  /** Throws recipe/wrong-type for a family that nobody drives. */
  readonly driverOf: (loaded: LoadedRecipe) => DriverModule;
}

type KeyPath = readonly (string | number)[];

/** Never rejects for what is wrong with the recipe. */
export async function validateRecipe({ text, folder, driverOf }: ValidateRequest): Promise<Validation> {
  const { recipe, problems: textProblems, locate } = checkRecipe(text);
  if (recipe === undefined) return { problems: textProblems, facts: [] };
  const file = folder === null ? recipePath : path.join(folder, recipePath);
  const loaded = parseRecipe(text, file);
  const problems: Problem[] = [];

  /** What `work` gives; a refusal becomes a problem, at `keyPath` when it does not say where. */
  async function attempt<T>(keyPath: KeyPath, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof SlipwayError)) throw thrown;
      problems.push(problemOf(thrown, keyPath));
      return undefined;
    }
  }

  function problemOf(error: SlipwayError, keyPath: KeyPath): Problem {
    const { line, column, key } = error.context;
    const { code } = error;
    const detail = detailIn(error.context);
    if (typeof line !== 'number' || typeof column !== 'number')
      return { code, message: error.message, detail, path: keyPath.join('.'), ...locate(keyPath) };
    const message = error.message.replace(`${path.basename(file)}:${line}:${column}: `, '');
    return { code, message, detail, line, column, path: typeof key === 'string' ? key : keyPath.join('.') };
  }

  const driver = await attempt(['device', 'family'], () => driverOf(loaded));
  if (driver !== undefined) await attempt(['device'], () => parseDriverOptions(loaded, driver));
  for (const [key, field] of Object.entries(recipe.config ?? {})) {
    const why = field.value === undefined ? undefined : objection(key, field, field.value);
    if (why === undefined) continue;
    await attempt(['config', key], () => {
      throw loaded.problemAt('recipe/config-invalid', ['config', key], told(why));
    });
  }
  problems.push(...[...sectionProblems(loaded)].map((error) => problemOf(error, [])));

  const sizesBytes = new Map<string, number>();
  if (folder !== null) {
    const realFolder = await realpath(folder);
    for (const [index, image] of recipe.images.entries()) {
      await attempt(['images', index, 'file'], async () => {
        await using source = await openImage(loaded, realFolder, image, index);
        sizesBytes.set(image.name, source.sizeBytes);
        if (driver !== undefined) await driver.inspect(placeImage(image, source), recipe.device.chip);
      });
    }
    await attempt(['identity', 'serial', 'pool'], () => openPool(loaded, realFolder));
  }
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { problems, facts: recipeFacts(recipe, sizesBytes) };
}
