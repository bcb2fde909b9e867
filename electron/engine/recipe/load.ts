// Owns: reading a recipe file, with every problem at its line and column. May import contract and util.
// Start reading at `loadRecipe`; `checkRecipe` is the same without the file system.
import path from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node } from 'yaml';
import type * as z from 'zod';
import { type ErrorCode, SlipwayError } from '../../contract/errors.ts';
import { type Recipe, recipeSchema } from '../../contract/recipe.ts';
import { say } from '../../contract/sentences.ts';
import { readRegularFile } from '../util/regular-file.ts';
import { contextOf, detailOfIssue, type OwnDetail, type Told, told, yamlDetail } from './problem-sentences.ts';
import { unknownWords } from './template.ts';
import { parseYaml, repeatedKeys } from './yaml.ts';

const maxRecipeBytes = 1024 * 1024;
/** YAML aliases can unfold to any size ("billion laughs"); recipes need none. */
const maxAliases = 20;
/** So many are told of one kind; finding the place of each takes time. */
const maxProblems = 200;

/** One thing that is wrong, and where. Line and column count from 1. */
export interface Problem extends Told {
  readonly code: ErrorCode;
  readonly line: number;
  readonly column: number;
  /** The key, as `images.0.file`; empty for the whole document. */
  readonly path: string;
}

type KeyPath = readonly (string | number)[];

export interface LoadedRecipe {
  readonly recipe: Recipe;
  /** The recipe's own file; the files that it names lie beside it. */
  readonly file: string;
  readonly text: string;
  /** A problem at a key, for what is found out after loading. */
  problemAt(code: ErrorCode, keyPath: KeyPath, what: Told): SlipwayError;
}

/** Reads and checks a recipe. Rejects with recipe/*; context has file, line, column and the number of problems. */
export async function loadRecipe(file: string): Promise<LoadedRecipe> {
  const text = await readRecipeText(file);
  return parseRecipe(text, file);
}

/** Checks a recipe's text. Throws the first problem; its context tells how many there are. */
export function parseRecipe(text: string, file: string): LoadedRecipe {
  const { recipe, problems, locate } = checkRecipe(text);
  const first = problems[0];
  if (first !== undefined) throw problemError(first, file, problems.length);
  if (recipe === undefined) throw new SlipwayError('recipe/syntax', say('recipe-empty', { file }));
  return {
    recipe,
    file,
    text,
    problemAt: (code, keyPath, what) =>
      problemError({ code, ...what, path: keyPath.join('.'), ...locate(keyPath) }, file, 1),
  };
}

function problemError(problem: Problem, file: string, count: number): SlipwayError {
  const more = count > 1 ? ` (and ${count - 1} more)` : '';
  return new SlipwayError(
    problem.code,
    `${path.basename(file)}:${problem.line}:${problem.column}: ${problem.message}${more}`,
    {
      context: {
        ...contextOf(problem.detail),
        file,
        line: problem.line,
        column: problem.column,
        key: problem.path,
        problems: count,
      },
    },
  );
}

/** Rejects with recipe/unreadable for what is not there, is no file, is too large, or is no text. */
export async function readRecipeText(file: string): Promise<string> {
  try {
    const bytes = await readRegularFile(file, maxRecipeBytes);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new SlipwayError('recipe/unreadable', say('recipe-unreadable', { file, reason }), { cause: thrown });
  }
}

export interface CheckedRecipe {
  /** Present when there is no problem. */
  readonly recipe: Recipe | undefined;
  /** In the order in which they stand in the text. */
  readonly problems: readonly Problem[];
  locate(keyPath: KeyPath): { line: number; column: number };
}

/** All problems of a recipe's text at once, as an editor wants them. Never throws. */
export function checkRecipe(text: string): CheckedRecipe {
  const lines = new LineCounter();
  const document = parseYaml(text, lines);
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const locate = (keyPath: KeyPath) => place(offsetOf(document.contents, keyPath));

  const syntaxAt = (message: string, fault: string, offset: number): Problem => ({
    code: 'recipe/syntax',
    message: `${message}.`,
    detail: yamlDetail(fault),
    path: '',
    ...place(offset),
  });
  const broken = [...document.errors, ...document.warnings].slice(0, maxProblems);
  const syntax = broken.map(({ code, message, pos }) => syntaxAt(message, code, pos[0]));
  if (syntax.length > 0) return { recipe: undefined, problems: syntax, locate };

  let value: unknown;
  try {
    const twice = repeatedKeys(document).slice(0, maxProblems);
    const repeated = twice.map((offset) => syntaxAt('Map keys must be unique', 'DUPLICATE_KEY', offset));
    if (repeated.length > 0) return { recipe: undefined, problems: repeated, locate };
    value = document.toJS({ maxAliasCount: maxAliases });
  } catch (thrown) {
    const message = thrown instanceof Error ? `${thrown.message}.` : String(thrown);
    // An alias is followed only here: to nothing, or to more than there is room for.
    const fault = message.startsWith('Unresolved alias') ? 'BAD_ALIAS' : 'RESOURCE_EXHAUSTION';
    return {
      recipe: undefined,
      problems: [{ code: 'recipe/syntax', message, detail: yamlDetail(fault), path: '', line: 1, column: 1 }],
      locate,
    };
  }

  const version = isRecord(value) ? value['recipe'] : undefined;
  if (version !== undefined && version !== 1) {
    const what = told({ code: 'other-version', version: JSON.stringify(version) });
    return {
      recipe: undefined,
      problems: [{ code: 'recipe/unsupported-version', ...what, path: 'recipe', ...locate(['recipe']) }],
      locate,
    };
  }
  const parsed = recipeSchema.safeParse(value);
  const problems = parsed.success
    ? wordProblems(parsed.data, locate)
    : parsed.error.issues.slice(0, maxProblems).flatMap((issue) => issueProblems(issue, value, locate));
  // A key that is missing has no place of its own, and is often only misspelt: what stands in the text comes first.
  const isMissing = ({ code }: Problem) => Number(code === 'recipe/missing-key');
  problems.sort((a, b) => isMissing(a) - isMissing(b) || a.line - b.line || a.column - b.column);
  return { recipe: parsed.success && problems.length === 0 ? parsed.data : undefined, problems, locate };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The place of a key in the text: of the key itself where it is one of a map, else of the nearest parent that exists. */
function offsetOf(root: unknown, keyPath: KeyPath): number {
  let node: unknown = root;
  let offset = startOf(root);
  for (const key of keyPath) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) return offset;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(key)];
      if (item === undefined) return offset;
      offset = startOf(item);
      node = item;
    } else return offset;
  }
  return offset;
}

