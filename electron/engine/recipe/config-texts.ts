import { isMap } from 'yaml';
import { parseYaml } from './yaml.ts';

/** Texts that a recipe gives to configuration fields, also of one that is not valid: what a report must not repeat. */
export function configTexts(recipeText: string): string[] {
  const { contents } = parseYaml(recipeText);
  const config: unknown = isMap(contents) ? contents.get('config') : undefined;
  if (!isMap(config)) return [];
  return config.items.flatMap(({ value: field }) => {
    const value: unknown = isMap(field) ? field.get('value') : undefined;
    return typeof value === 'string' ? [value] : [];
  });
}
