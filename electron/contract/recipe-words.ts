// Owns: the forms of single words in a recipe that other things have as well. Imports zod and siblings. Beside recipe.ts, as
// what knows these words at each start must not load the whole format, which is first needed when a recipe is read.
import * as z from 'zod';
import { recipeForms } from './recipe-problems.ts';

export const recipeNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, recipeForms.name);
export const recipeVersionSchema = z.string().regex(/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/, recipeForms.version);
export const keyTypeSchema = z.enum(['ed25519', 'ecdsa-p256']);
