import { isMap, parseDocument } from 'yaml';

/** Texts that a recipe gives to configuration fields, also of one that is not valid: what a report must not repeat. */
export function configTexts(recipeText: string): string[] {
  const { contents } = parseDocument(recipeText, { prettyErrors: false, logLevel: 'silent' });
  const config: unknown = isMap(contents) ? contents.get('config') : undefined;
  if (!isMap(config)) return [];
  return config.items.flatMap(({ value: field }) => {
    const value: unknown = isMap(field) ? field.get('value') : undefined;
    return typeof value === 'string' ? [value] : [];
  });
}
