import * as z from 'zod';
import type { AddCommand } from '../act.ts';
import { printable, size } from '../style.ts';

export const addIdentify: AddCommand = (program, act) => {
  program
    .command('identify')
    .description('ask the unit on a port who it is; writes nothing')
    .argument('<target>', 'a slot, or a port such as /dev/ttyUSB0 or rfc2217:host:port')
    .option('--family <family>', 'device family', 'esp')
    .addHelpText('after', '\nExamples:\n  slipway identify /dev/ttyUSB0\n  slipway identify 01 --virtual 1')
    .action(
      act(z.object({ target: z.string(), family: z.string() }), async (context, input) => {
        await using connection = await context.connect();
        const found = await connection.client.ports.identify(input, { signal: context.signal });
        const facts: [string, string | undefined][] = [
          ['Chip', [found.chip, found.revision].filter(Boolean).join(' revision ')],
          ['Hardware id', found.hardwareId],
          ['MAC', found.mac],
          ['Flash', found.flashSizeBytes === undefined ? undefined : size(found.flashSizeBytes)],
          ...Object.entries(found.details).map(([name, value]): [string, string] => [name, String(value)]),
        ];
        context.print(found, () =>
          facts
            .flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(18)}${printable(value)}\n`]))
            .join(''),
        );
        return undefined;
      }),
    );
};
