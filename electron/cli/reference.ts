// Owns: docs/cli.md as text, made from the tree of commands. Imports siblings; scripts/make-docs.ts writes it.
import type { Command } from 'commander';
import { createProgram } from './program.ts';

/** docs/cli.md, whole. */
export function cliDoc(): string {
  const program = createProgram('0.0.0', () => async () => undefined);
  return [
    '# Command line',
    '<!-- Made by scripts/make-docs.ts from electron/cli/commands: change those, then `npm run docs`. -->',
    'In a checkout, `npm run slipway -- <command>` runs it. Every command is a client of the contract: it opens the station of its data directory for itself, or uses the one that `slipway serve` runs when `--connect` names it.',
    '## Exit codes',
    table(
      ['code', 'meaning'],
      [
        ['0', 'PASS, or the command did what it was asked'],
        ['1', 'FAIL: a unit is bad'],
        ['2', 'the command line was not understood; nothing was done'],
        ['3', 'ERROR: the station or its input is bad'],
        ['4', 'TIMEOUT'],
        ['5', 'ABORTED: stopped by a person, or interrupted'],
      ],
    ),
    'Of several slots the worst counts, in this order: PASS, FAIL, TIMEOUT, ABORTED, ERROR. An error that is no outcome of a run exits as its row in [errors.md](errors.md) counts.',
    '## Options of every command',
    optionTable(program),
    'Output is plain when it does not go to a terminal, and without colour when `NO_COLOR` is set. With `--json` standard output carries one JSON record per line and nothing else; a failure is `{"kind":"error","error":{"code":…}}`. `provision --json` prints journal events, progress and one `{"kind":"outcome"}` per slot.',
    '## Commands',
    ...program.commands.map((command) => commandText(command, 'slipway')),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function commandText(command: Command, parent: string): string {
  const name = `${parent} ${command.name()}`;
  const usage = [name, ...command.registeredArguments.map(argumentText)].join(' ');
  const words = command.registeredArguments.map((argument) => [`\`${argumentText(argument)}\``, argument.description]);
  const own = command.options.length === 0 ? [] : [optionTable(command)];
  const examples = examplesOf(command);
  return [
    `${parent === 'slipway' ? '###' : '####'} \`${usage}\``,
    sentence(command.description()),
    ...(words.length === 0 ? [] : [table(['argument', ''], words)]),
    ...own,
    ...(examples === '' ? [] : [`\`\`\`text\n${examples}\n\`\`\``]),
    ...command.commands.map((child) => commandText(child, name)),
  ].join('\n\n');
}

const argumentText = (argument: Command['registeredArguments'][number]): string => {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
};

function optionTable(command: Command): string {
  const rows = command.options.map((option) => {
    const given: unknown = option.defaultValue;
    const preset = typeof given === 'string' ? `; \`${given}\` unless given` : '';
    return [`\`${option.flags}\``, `${option.description}${option.mandatory ? '; required' : ''}${preset}`];
  });
  return table(['option', ''], rows);
}

/** What `addHelpText` added: commander shows it only in the full help. */
function examplesOf(command: Command): string {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  const start = help.indexOf('Examples:');
  return start < 0
    ? ''
    : help
        .slice(start + 'Examples:'.length)
        .replace(/^\n/, '')
        .replace(/^ {2}/gm, '')
        .trimEnd();
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
