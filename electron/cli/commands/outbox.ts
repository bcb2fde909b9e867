import * as z from 'zod';
import type { AddCommand } from '../act.ts';
import { exitCodes } from '../exit-codes.ts';
import { table, when } from '../style.ts';
import { addCarrying } from './carry.ts';

export const addOutbox: AddCommand = (program, act) => {
  const outbox = program
    .command('outbox')
    .description('what fleets must still be told')
    .addHelpText(
      'after',
      `
Examples:
  slipway outbox list --state held
  slipway outbox retry
  slipway outbox export /media/stick/waiting.enroll.json      on the station that has no way to the fleet
  slipway outbox deliver /media/stick/waiting.enroll.json     where there is one: delivers, writes waiting.receipt.json
  slipway outbox receipt /media/stick/waiting.receipt.json    back on the first: nothing of it waits any more

Each station must trust the other one's key: \`slipway stations --help\`. Delivering a file again does no harm.`,
    );
  outbox
    .command('list', { isDefault: true })
    .description('list what waits, is held, or was delivered')
    .option('--state <state>', 'waiting, held or delivered')
    .option('--limit <n>', 'rows on a page', '50')
    .option('--cursor <cursor>', 'go on after this page')
    .action(
      act(listSchema, async (context, query) => {
        await using connection = await context.connect();
        const page = await connection.client.outbox.list(query, { signal: context.signal });
        context.print(page, () => {
          if (page.rows.length === 0) return 'Nothing is in the outbox.\n';
          const rows = page.rows.map((entry) => [
            entry.state,
            entry.fleet,
            entry.topic,
            String(entry.attempts),
            when(entry.nextAttemptAtMs),
            entry.lastError?.code ?? '-',
            entry.entryId,
          ]);
          const more = page.nextCursor === null ? '' : `More: add --cursor ${page.nextCursor}\n`;
          return (
            table(['STATE', 'FLEET', 'TOPIC', 'TRIES', 'NEXT (UTC)', 'LAST ERROR', 'ENTRY'], rows, context.paint) + more
          );
        });
        return undefined;
      }),
    );
  outbox
    .command('retry')
    .description('try again now: one entry, or all that wait')
    .argument('[entryId]', 'the entry; also one that is held')
    .action(
      act(z.object({ entryId: z.string().optional() }), async (context, { entryId }) => {
        await using connection = await context.connect();
        const counts = await connection.client.outbox.retry({ entryId }, { signal: context.signal });
        context.print(counts, () => `${counts.delivered} delivered, ${counts.waiting} waiting, ${counts.held} held.\n`);
        return counts.held > 0 || counts.waiting > 0 ? exitCodes.ERROR : undefined;
      }),
    );
  addCarrying(outbox, act);
};

const listSchema = z.object({
  state: z.enum(['waiting', 'held', 'delivered']).optional(),
  limit: z.coerce.number().int().min(1).max(1000),
  cursor: z.string().optional(),
});
