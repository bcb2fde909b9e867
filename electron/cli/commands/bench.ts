import * as z from 'zod';
import type { SlipwayClient } from '../../api/connection.ts';
import { untilAborted } from '../../engine/util/until-aborted.ts';
import type { Act, AddCommand } from '../act.ts';
import type { CliContext } from '../context.ts';
import { table } from '../style.ts';

export const addBench: AddCommand = (program, act) => {
  const bench = program
    .command('bench')
    .description('virtual units: of a running station, or served for other programs')
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
    .command('serve')
    .description('virtual units for other programs, such as esptool; no station is involved')
    .option('--units <n>', 'how many', '1')
    .option('--chip <name>', 'which chip', 'esp32c3')
    .option('--as <dialect>', 'rfc2217 (rate and reset lines), tcp (bytes only) or pty (a device node)', 'rfc2217')
    .option('--fast', 'lines and flash without waiting times')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway bench serve\n  slipway bench serve --units 4 --chip esp32s3\n  slipway bench serve --as pty      then: esptool --port /dev/pts/3 --before no_reset flash_id\n\nOver tcp and pty a unit waits in its boot loader, for nothing could reset it.',
    )
    .action(
      act(serveSchema, async (context, input) => {
        await using served = await context.deps.serveVirtualUnits({ ...input, isFast: input.fast });
        context.print({ kind: 'serving', units: served.units }, () =>
          [
            table(
              ['SLOT', 'CHIP', 'MAC', 'PORT'],
              served.units.map(({ slot, chip, mac, at }) => [slot, chip, mac, at]),
              context.paint,
            ),
            'Ctrl-C takes them away.\n',
          ].join(''),
        );
        await untilAborted(context.signal);
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

const serveSchema = z.object({
  units: z.coerce.number().int().min(1).max(64),
  chip: z.string().min(1),
  as: z.enum(['rfc2217', 'tcp', 'pty']),
  fast: z.boolean().default(false),
});

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
