// Owns: the OpenAPI document of the HTTP face, generated from the contract. Imports contract only.
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '../contract/api.ts';

/** Generates the document; `version` is the station's. */
export async function createOpenApiDocument(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({
    // `error.code` is checked by a function, which JSON Schema cannot say: it is a string of the error catalogue.
    schemaConverters: [new ZodToJsonSchemaConverter({ unsupportedJsonSchema: { type: 'string' } })],
  });
  return generator.generate(contract, {
    info: {
      title: 'Slipway station',
      version,
      description: 'The station engine over HTTP. Errors carry a code of docs/errors.md in `data.code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The token that `slipway serve` printed.' },
      },
    },
  });
}
