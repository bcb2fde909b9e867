import * as z from 'zod';
import { outcomeSchema, runStatusSchema } from '../../contract/job.ts';
import type { AddCommand } from '../act.ts';
import { outcomeColour, seconds, table, when } from '../style.ts';

export const addRuns: AddCommand = (program, act) => {
  const runs = program
    .command('runs')
    .description('list runs, newest first')
    .option('--unit <unitId>', 'only of this unit')
    .option('--status <status>', `only runs that are: ${runStatusSchema.options.join(', ')}`)
    .option('--outcome <outcome>', `only with this outcome: ${outcomeSchema.options.join(', ')}`)
    .option('--limit <n>', 'rows on a page', '50')
    .option('--cursor <cursor>', 'go on after this page')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway runs --outcome FAIL\n  slipway runs cancel <run> --connect http://127.0.0.1:8750',
    )
    .action(
      act(listSchema, async (context, { unit, status, outcome, limit, cursor }) => {
        await using connection = await context.connect();
        const query = { unitId: unit, status, outcome, limit, cursor };
        const page = await connection.client.runs.list(query, { signal: context.signal });
        context.print(page, () => {
          if (page.rows.length === 0) return 'No run matches.\n';
          const rows = page.rows.map((run) => [
            run.outcome ?? run.status,
            run.slot,
            run.serial ?? '-',
            `${run.product} ${run.productVersion}`,
            when(run.startedAtMs),
            run.finishedAtMs === null ? '-' : seconds(run.finishedAtMs - run.startedAtMs),
            run.errorCode ?? '-',
            run.runId,
          ]);
          const more = page.nextCursor === null ? '' : `More: add --cursor ${page.nextCursor}\n`;
          const head = ['OUTCOME', 'SLOT', 'SERIAL', 'PRODUCT', 'STARTED (UTC)', 'TOOK', 'ERROR', 'RUN'];
          return table(head, rows, context.paint, 0) + more;
        });
        return undefined;
      }),
    );
  runs
    .command('cancel')
    .description('stop a run of a running station at its next safe point')
    .argument('<runId>', 'the run')
    .action(
      act(z.object({ runId: z.string() }), async (context, { runId }) => {
        await using connection = await context.connect();
        const answer = await connection.client.runs.cancel({ runId }, { signal: context.signal });
        context.print(answer, () => `${context.paint(outcomeColour('ABORTED'), 'Stopping')} ${runId}.\n`);
        return undefined;
      }),
    );
};

const listSchema = z.object({
  unit: z.string().optional(),
  status: runStatusSchema.optional(),
  outcome: outcomeSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1000),
  cursor: z.string().optional(),
});
