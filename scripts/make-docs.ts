// Owns: `npm run docs`: writes the documents that are made from code; with --check it only says which are stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cliDoc } from '../electron/cli/reference.ts';
import { errorsDoc } from './make-errors-doc.ts';
import { withRecipeKeys } from './make-recipe-doc.ts';

const docs = path.resolve(import.meta.dirname, '../docs');
const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const made: readonly { file: string; make: (current: string) => string }[] = [
  { file: 'cli.md', make: () => cliDoc() },
  { file: 'errors.md', make: () => errorsDoc() },
  { file: 'recipe.md', make: withRecipeKeys },
];

const isCheck = process.argv.includes('--check');
for (const { file, make } of made) {
  const target = path.join(docs, file);
  const current = read(target);
  const wanted = make(current);
  if (current === wanted) continue;
  if (isCheck) {
    process.stderr.write(`docs/${file} is not what the code says now.\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(target, wanted);
    process.stdout.write(`docs/${file} written\n`);
  }
}
