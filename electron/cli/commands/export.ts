import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import * as z from 'zod';
import { type UnitRecord, unitRecordSchema, unitStatusSchema } from '../../contract/records.ts';
import type { AddCommand } from '../act.ts';
import { csvLine } from '../csv.ts';

export const addExport: AddCommand = (program, act) => {
  program
    .command('export')
    .description('write unit records as CSV or JSON lines')
    .option('--format <format>', 'csv or json', 'csv')
    .option('--out <file>', 'a file instead of standard output')
    .option('--status <status>', `only units that are: ${unitStatusSchema.options.join(', ')}`)
    .option('--text <text>', 'only units whose serial number, MAC, key or id begins so')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway export --out units.csv\n  slipway export --format json --status passed | jq .serial\n\nCSV is RFC 4180; cells that a spreadsheet would run as a formula get a leading apostrophe.',
    )
    .action(
      act(schema, async (context, { format, out, status, text }) => {
        await using connection = await context.connect();
        const file = out === undefined ? undefined : createWriteStream(context.resolve(out), { mode: 0o600 });
        const write = async (chunk: string) => {
          if (file === undefined) {
            context.io.out(chunk);
            await context.io.drained();
          } else if (!file.write(chunk)) await once(file, 'drain');
        };
        if (format === 'csv') await write(csvLine(columns));
        let count = 0;
        for await (const page of await connection.client.units.export({ status, text }, { signal: context.signal })) {
          count += page.length;
          await write(page.map(format === 'csv' ? toCsv : toJson).join(''));
        }
        context.signal.throwIfAborted();
        if (file !== undefined) {
          file.end();
          await finished(file);
          context.io.err(`${count} units written to ${out}.\n`);
        }
        return undefined;
      }),
    );
};

const schema = z.object({
  format: z.enum(['csv', 'json']),
  out: z.string().optional(),
  status: unitStatusSchema.optional(),
  text: z.string().max(200).optional(),
});

const columns = unitRecordSchema.keyof().options;
const toCsv = (unit: UnitRecord): string => csvLine(columns.map((name) => unit[name]));
const toJson = (unit: UnitRecord): string => `${JSON.stringify(unit)}\n`;
