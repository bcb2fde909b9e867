import * as z from 'zod';
import { recipeSchema } from '../../contract/recipe.ts';

/** A name and no address: recipes point to the file; the number is the version of the format. */
const schemaId = 'urn:slipway:schema:recipe-1';

/** The recipe format as JSON Schema (draft 2020-12), of what a person writes: fields with a default may be left out. */
export function recipeJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(recipeSchema, { target: 'draft-2020-12', io: 'input' });
  return { ...schema, $id: schemaId, title: 'Slipway recipe, version 1' };
}
