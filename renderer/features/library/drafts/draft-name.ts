// Owns: what a new draft may be called: from what it begins with, and not yet taken. Imports nothing.

/** Where a draft begins: `example:acme-sensor`, `bundle:acme-sensor@1.0.0`, `draft:my-sensor`. */
export type DraftOrigin = `${'example' | 'bundle' | 'draft'}:${string}`;

const maxChars = 48;

/** The product's name, as a draft may be called. */
export function suggestedName(origin: DraftOrigin): string {
  const product = origin.replace(/^[a-z]+:/, '').replace(/@.*$/, '');
  const name = product
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name.slice(0, maxChars) || 'recipe';
}

/** `name`, or the first of `name-2`, `name-3`… that is free. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    const ending = `-${number}`;
    const candidate = `${name.slice(0, maxChars - ending.length)}${ending}`;
    if (!taken.has(candidate)) return candidate;
  }
}
