import * as z from 'zod';
import type { SlipwayClient } from '../../api/connection.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { AddCommand } from '../act.ts';
import type { CliContext } from '../context.ts';
import { exitCodeOf } from '../exit-codes.ts';
import { recipeSourceOf } from '../recipe-source.ts';

export const addProvision: AddCommand = (program, act) => {
  program
    .command('provision')
    .description('provision the units in some slots, all at once')
    .argument('<recipe>', 'recipe.yaml, a *.slipway bundle, or product@version from the library')
    .option('--slot <slots>', 'slots by name, with commas; `all` for every slot with a unit in it')
    .option('--port <port...>', 'ports instead of slots: /dev/ttyUSB0, rfc2217:host:port, tcp:host:port')
    .option('--serial <serial>', 'the serial number read from the label, for one slot')
    .addHelpText(
      'after',
      `
Examples:
  slipway provision recipe.yaml --port /dev/ttyUSB0
  slipway provision product.slipway --slot all
  slipway provision product@1.4.0 --slot 01,02 --operator kim
  slipway provision recipe.yaml --virtual 4 --slot all     on a virtual bench
  slipway provision recipe.yaml --slot all --json          journal events, progress and outcomes as JSON lines

Ctrl-C stops the runs at their next safe point; a second one leaves at once.
The exit code is that of the worst outcome: PASS 0, FAIL 1, TIMEOUT 4, ABORTED 5, ERROR 3.`,
    )
    .action(
      act(schema, async (context, input) => {
        // Progress is drawn by a module of its own, which the other commands need not load.
        const { provisionSlots } = await import('../provisioning.ts');
        await using connection = await context.connect();
        const { client } = connection;
        const source = recipeSourceOf(context, input.recipe);
        const summary = await client.recipes.check(source, { signal: context.signal });
        const targets = await chooseTargets(client, context, input);
        if (input.serial !== undefined && targets.length !== 1) {
          throw new SlipwayError('station/usage', `--serial names one unit, but ${targets.length} slots are chosen.`);
        }
        if (!context.isJson) {
          context.io.out(`${summary.title} (${summary.product} ${summary.version}) in ${targets.join(', ')}\n`);
        }
        const results = await provisionSlots(client, context, {
          source,
          steps: summary.steps,
          slots: targets.map((target) => ({ target, scannedSerial: input.serial })),
        });
        return exitCodeOf(results.map(({ outcome }) => outcome));
      }),
    );
};

const schema = z.object({
  recipe: z.string(),
  slot: z.string().optional(),
  port: z.array(z.string()).optional(),
  serial: z.string().max(128).optional(),
});

async function chooseTargets(
  client: SlipwayClient,
  context: CliContext,
  { slot, port }: z.infer<typeof schema>,
): Promise<readonly string[]> {
  const named = slot === 'all' ? await occupiedSlots(client, context) : splitNames(slot);
  const targets = [...named, ...(port ?? [])];
  if (targets.length === 0) {
    const hint = slot === 'all' ? 'No slot has a unit in it.' : 'No slot is chosen.';
    throw new SlipwayError('station/usage', `${hint} Name them with --slot or --port.`, {
      action: '`slipway ports` lists what is plugged in.',
    });
  }
  if (new Set(targets).size < targets.length) throw new SlipwayError('station/usage', 'A slot is named twice.');
  return targets;
}

async function occupiedSlots(client: SlipwayClient, { signal }: CliContext): Promise<readonly string[]> {
  const ports = await client.ports.list(undefined, { signal });
  return ports.flatMap(({ slot }) => slot ?? []).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

const splitNames = (names: string | undefined): readonly string[] =>
  names === undefined ? [] : names.split(',').flatMap((name) => name.trim() || []);
