import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFirmware } from '../drivers/esp/firmware.ts';

/** The example recipes of resources/recipes and what their images are made of. */
const demoRecipes = {
  'acme-sensor': { chip: 'esp32c3', version: '1.0.0' },
  'acme-gateway': { chip: 'esp32s3', version: '2.1.0' },
} as const;
export type DemoRecipeName = keyof typeof demoRecipes;
export const demoRecipeNames: readonly DemoRecipeName[] = ['acme-sensor', 'acme-gateway'];

/**
 * Copies an example recipe into a folder and makes its images there, so that no binaries need to be kept.
 * The same name gives the same bytes. Resolves to the path of its recipe.yaml.
 */
export async function prepareDemoRecipe(
  targetDir: string,
  name: DemoRecipeName = 'acme-sensor',
  options: { readonly appBytes?: number } = {},
): Promise<string> {
  const source = path.join(import.meta.dirname, '..', '..', '..', 'resources', 'recipes', name);
  await mkdir(targetDir, { recursive: true });
  for (const entry of await readdir(source)) {
    if (!entry.endsWith('.bin')) await copyFile(path.join(source, entry), path.join(targetDir, entry));
  }
  const { bootloader, partitionTable, app } = makeFirmware({ ...demoRecipes[name], ...options });
  await writeFile(path.join(targetDir, 'bootloader.bin'), bootloader.bytes);
  await writeFile(path.join(targetDir, 'partition-table.bin'), partitionTable.bytes);
  await writeFile(path.join(targetDir, 'app.bin'), app.bytes);
  return path.join(targetDir, 'recipe.yaml');
}
