import { Argument, type Command } from 'commander';
import * as z from 'zod';
import type { AddCommand } from '../act.ts';
import { completionScript, shells } from '../completion.ts';

export const addCompletion: AddCommand = (program, act) => {
  program
    .command('completion')
    .description('print the completion script of a shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(shells))
    .addHelpText(
      'after',
      '\nExamples:\n  slipway completion bash > ~/.local/share/bash-completion/completions/slipway\n  slipway completion zsh > ~/.zfunc/_slipway\n  slipway completion fish > ~/.config/fish/completions/slipway.fish',
    )
    .action(
      act(z.object({ shell: z.enum(shells) }), async (context, { shell }) => {
        context.io.out(completionScript(shell, describeTree(program)));
        return undefined;
      }),
    );
};

/** The tree as data: the path of each command, with what can follow it. */
function describeTree(program: Command) {
  const nodes: { path: readonly string[]; words: { word: string; help: string }[] }[] = [];
  const shared = optionWords(program);
  const visit = (command: Command, path: readonly string[]) => {
    const children = command.commands.map((child) => ({ word: child.name(), help: child.description() }));
    const own = command === program ? [] : optionWords(command);
    nodes.push({ path, words: [...children, ...own, ...shared, { word: '--help', help: 'explain a command' }] });
    for (const child of command.commands) visit(child, [...path, child.name()]);
  };
  visit(program, []);
  return nodes;
}

const optionWords = (command: Command) =>
  command.options.flatMap(({ long, description }) => (long ? [{ word: long, help: description }] : []));
