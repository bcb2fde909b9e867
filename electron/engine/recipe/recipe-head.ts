import { isMap } from 'yaml';
import { parseYaml } from './yaml.ts';

/** What a recipe's text says of itself, as far as it can be read. */
export function recipeHead(recipeText: string): Record<'product' | 'version' | 'title', string | null> {
  const { contents } = parseYaml(recipeText);
  const read = (key: string): string | null => {
    const value: unknown = isMap(contents) ? contents.get(key) : undefined;
    return typeof value === 'string' && value !== '' ? value.slice(0, 200) : null;
  };
  return { product: read('product'), version: read('version'), title: read('title') };
}
