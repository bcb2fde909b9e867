// Owns: `npm run docs`: writes the documents that are made from code; with --check it only says which are stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cliDoc } from '../electron/cli/reference.ts';
import { errorsDoc } from './make-errors-doc.ts';
import { licencesText } from './make-licences.ts';
import { withRecipeKeys } from './make-recipe-doc.ts';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

const made: readonly { file: string; make: (current: string) => string }[] = [
  { file: 'docs/cli.md', make: () => cliDoc() },
  { file: 'docs/errors.md', make: () => errorsDoc() },
  { file: 'docs/recipe.md', make: withRecipeKeys },
  { file: 'renderer/features/station/about/licences.json', make: () => licencesText(root) },
];

const isCheck = process.argv.includes('--check');
for (const { file, make } of made) {
  const target = path.join(root, file);
  const current = read(target);
  const wanted = make(current);
  if (current === wanted) continue;
  if (isCheck) {
    process.stderr.write(`${file} is not what the code says now.\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(target, wanted);
    process.stdout.write(`${file} written\n`);
  }
}
