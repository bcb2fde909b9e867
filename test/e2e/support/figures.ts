// Owns: figures that tests measure: kept in out/figures for the note, and shown. A figure never fails a test.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../../support/processes.ts';

export async function keepFigures(name: string, figures: Readonly<Record<string, number>>): Promise<void> {
  const file = path.join(projectRoot, 'out', 'figures', `${name}.json`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`);
  process.stdout.write(`${name}: ${JSON.stringify(figures)}\n`);
}
