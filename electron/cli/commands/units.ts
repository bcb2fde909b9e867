import * as z from 'zod';
import { unitStatusSchema } from '../../contract/records.ts';
import type { AddCommand } from '../act.ts';
import { table, when } from '../style.ts';

export const addUnits: AddCommand = (program, act) => {
  const units = program
    .command('units')
    .description('search units by serial number, MAC, key or id')
    .argument(
      '[text]',
      'what the serial number, MAC, key fingerprint or id begins with; or the last characters, 3 at least, of a serial number or MAC',
    )
    .option('--status <status>', `only units that are: ${unitStatusSchema.options.join(', ')}`)
    .option('--limit <n>', 'rows on a page', '50')
    .option('--cursor <cursor>', 'go on after this page')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway units AC-2647\n  slipway units --status needs-attention\n  slipway units decide <unit> retire --reason "burnt"',
    )
    .action(
      act(searchSchema, async (context, { text, status, limit, cursor }) => {
        await using connection = await context.connect();
        const page = await connection.client.units.search({ text, status, limit, cursor }, { signal: context.signal });
        context.print(page, () => {
          if (page.rows.length === 0) return 'No unit matches.\n';
          const rows = page.rows.map((unit) => [
            unit.status,
            unit.serial ?? '-',
            unit.mac ?? '-',
            unit.chip,
            unit.product === null ? '-' : `${unit.product} ${unit.productVersion ?? ''}`,
            when(unit.updatedAtMs),
            unit.unitId,
          ]);
          const more = page.nextCursor === null ? '' : `More: add --cursor ${page.nextCursor}\n`;
          return (
            table(['STATUS', 'SERIAL', 'MAC', 'CHIP', 'PRODUCT', 'CHANGED (UTC)', 'UNIT'], rows, context.paint, 0) +
            more
          );
        });
        return undefined;
      }),
    );
  units
    .command('decide')
    .description('decide about a unit that needs attention or failed for good')
    .argument('<unitId>', 'the unit, as `slipway units --status needs-attention` lists it')
    .argument('<decision>', 'retry: go on with it; retire: take it out for good')
    .requiredOption('--reason <text>', 'why; goes into the record')
    .action(
      act(decideSchema, async (context, { unitId, decision, reason }) => {
        await using connection = await context.connect();
        const request = { unitId, decision, reason, operator: context.operator };
        const answer = await connection.client.units.decide(request, { signal: context.signal });
        context.print(answer, () => `Recorded: ${decision} ${unitId}.\n`);
        return undefined;
      }),
    );
};

const searchSchema = z.object({
  text: z.string().optional(),
  status: unitStatusSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1000),
  cursor: z.string().optional(),
});

const decideSchema = z.object({ unitId: z.string(), decision: z.enum(['retry', 'retire']), reason: z.string().min(1) });
