import * as z from 'zod';
import { slotSchema } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { AddCommand } from '../act.ts';
import { table } from '../style.ts';

export const addSlots: AddCommand = (program, act) => {
  const slots = program
    .command('slots')
    .description('the slots of this station: positions on the bench')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway slots list\n  slipway slots set 01=1-1.4 02=1-1.3        USB positions, from `slipway ports`\n  slipway slots set 01=rfc2217:10.0.0.5:4001',
    );
  slots
    .command('list', { isDefault: true })
    .description('list the slots')
    .action(
      act(z.object({}), async (context) => {
        await using connection = await context.connect();
        const rows = await connection.client.slots.list(undefined, { signal: context.signal });
        context.print(rows, () =>
          rows.length === 0
            ? 'No slots yet: every port may be used. Set some with `slipway slots set`.\n'
            : table(
                ['SLOT', 'POSITION'],
                rows.map(({ name, match }) => [name, match]),
                context.paint,
              ),
        );
        return undefined;
      }),
    );
  slots
    .command('set')
    .description('replace all slots; ports that are in none are left alone from then on')
    .argument('<slots...>', 'name=position, where a position is a USB path, a port or its URL')
    .action(
      act(z.object({ slots: z.array(z.string()) }), async (context, input) => {
        await using connection = await context.connect();
        const rows = input.slots.map(parseSlot);
        const answer = await connection.client.slots.set(rows, { signal: context.signal });
        context.print(answer, () => `Slots set: ${rows.map(({ name }) => name).join(', ')}.\n`);
        return undefined;
      }),
    );
};

function parseSlot(text: string) {
  const [, name, match] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const slot = slotSchema.safeParse({ name, match });
  if (slot.success) return slot.data;
  throw new SlipwayError('station/usage', `"${text}" is not a slot: write name=position.`);
}
