import * as z from 'zod';
import { recipeSchema } from '../../contract/recipe.ts';

/** The recipe format as JSON Schema (draft 2020-12), as editors and `slipway recipe schema` want it. */
export function recipeJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(recipeSchema, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    $id: 'urn:slipway:recipe:1',
    title: 'Slipway recipe, version 1',
    description: 'What to do to a kind of device: images, identity, configuration, boot proof, enrollment.',
    ...schema,
  };
}

/** The text of resources/schema/recipe-1.schema.json. */
export const recipeSchemaText = (): string => `${JSON.stringify(recipeJsonSchema(), null, 2)}\n`;
