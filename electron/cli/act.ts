// Owns: how a command's words become its input. Imports contract and siblings. Start reading at `Act`.
import type { Command } from 'commander';
import type * as z from 'zod';
import { SlipwayError } from '../contract/errors.ts';
import type { CliContext } from './context.ts';

/**
 * Turns a command's work into an action of commander. The input is its named arguments and options, parsed by the
 * schema. What the work returns is the exit code; nothing means 0.
 */
export type Act = <Schema extends z.ZodType>(
  schema: Schema,
  work: (context: CliContext, input: z.infer<Schema>) => Promise<number | undefined>,
) => (this: Command) => Promise<void>;

/** Adds one command, or a family of them, to the tree. */
export type AddCommand = (program: Command, act: Act) => void;

/** Throws station/usage that names the argument or option which is wrong. */
export function readInput<Schema extends z.ZodType>(command: Command, schema: Schema): z.infer<Schema> {
  const named = command.registeredArguments.map((argument, index) => [argument.name(), command.processedArgs[index]]);
  const parsed = schema.safeParse({ ...command.opts(), ...Object.fromEntries(named) });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? 'input');
  throw new SlipwayError(
    'station/usage',
    `${command.name()}: "${name}" is not valid: ${issue?.message ?? 'unknown'}.`,
    {
      context: { option: name },
      action: `See \`slipway ${command.name()} --help\`.`,
    },
  );
}
