import * as z from 'zod';
import type { SlipwayClient } from '../../api/connection.ts';
import type { Act, AddCommand } from '../act.ts';
import type { CliContext } from '../context.ts';
import { table } from '../style.ts';

export const addBench: AddCommand = (program, act) => {
  const bench = program
    .command('bench')
    .description('the virtual bench of a running station: plug units in and out')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway serve --virtual 4 --port 8750\n  slipway bench list --connect http://127.0.0.1:8750\n  slipway bench unplug 02 --connect http://127.0.0.1:8750',
    );
  bench
    .command('list', { isDefault: true })
    .description('list the virtual units and their tempers')
    .action(
      act(z.object({}), async (context) => {
        await using connection = await context.connect();
        const units = await connection.client.bench.list(undefined, { signal: context.signal });
        context.print(units, () =>
          units.length === 0
            ? 'This station has no virtual bench; start it with --virtual <n>.\n'
            : table(
                ['SLOT', 'CHIP', 'MAC', 'TEMPER', 'PLUGGED', 'PORT'],
                units.map((unit) => [
                  unit.slot,
                  unit.chip,
                  unit.mac,
                  unit.temper,
                  unit.isPlugged ? 'yes' : 'no',
                  unit.portId,
                ]),
                context.paint,
              ),
        );
        return undefined;
      }),
    );
  bench
    .command('plug')
    .description('plug a virtual unit in')
    .argument('<slot>', 'its slot')
    .action(onSlot(act, 'plug'));
  bench
    .command('unplug')
    .description('pull a virtual unit out')
    .argument('<slot>', 'its slot')
    .action(onSlot(act, 'unplug'));
  bench
    .command('temper')
    .description('make a virtual unit misbehave')
    .argument('<slot>', 'its slot')
    .argument('<temper>', 'how; `slipway bench list` shows what units have')
    .action(
      act(z.object({ slot: z.string(), temper: z.string() }), (context, input) =>
        say(
          context,
          (client) => client.bench.setTemper(input, { signal: context.signal }),
          `${input.slot} is ${input.temper} now.`,
        ),
      ),
    );
};

const onSlot = (act: Act, verb: 'plug' | 'unplug') =>
  act(z.object({ slot: z.string() }), (context, input) =>
    say(context, (client) => client.bench[verb](input, { signal: context.signal }), `${input.slot} is ${verb}ged.`),
  );

async function say(
  context: CliContext,
  work: (client: SlipwayClient) => Promise<unknown>,
  words: string,
): Promise<undefined> {
  await using connection = await context.connect();
  const answer = await work(connection.client);
  context.print(answer, () => `${words}\n`);
}
