// Owns: what is wrong in a recipe, in English, and what zod's refusals are called in the contract. Imports the contract.
// Start reading at `told`, `detailOfIssue`. Pure.
import type * as z from 'zod';
import type { ErrorContext } from '../../contract/errors.ts';
import type { NamedContext } from '../../contract/evidence.ts';
import { type RecipeDetail, type RecipeForm, recipeDetailSchema, recipeForms } from '../../contract/recipe-problems.ts';

type Issue = z.core.$ZodIssue;

/** One member for each code. */
type Each<D> = D extends { code: infer C }
  ? C extends string
    ? Omit<D, 'code'> & { readonly code: C }
    : never
  : never;
/** What recipes alone can have wrong; what a schema or YAML refuses comes with the words of its library. */
export type OwnDetail = Exclude<
  Each<RecipeDetail>,
  { code: `yaml-${string}` | `form-${string}` | `not-${string}` | `too-${string}` }
>;

/** A sentence, and what it says as a code with values. */
export interface Told {
  readonly message: string;
  /** Null where there is only the sentence. */
  readonly detail: RecipeDetail | null;
}

export const told = (detail: OwnDetail): Told => ({ message: problemSentence(detail), detail });

/** The values of a detail with its code under another name, as an error's context carries them. */
export function contextOf(detail: RecipeDetail | null): NamedContext {
  if (detail === null) return {};
  const { code, ...values } = detail;
  return { detail: code, ...values };
}

/** The detail that an error's context carries. */
export const detailIn = (context: ErrorContext): RecipeDetail | null =>
  recipeDetailSchema.safeParse({ ...context, code: context['detail'] }).data ?? null;

function problemSentence(detail: OwnDetail): string {
  switch (detail.code) {
    case 'other-version':
      return `recipe: ${detail.version} is another version of the format; this Slipway reads recipe: 1.`;
    case 'unknown-key':
      return `Unknown key "${detail.name}".`;
    case 'unknown-key-like':
      return `Unknown key "${detail.name}"; did you mean "${detail.meant}"?`;
    case 'missing':
      return `"${detail.name}" is missing.`;
    case 'needs-store-for-key':
      return `"${detail.name}" is missing: the key of the unit must be written somewhere.`;
    case 'needs-store-for-config':
      return `"${detail.name}" is missing: the configuration must be written somewhere.`;
    case 'needs-key-for-certificate':
      return `"${detail.name}" is missing: a certificate is for a key.`;
    case 'needs-key-for-fleet':
      return `"${detail.name}" is missing: a fleet knows a unit by its key.`;
    case 'needs-question-for-identity':
      return `"${detail.name}" is missing: the booted unit must be asked for the identity that it was given.`;
    case 'needs-identity-for-fuses':
      return `"${detail.name}" is missing: the fuses use {serial}.`;
    case 'unknown-word':
      return `"${detail.name}" uses {${detail.word}}, which is no word that can be filled in.`;
    case 'other-chip':
      return `"${detail.chip}" is no chip of the family ${detail.family}: ${detail.allowed}.`;
    case 'other-family':
      return `"${detail.family}" is no device family of this version: ${detail.allowed}.`;
    case 'file-missing':
      return `"${detail.named}" is not beside the recipe.`;
    case 'file-outside':
      return `"${detail.named}" is outside of the folder of the recipe.`;
    case 'file-linked-outside':
      return `"${detail.named}" is a link out of the folder of the recipe.`;
    case 'config-not-in-recipe':
      return configSentence(detail.name, `is not in the recipe; it has: ${detail.allowed || 'none'}`);
    case 'config-without-value':
      return configSentence(detail.name, 'has no value: give one for this run, or put one into the recipe');
    case 'config-not-yes-no':
      return configSentence(detail.name, 'must be true or false');
    case 'config-not-text':
      return configSentence(detail.name, 'must be text');
    case 'config-not-hex':
      return configSentence(detail.name, 'must be pairs of hex digits');
    case 'config-not-whole-number':
      return configSentence(detail.name, 'must be a whole number');
    case 'config-out-of-range':
      return configSentence(detail.name, `must be ${detail.minimum} to ${detail.maximum}`);
    case 'config-not-one-of':
      return configSentence(detail.name, `must be one of ${detail.allowed}`);
    case 'config-no-match':
      return configSentence(detail.name, `must match /${detail.pattern}/`);
    case 'config-too-short':
      return configSentence(detail.name, `must have at least ${detail.minimum} characters`);
    case 'config-too-long':
      return configSentence(detail.name, `must have at most ${detail.maximum} characters`);
    case 'config-too-few-bytes':
      return configSentence(detail.name, `must have at least ${detail.minimum} bytes`);
    case 'config-too-many-bytes':
      return configSentence(detail.name, `must have at most ${detail.maximum} bytes`);
    case 'image-hash':
      return `The image ${detail.image} has SHA-256 ${detail.found}; the recipe names ${detail.expected}.`;
  }
}

