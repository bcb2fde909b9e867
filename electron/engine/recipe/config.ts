import type { ConfigField } from '../../contract/recipe.ts';
import type { LoadedRecipe } from './load.ts';
import { type OwnDetail, told } from './problem-sentences.ts';

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
  const refuse = (key: string, why: OwnDetail) =>
    loaded.problemAt('recipe/config-invalid', key in fields ? ['config', key] : ['config'], told(why));
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(fields, key))
      throw refuse(key, { code: 'config-not-in-recipe', name: key, allowed: Object.keys(fields).join(', ') });
  }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => {
      const value = (Object.hasOwn(given, key) ? given[key] : undefined) ?? field.value;
      if (value === undefined && !needsAll) return [];
      if (value === undefined) throw refuse(key, { code: 'config-without-value', name: key });
      const why = objection(key, field, value);
      if (why !== undefined) throw refuse(key, why);
      return [[key, value]];
    }),
  );
}

/** Why the value is not allowed; undefined when it is. A secret value is never part of the words. */
export function objection(name: string, field: ConfigField, value: Value): OwnDetail | undefined {
  switch (field.type) {
    case 'bool':
      return typeof value === 'boolean' ? undefined : { code: 'config-not-yes-no', name };
    case 'string':
      return typeof value === 'string' ? textObjection(name, field, value) : { code: 'config-not-text', name };
    case 'hex': {
      if (typeof value !== 'string' || !/^(?:[0-9a-fA-F]{2})*$/.test(value)) return { code: 'config-not-hex', name };
      const { minLength: minimum, maxLength: maximum } = field;
      const length = value.length / 2;
      if (minimum !== undefined && length < minimum) return { code: 'config-too-few-bytes', name, minimum };
      return maximum !== undefined && length > maximum ? { code: 'config-too-many-bytes', name, maximum } : undefined;
    }
    default: {
      const [low, high] = integerRange[field.type] ?? [0, 0];
      const minimum = Math.max(low, field.min ?? low);
      const maximum = Math.min(high, field.max ?? high);
      if (typeof value !== 'number' || !Number.isInteger(value)) return { code: 'config-not-whole-number', name };
      const isOutside = value < minimum || value > maximum;
      return isOutside ? { code: 'config-out-of-range', name, minimum, maximum } : undefined;
    }
  }
}

type TextField = Extract<ConfigField, { type: 'string' }>;

function textObjection(name: string, field: TextField, value: string): OwnDetail | undefined {
  const { enum: among, pattern, minLength: minimum, maxLength: maximum } = field;
  if (among !== undefined && !among.includes(value))
    return { code: 'config-not-one-of', name, allowed: among.join(', ') };
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value.slice(0, 4096)))
    return { code: 'config-no-match', name, pattern };
  if (minimum !== undefined && value.length < minimum) return { code: 'config-too-short', name, minimum };
  return maximum !== undefined && value.length > maximum ? { code: 'config-too-long', name, maximum } : undefined;
}
