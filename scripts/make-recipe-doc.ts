// Owns: the table of keys in docs/recipe.md, made from the JSON Schema of the recipe. Imports the contract only.
import * as z from 'zod';
import { recipeSchema } from '../electron/contract/recipe.ts';

/** The part of JSON Schema that zod writes for a recipe. */
const nodeSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.json().optional(),
  enum: z.array(z.json()).optional(),
  pattern: z.string().optional(),
  default: z.json().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), nodeSchema).optional();
  },
  get items() {
    return nodeSchema.optional();
  },
  get anyOf() {
    return z.array(nodeSchema).optional();
  },
  get oneOf() {
    return z.array(nodeSchema).optional();
  },
  additionalProperties: z.unknown().optional(),
});
type Node = z.infer<typeof nodeSchema>;

const marks = { begin: '<!-- keys: begin, made by scripts/make-docs.ts -->', end: '<!-- keys: end -->' };

/** docs/recipe.md with its table of keys brought up to date. */
export function withRecipeKeys(document: string): string {
  const begin = document.indexOf(marks.begin);
  const end = document.indexOf(marks.end);
  if (begin < 0 || end < begin) throw new Error(`docs/recipe.md lacks the marks "${marks.begin}" and "${marks.end}".`);
  return `${document.slice(0, begin)}${marks.begin}\n\n${keysTable()}\n${document.slice(end)}`;
}

function keysTable(): string {
  const root = nodeSchema.parse(z.toJSONSchema(recipeSchema, { io: 'input', unrepresentable: 'any' }));
  const rows: string[] = [];
  walk(root, '', rows);
  return ['| key | needed | what it may be |', '|---|---|---|', ...rows, ''].join('\n');
}

/** One row per key, depth first, in the order of the schema. */
function walk(node: Node, path: string, rows: string[]): void {
  const required = new Set(node.required ?? []);
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    const here = path ? `${path}.${key}` : key;
    rows.push(`| \`${here}\` | ${required.has(key) ? 'yes' : ''} | ${describe(child)} |`);
    descend(child, here, rows);
  }
}

function descend(node: Node, path: string, rows: string[]): void {
  if (node.properties) walk(node, path, rows);
  if (node.items) descend(node.items, `${path}[]`, rows);
  const values = nodeSchema.safeParse(node.additionalProperties);
  if (values.success && (values.data.oneOf ?? values.data.anyOf ?? values.data.properties)) {
    descend(values.data, `${path}.<name>`, rows);
  }
  for (const choice of node.anyOf ?? node.oneOf ?? []) {
    if (!choice.properties) continue;
    const tag = choice.properties.type;
    walk(choice, tag ? `${path}(type: ${choiceName(tag)})` : path, rows);
  }
}

const choiceName = (node: Node): string =>
  node.const === undefined ? (node.enum ?? []).join(', ') : String(node.const);

function describe(node: Node): string {
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum) return node.enum.map((value) => `\`${String(value)}\``).join(', ');
  const choices = node.anyOf ?? node.oneOf;
  if (choices) return choices.map(describe).join(' **or** ');
  const parts = [Array.isArray(node.type) ? node.type.join(' or ') : (node.type ?? 'any value')];
  if (node.items) parts[0] = `list of ${node.items.properties ? 'sections' : describe(node.items)}`;
  else if (node.properties) parts[0] = 'section';
  else if (node.type === 'object') parts[0] = 'section with names of your choice';
  const range = bounds(node);
  const counted = node.type === 'string' ? ' characters' : node.type === 'array' ? ' entries' : '';
  if (range) parts.push(`${range}${counted}`);
  if (node.pattern) parts.push(`matching \`${node.pattern.replaceAll('|', '\\|')}\``);
  if (node.default !== undefined) parts.push(`default \`${JSON.stringify(node.default)}\``);
  return parts.join(', ');
}

function bounds(node: Node): string {
  const low = node.minimum ?? node.minLength ?? node.minItems ?? node.exclusiveMinimum;
  const high = node.maximum ?? node.maxLength ?? node.maxItems;
  // Numbers as large as JavaScript's own limits say nothing to a reader.
  const isHighTold = high !== undefined && high < Number.MAX_SAFE_INTEGER;
  const isLowTold = low !== undefined && low > Number.MIN_SAFE_INTEGER;
  if (isLowTold && isHighTold) return `${low} to ${high}`;
  if (isHighTold) return `at most ${high}`;
  if (isLowTold) return node.exclusiveMinimum === low ? `more than ${low}` : `at least ${low}`;
  return '';
}
