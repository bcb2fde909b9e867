// Owns: small JSON files that are read strictly and written whole. May import contract. Start reading at `createJsonFile`.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { writeFileDurably } from './durable-file.ts';

/** A small settings file of the station: strict, written whole and atomically, absent means `empty`. */
export interface JsonFile<T> {
  read(): Promise<T>;
  write(value: T): Promise<void>;
}

export function createJsonFile<T>(filePath: string, schema: z.ZodType<T>, empty: T): JsonFile<T> {
  return {
    async read() {
      let text: string;
      try {
        text = await readFile(filePath, 'utf8');
      } catch (thrown) {
        if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return empty;
        throw thrown;
      }
      return parseSettings(filePath, schema, text);
    },
    async write(value) {
      await mkdir(path.dirname(filePath), { recursive: true, mode: 0o700 });
      await writeFileDurably(filePath, `${JSON.stringify(value, null, 2)}\n`);
    },
  };
}

function parseSettings<T>(filePath: string, schema: z.ZodType<T>, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw new SlipwayError('wire/invalid-input', say('settings-not-json', { file: filePath }), { cause: thrown });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new SlipwayError(
      'wire/invalid-input',
      say('settings-wrong', { file: filePath, field: issue?.path.join('.') ?? '?', reason: issue?.message ?? '' }),
      {
        context: { file: filePath },
      },
    );
  }
  return parsed.data;
}
