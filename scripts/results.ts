// Owns: docs/results.md, where every long command writes what it measured, with the command, the commit and the machine.
// Imports Node only. Start reading at `recordResult`.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';

/** One measured figure; `detail` says how: medians, counts, seeds. */
export interface ResultRow {
  readonly figure: string;
  readonly value: string;
  readonly detail?: string;
}

export interface ResultOptions {
  /** What a reader types to measure it again. */
  readonly command: string;
  /** Sentences above the table. */
  readonly note?: string;
  /** Another file, for tests. */
  readonly file?: string;
}

const head = `# Results

Figures that a command of this repository measured; each section names the command, the commit and the machine. Run the command to measure again: it replaces its section.
`;

/** Replaces the section of that title in docs/results.md; other sections stay as they are. */
export function recordResult(section: string, rows: readonly ResultRow[], options: ResultOptions): void {
  const file = options.file ?? path.resolve(import.meta.dirname, '../docs/results.md');
  const current = existsSync(file) ? readFileSync(file, 'utf8') : head;
  const sections = current.split(/^(?=## )/m);
  const text = renderSection(section, rows, options);
  const index = sections.findIndex((candidate) => candidate.startsWith(`## ${section}\n`));
  if (index >= 0) sections[index] = text;
  else sections.push(text);
  writeFileSync(file, `${sections.map((part) => part.trimEnd()).join('\n\n')}\n`);
}

function renderSection(section: string, rows: readonly ResultRow[], options: ResultOptions): string {
  const table = rows.map((row) => `| ${cell(row.figure)} | ${cell(row.value)} | ${cell(row.detail ?? '')} |`);
  return [
    `## ${section}`,
    '',
    ...(options.note ? [options.note, ''] : []),
    `\`${options.command}\` at ${commit()}, ${new Date().toISOString().slice(0, 10)}, on ${machine()}.`,
    '',
    '| figure | value | how |',
    '|---|---|---|',
    ...table,
    '',
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The commit measured; `+` when files differ from it, `docs/results.md` itself aside. */
function commit(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', cwd: import.meta.dirname }).trim();
    const isChanged = git('status', '--porcelain', '--', ':/', ':(top,exclude)docs/results.md') !== '';
    return `commit ${git('rev-parse', '--short', 'HEAD')}${isChanged ? '+' : ''}`;
  } catch {
    return 'an unknown commit (no git here)';
  }
}

/** Cores, memory, processor, system and Node, as a sentence's part. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() || process.arch;
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${model}), ${memoryGiB} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}
