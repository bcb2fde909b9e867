import { once } from 'node:events';
import { closeSync, createWriteStream, existsSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import { type UnitRecord, unitRecordSchema, unitStatusSchema } from '../../contract/records.ts';
import type { AddCommand } from '../act.ts';
import type { CliContext } from '../context.ts';
import { csvLine } from '../csv.ts';
import { exitCodes } from '../exit-codes.ts';

export const addExport: AddCommand = (program, act) => {
  program
    .command('export')
    .description('write unit records as CSV or JSON lines')
    .option('--format <format>', 'csv or json', 'csv')
    .option('--out <file>', 'a file instead of standard output')
    .option('--status <status>', `only units that are: ${unitStatusSchema.options.join(', ')}`)
    .option('--text <text>', 'only units whose serial number, MAC, key or id begins so')
    .option('--salvage', 'instead: every event that a damaged journal still has, as JSON lines')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway export --out units.csv\n  slipway export --format json --status passed | jq .serial\n  slipway export --salvage --out events.jsonl     after journal/damaged; changes nothing\n\nCSV is RFC 4180; cells that a spreadsheet would run as a formula get a leading apostrophe.',
    )
    .action(
      act(schema, async (context, { format, out, status, text, salvage }) => {
        if (salvage) return salvageJournal(context, out);
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
  salvage: z.boolean().default(false),
});

/** No station is opened: it would refuse the journal. */
async function salvageJournal(context: CliContext, out: string | undefined): Promise<number | undefined> {
  const journalFile = path.join(context.dataDir, 'journal.db');
  if (!existsSync(journalFile)) {
    throw new SlipwayError('station/usage', `There is no journal at ${journalFile}.`, {
      context: { file: journalFile },
      action: 'Name the data directory of the station: --data-dir.',
    });
  }
  const file = out === undefined ? undefined : openSync(context.resolve(out), 'w', 0o600);
  try {
    const write = (line: string) => (file === undefined ? context.io.out(line) : void writeSync(file, line));
    const { readable, unreadable } = await context.deps.salvage(journalFile, write);
    context.io.err(`${readable} events written; ${unreadable} before the last of them cannot be read.\n`);
    return readable === 0 ? exitCodes.ERROR : undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

const columns = unitRecordSchema.keyof().options;
const toCsv = (unit: UnitRecord): string => csvLine(columns.map((name) => unit[name]));
const toJson = (unit: UnitRecord): string => `${JSON.stringify(unit)}\n`;