const configSentence = (name: string, why: string): string => `Configuration "${name}" ${why}.`;

/** What zod refused, for the key `name`; null for what the contract has no code for. */
export function detailOfIssue(issue: Issue, name: string): RecipeDetail | null {
  switch (issue.code) {
    case 'invalid_type': {
      const code = wrongTypes.get(issue.expected);
      return code === undefined ? null : { code, name };
    }
    case 'invalid_format':
    case 'custom': {
      const code = formCode(issue.message);
      return code === undefined ? null : { code, name };
    }
    case 'invalid_value':
      return { code: 'not-one-of', name, allowed: issue.values.map(String).join(', ') };
    case 'invalid_union':
      // A word that tells which kind of thing it is, and names none.
      return 'options' in issue && Array.isArray(issue.options)
        ? { code: 'not-one-of', name, allowed: issue.options.map(String).join(', ') }
        : null;
    case 'invalid_key': {
      const [inner] = issue.issues;
      return inner === undefined ? null : detailOfIssue(inner, name);
    }
    case 'not_multiple_of':
      return { code: 'not-multiple-of', name, step: Number(issue.divisor) };
    case 'too_small': {
      const code = tooSmall.get(issue.origin);
      return code === undefined ? null : { code, name, minimum: Number(issue.minimum) };
    }
    case 'too_big': {
      const code = tooBig.get(issue.origin);
      return code === undefined ? null : { code, name, maximum: Number(issue.maximum) };
    }
    default:
      return null;
  }
}

type TypeCode = 'not-text' | 'not-number' | 'not-whole-number' | 'not-yes-no' | 'not-map' | 'not-list';
const wrongTypes = new Map<string, TypeCode>([
  ['string', 'not-text'],
  ['number', 'not-number'],
  ['int', 'not-whole-number'],
  ['boolean', 'not-yes-no'],
  ['object', 'not-map'],
  ['record', 'not-map'],
  ['array', 'not-list'],
]);
const tooSmall = new Map<string, 'too-short' | 'too-few' | 'too-small'>([
  ['string', 'too-short'],
  ['array', 'too-few'],
  ['number', 'too-small'],
  ['int', 'too-small'],
]);
const tooBig = new Map<string, 'too-long' | 'too-many' | 'too-large'>([
  ['string', 'too-long'],
  ['array', 'too-many'],
  ['number', 'too-large'],
  ['int', 'too-large'],
]);

/** The schema's own words are one of the contract's forms. */
function formCode(message: string): `form-${RecipeForm}` | undefined {
  for (const form of ['name', 'version', 'duration', 'pattern', 'place', 'sha256', 'hex', 'store-key'] as const)
    if (recipeForms[form] === message) return `form-${form}`;
  return undefined;
}

/** What the YAML library calls `BAD_INDENT` is `yaml-bad-indent`; null for what a newer one may add. */
export const yamlDetail = (fault: string): RecipeDetail | null =>
  recipeDetailSchema.safeParse({ code: `yaml-${fault.toLowerCase().replaceAll('_', '-')}` }).data ?? null;
