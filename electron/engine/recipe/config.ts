import type { ConfigField } from '../../contract/recipe.ts';
import type { LoadedRecipe } from './load.ts';

type Value = string | number | boolean;

const integerRange: Readonly<Record<string, readonly [number, number]>> = {
  u8: [0, 0xff],
  i8: [-0x80, 0x7f],
  u16: [0, 0xffff],
  i16: [-0x8000, 0x7fff],
  u32: [0, 0xffffffff],
  i32: [-0x80000000, 0x7fffffff],
};

/** The value of every field, given or from the recipe, checked. Throws recipe/config-invalid at the field's line. */
export function configValues(
  loaded: LoadedRecipe,
  given: Readonly<Record<string, Value>>,
  needsAll = true,
): Record<string, Value> {
  const fields = loaded.recipe.config ?? {};
  const refuse = (key: string, why: string) =>
    loaded.problemAt(
      'recipe/config-invalid',
      key in fields ? ['config', key] : ['config'],
      `Configuration "${key}" ${why}.`,
    );
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(fields, key))
      throw refuse(key, `is not in the recipe; it has: ${Object.keys(fields).join(', ') || 'none'}`);
  }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => {
      const value = (Object.hasOwn(given, key) ? given[key] : undefined) ?? field.value;
      if (value === undefined && !needsAll) return [];
      if (value === undefined) throw refuse(key, 'has no value: give one for this run, or put one into the recipe');
      const why = objection(field, value);
      if (why !== undefined) throw refuse(key, why);
      return [[key, value]];
    }),
  );
}

/** Why the value is not allowed; undefined when it is. A secret value is never part of the words. */
export function objection(field: ConfigField, value: Value): string | undefined {
  switch (field.type) {
    case 'bool':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'string':
      return typeof value === 'string' ? textObjection(field, value) : 'must be text';
    case 'hex': {
      if (typeof value !== 'string' || !/^(?:[0-9a-fA-F]{2})*$/.test(value)) return 'must be pairs of hex digits';
      return lengthObjection(field, value.length / 2, 'bytes');
    }
    default: {
      const [low, high] = integerRange[field.type] ?? [0, 0];
      const min = Math.max(low, field.min ?? low);
      const max = Math.min(high, field.max ?? high);
      if (typeof value !== 'number' || !Number.isInteger(value)) return 'must be a whole number';
      return value < min || value > max ? `must be ${min} to ${max}` : undefined;
    }
  }
}

function textObjection(field: Extract<ConfigField, { type: 'string' }>, value: string): string | undefined {
  if (field.enum !== undefined && !field.enum.includes(value)) return `must be one of ${field.enum.join(', ')}`;
  if (field.pattern !== undefined && !new RegExp(`^(?:${field.pattern})$`).test(value.slice(0, 4096)))
    return `must match /${field.pattern}/`;
  return lengthObjection(field, value.length, 'characters');
}

function lengthObjection(
  limits: { minLength?: number | undefined; maxLength?: number | undefined },
  length: number,
  unit: string,
): string | undefined {
  if (limits.minLength !== undefined && length < limits.minLength)
    return `must have at least ${limits.minLength} ${unit}`;
  if (limits.maxLength !== undefined && length > limits.maxLength)
    return `must have at most ${limits.maxLength} ${unit}`;
  return undefined;
}
