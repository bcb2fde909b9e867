// Owns: the command line: its commands, the options that all share, and what a failure looks like.
// May import contract, api and the engine's interface; commands load what is heavy only when they run.
// Start reading at `runCli`; each command is one file in commands/.
import { Command, CommanderError } from 'commander';
import { SlipwayError, toSlipwayError } from '../contract/errors.ts';
import { type Act, type AddCommand, readInput } from './act.ts';
import { addBench } from './commands/bench.ts';
import { addBundle } from './commands/bundle.ts';
import { addCompletion } from './commands/completion.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addFleets } from './commands/fleets.ts';
import { addIdentify } from './commands/identify.ts';
import { addKeys } from './commands/keys.ts';
import { addOutbox } from './commands/outbox.ts';
import { addPorts } from './commands/ports.ts';
import { addProvision } from './commands/provision.ts';
import { addRecipe } from './commands/recipe.ts';
import { addRuns } from './commands/runs.ts';
import { addServe } from './commands/serve.ts';
import { addShow } from './commands/show.ts';
import { addSlots } from './commands/slots.ts';
import { addStations } from './commands/stations.ts';
import { addUnits } from './commands/units.ts';
import { type CliDeps, createContext } from './context.ts';
import { exitCodeOfError, exitCodes } from './exit-codes.ts';
import { createPaint } from './style.ts';

/** In the order in which `--help` lists them: first what a newcomer needs. */
const commands: readonly AddCommand[] = [
  addDemo,
  addProvision,
  addPorts,
  addIdentify,
  addUnits,
  addRuns,
  addShow,
  addExport,
  addOutbox,
  addFleets,
  addStations,
  addRecipe,
  addBundle,
  addKeys,
  addSlots,
  addBench,
  addServe,
  addDoctor,
  addCompletion,
];

/** The tree of commands. `act` is a dependency, so that docs and completion can look at the tree without running it. */
export function createProgram(version: string, act: Act): Command {
  const program = new Command('slipway')
    .description('Provisions devices: flash, prove the boot, give an identity, enroll, record.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command, with examples')
    .option('--data-dir <dir>', 'where the station keeps everything (env SLIPWAY_DATA_DIR)')
    .option('--json', 'one JSON record per line, for programs')
    .option('--verbose', 'say on standard error what the engine does')
    .option('--no-color', 'no colours (also env NO_COLOR)')
    .option('--operator <name>', 'who is working, for the records (env SLIPWAY_OPERATOR)')
    .option('--passphrase-file <file>', 'file with the passphrase of the station (env SLIPWAY_PASSPHRASE_FILE)')
    .option('--virtual <n>', 'work on a virtual bench of n units, with records of its own, instead of real ports')
    .option('--connect <url>', 'use the station that `slipway serve` runs at this address')
    .option('--token-file <file>', 'file with the token for --connect (env SLIPWAY_TOKEN)')
    .showSuggestionAfterError()
    .addHelpText('after', help);
  for (const add of commands) add(program, act);
  return program;
}

const help = `
First steps:
  slipway demo                                   provision a virtual bench; touches no hardware
  slipway doctor                                 what is wrong with this computer, and what mends it
  slipway ports                                  what is plugged in
  slipway recipe check recipe.yaml               what a recipe will do, before it does it
  slipway provision recipe.yaml --port /dev/ttyUSB0
  slipway units AC-26                            find units by serial number, MAC, key or id

Exit codes: 0 PASS, 1 FAIL (unit bad), 2 usage, 3 ERROR (station bad), 4 TIMEOUT, 5 ABORTED.
Every error has a code; docs/errors.md says what each means and what to do.`;

/** Runs one command line and returns its exit code. */
export async function runCli(deps: CliDeps, args: readonly string[]): Promise<number> {
  const { io } = deps;
  const interrupted = new AbortController();
  const stopListening = io.onInterrupt(() => {
    if (interrupted.signal.aborted) io.exit(exitCodes.ABORTED);
    interrupted.abort(new SlipwayError('job/aborted', 'Ctrl-C was pressed.'));
  });
  let exitCode: number = exitCodes.PASS;
  const act: Act = (schema, work) =>
    async function (this: Command) {
      const context = createContext(deps, this, interrupted.signal);
      exitCode = (await work(context, readInput(this, schema))) ?? exitCodes.PASS;
    };
  try {
    const program = createProgram(deps.version, act);
    forEachCommand(program, (command) =>
      command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err, getOutHelpWidth: () => io.columns }),
    );
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    // commander has already said what is wrong (or printed the help that was asked for).
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.PASS : exitCodes.usage;
    const error = toSlipwayError(thrown);
    reportError(deps, error, args.includes('--json'));
    return exitCodeOfError(error);
  } finally {
    stopListening();
  }
}

export function forEachCommand(command: Command, visit: (command: Command) => void): void {
  visit(command);
  for (const child of command.commands) forEachCommand(child, visit);
}

function reportError({ io }: CliDeps, error: SlipwayError, isJson: boolean): void {
  if (isJson) {
    io.out(`${JSON.stringify({ kind: 'error', error: error.toReport() })}\n`);
    return;
  }
  const paint = createPaint(io.isTerminal && !io.env.NO_COLOR);
  io.err(
    `${paint('red', `✗ ${error.entry.title}`)} ${paint('dim', `[${error.code}]`)}\n  ${error.message}\n  → ${error.action}\n`,
  );
  if (error.code === 'station/internal' && error.cause instanceof Error) io.err(`${error.cause.stack}\n`);
}
