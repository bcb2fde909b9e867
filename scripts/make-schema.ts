// Writes the JSON Schema of the recipe to resources/schema, for editors. Start reading at recipe/schema.ts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { recipeSchemaText } from '../electron/engine/recipe/schema.ts';

const file = join(import.meta.dirname, '..', 'resources', 'schema', 'recipe-1.schema.json');
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, recipeSchemaText());
console.log(`Written: ${file}`);
