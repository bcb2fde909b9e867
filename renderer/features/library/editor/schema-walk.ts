// Owns: what the JSON Schema of recipes says about a place in a recipe. Imports zod only. Start reading at `formsAt`.
import * as z from 'zod';

/** The part of JSON Schema (draft 2020-12) that the engine's schema of recipes uses. */
export interface Form {
  readonly type?: string | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly description?: string | undefined;
  readonly pattern?: string | undefined;
  readonly default?: unknown;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Form>> | undefined;
  readonly additionalProperties?: boolean | Form | undefined;
  readonly items?: Form | undefined;
  readonly anyOf?: readonly Form[] | undefined;
  readonly oneOf?: readonly Form[] | undefined;
  readonly $ref?: string | undefined;
  readonly $defs?: Readonly<Record<string, Form>> | undefined;
}

const formSchema: z.ZodType<Form> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    description: z.string().optional(),
    pattern: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), formSchema).optional(),
    additionalProperties: z.union([z.boolean(), formSchema]).optional(),
    items: formSchema.optional(),
    anyOf: z.array(formSchema).optional(),
    oneOf: z.array(formSchema).optional(),
    $ref: z.string().optional(),
    $defs: z.record(z.string(), formSchema).optional(),
  }),
);

/** Undefined for a schema that is written in another way: then there is no completion, and nothing else is lost. */
export function parseForm(schema: unknown): Form | undefined {
  const parsed = formSchema.safeParse(schema);
  return parsed.success ? parsed.data : undefined;
}

/** Every form that the value at `path` may have; more than one where the schema leaves a choice. */
export function formsAt(root: Form, path: readonly string[]): readonly Form[] {
  let forms = choices(root, root);
  for (const key of path) {
    forms = forms.flatMap((form) => choices(root, inner(form, key)));
  }
  return forms;
}

function inner({ properties, additionalProperties, items }: Form, key: string): Form | undefined {
  if (key === '*') return items;
  const own = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
  if (own !== undefined) return own;
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

function choices(root: Form, form: Form | undefined): readonly Form[] {
  if (form === undefined) return [];
  if (form.$ref !== undefined) {
    const name = form.$ref.replace('#/$defs/', '');
    // What refers to itself (free JSON) has nothing to offer.
    return name.startsWith('__') ? [] : choices(root, root.$defs?.[name]);
  }
  const several = form.anyOf ?? form.oneOf;
  return several === undefined ? [form] : several.flatMap((each) => choices(root, each));
}

export interface KeyOffer {
  readonly key: string;
  readonly forms: readonly Form[];
  /** Every form that the section may have needs it. */
  readonly isRequired: boolean;
}

/** Keys that a section at `path` may have. */
export function keysAt(root: Form, path: readonly string[]): readonly KeyOffer[] {
  const sections = formsAt(root, path).filter(({ properties }) => properties !== undefined);
  const keys = new Set(sections.flatMap(({ properties }) => Object.keys(properties ?? {})));
  return [...keys].map((key) => ({
    key,
    forms: formsAt(root, [...path, key]),
    isRequired: sections.every(({ required }) => required?.includes(key) === true),
  }));
}

/** Values that stand in the schema one by one; empty where it only gives a form. */
export function valuesAt(root: Form, path: readonly string[]): readonly string[] {
  const values = formsAt(root, path).flatMap((form) => {
    if (form.const !== undefined) return [form.const];
    if (form.enum !== undefined) return form.enum;
    if (form.type === 'boolean') return [true, false];
    return [];
  });
  return [...new Set(values.map(String))];
}

/** A form in the schema's own terms: `string`, `integer, 10 to 3600`, `one of eu, us, cn`. */
export function describeForm(form: Form): string {
  if (form.const !== undefined) return String(form.const);
  if (form.enum !== undefined) return form.enum.map(String).join(' | ');
  const limits = [
    form.pattern,
    form.exclusiveMinimum !== undefined ? `> ${form.exclusiveMinimum}` : undefined,
    form.minimum !== undefined ? `≥ ${form.minimum}` : undefined,
    // zod writes the largest exact integer where nobody gave a limit.
    form.maximum !== undefined && form.maximum < Number.MAX_SAFE_INTEGER ? `≤ ${form.maximum}` : undefined,
    form.maxLength !== undefined ? `≤ ${form.maxLength}` : undefined,
  ].filter((limit) => limit !== undefined);
  return [form.type ?? 'object', ...limits].join('  ');
}
