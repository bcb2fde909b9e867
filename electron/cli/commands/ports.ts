import * as z from 'zod';
import type { AddCommand } from '../act.ts';
import { table } from '../style.ts';

export const addPorts: AddCommand = (program, act) => {
  program
    .command('ports')
    .description('list the ports that are there, their slots and who holds them')
    .addHelpText('after', '\nExamples:\n  slipway ports\n  slipway ports --virtual 4\n  slipway ports --json')
    .action(
      act(z.object({}), async (context) => {
        await using connection = await context.connect();
        const ports = await connection.client.ports.list(undefined, { signal: context.signal });
        context.print(ports, () => {
          if (ports.length === 0) return 'No port is there. Plug a unit in, or run `slipway doctor`.\n';
          const rows = ports.map(({ port, slot, heldBy }) => [
            slot ?? '-',
            port.id,
            port.topology ?? '-',
            [port.manufacturer, port.product].filter(Boolean).join(' ') || '-',
            heldBy ?? 'free',
          ]);
          return table(['SLOT', 'PORT', 'POSITION', 'DEVICE', 'HELD BY'], rows, context.paint);
        });
        return undefined;
      }),
    );
};