const startOf = (node: unknown): number => {
  const range = typeof node === 'object' && node !== null && 'range' in node ? (node as Node).range : undefined;
  return range?.[0] ?? 0;
};

type Issue = z.core.$ZodIssue;

function issueProblems(
  issue: Issue,
  root: unknown,
  locate: (keyPath: KeyPath) => { line: number; column: number },
): Problem[] {
  const keyPath = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  const at = (code: ErrorCode, extra: KeyPath, what: Told): Problem => {
    const full = [...keyPath, ...extra];
    return { code, ...what, path: full.join('.'), ...locate(full) };
  };
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, maxProblems)
      .map((key) => at('recipe/unknown-key', [key], told(unknownKey(key, keyPath))));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    // The branch that got furthest says most about what was meant.
    const branches = issue.errors.filter((branch) => branch.length > 0).sort((a, b) => rank(a) - rank(b));
    const best = branches[0];
    if (best !== undefined) {
      return best.flatMap((inner) => issueProblems({ ...inner, path: [...issue.path, ...inner.path] }, root, locate));
    }
  }
  const name = keyPath.join('.') || 'the recipe';
  if (valueAt(root, keyPath) === undefined) return [at('recipe/missing-key', [], told({ code: 'missing', name }))];
  return [at('recipe/wrong-type', [], { message: `"${name}": ${issue.message}.`, detail: detailOfIssue(issue, name) })];
}

const rank = (issues: readonly Issue[]): number =>
  issues.length + (issues.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type') ? 100 : 0);

function valueAt(root: unknown, keyPath: KeyPath): unknown {
  let value = root;
  for (const key of keyPath) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isRecord(value)) value = value[String(key)];
    else return undefined;
  }
  return value;
}

/** Names the known key that was meant where one is at most two edits away. */
function unknownKey(name: string, parent: KeyPath): OwnDetail {
  const candidates = knownKeys(parent).filter((known) => editDistance(name.toLowerCase(), known.toLowerCase()) <= 2);
  const best = candidates.sort((a, b) => editDistance(name, a) - editDistance(name, b))[0];
  return best === undefined ? { code: 'unknown-key', name } : { code: 'unknown-key-like', name, meant: best };
}

const keysBySection: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(recipeSchema.shape),
  device: Object.keys(recipeSchema.shape.device.shape),
  images: Object.keys(recipeSchema.shape.images.element.shape),
  identity: Object.keys(recipeSchema.shape.identity.unwrap().shape),
  'identity.certificate': ['subject', 'san', 'validity', 'issuer'],
  'identity.serial': ['scheme', 'check', 'first', 'last', 'pool', 'scan'],
  store: Object.keys(recipeSchema.shape.store.unwrap().shape),
  boot: Object.keys(recipeSchema.shape.boot.shape),
  'boot.identity': ['send', 'expect', 'timeout'],
  measurements: ['name', 'unit', 'from', 'min', 'max'],
  enrollment: Object.keys(recipeSchema.shape.enrollment.unwrap().shape),
};

const knownKeys = (parent: KeyPath): readonly string[] =>
  keysBySection[parent.filter((key) => typeof key === 'string' && !/^\d+$/.test(key)).join('.')] ?? [];

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Templates may only use words that exist; found while loading, not in the middle of a run. */
function wordProblems(recipe: Recipe, locate: (keyPath: KeyPath) => { line: number; column: number }): Problem[] {
  const certificate = recipe.identity?.certificate;
  const templates: [KeyPath, string | undefined][] = [
    [['identity', 'certificate', 'subject'], certificate?.subject],
    ...(certificate?.san ?? []).map((san, index): [KeyPath, string] => [
      ['identity', 'certificate', 'san', index],
      san,
    ]),
    [['fuses', 'userData'], recipe.fuses?.userData],
    [['boot', 'identity', 'send'], recipe.boot.identity?.send],
    ...Object.entries(recipe.enrollment?.identityData ?? {}).map(([key, text]): [KeyPath, string] => [
      ['enrollment', 'identityData', key],
      text,
    ]),
    ...Object.entries(recipe.config ?? {}).map(([key, field]): [KeyPath, string | undefined] => [
      ['config', key, 'value'],
      field.type === 'string' ? field.value : undefined,
    ]),
  ];
  return templates.flatMap(([keyPath, text]) =>
    unknownWords(text ?? '').map((word) => ({
      code: 'recipe/wrong-type' as const,
      ...told({ code: 'unknown-word', name: keyPath.join('.'), word }),
      path: keyPath.join('.'),
      ...locate(keyPath),
    })),
  );
}
