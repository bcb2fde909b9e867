import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { SlipwayClient } from '../../api/connection.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { AddCommand } from '../act.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import type { SlotResult } from '../provisioning.ts';
import { table } from '../style.ts';

/** Units that must pass, and one that must fail. */
const demoUnits = 5;

export const addDemo: AddCommand = (program, act) => {
  program
    .command('demo')
    .description('provision a virtual bench: four good units and one bad one; touches no hardware')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway demo\n  slipway demo --data-dir ./demo    keeps the records there\n\nExits with 0 if and only if every good unit passed and the bad one failed.',
    )
    .action(
      act(z.object({}), async (context) => {
        const { provisionSlots } = await import('../provisioning.ts');
        const dataDir = await demoDataDir(context);
        await using connection = await context.connect({
          dataDir,
          virtualUnits: demoUnits,
          passphrase: async () => 'virtual bench',
        });
        const { client } = connection;
        const { good, bad } = await prepareBench(client, context);
        const recipeFile = await context.deps.prepareDemoRecipe(dataDir);
        const summary = await client.recipes.check({ recipeFile }, { signal: context.signal });
        context.print({ kind: 'demo', dataDir, recipeFile, good, bad }, () =>
          [
            `${context.paint('bold', 'Slipway demo')}: ${good.length + 1} virtual units in parallel, no hardware touched.\n`,
            `${summary.title} (${summary.product} ${summary.version}). It will:\n`,
            ...summary.sentences.map((sentence) => `  • ${sentence}\n`),
            `Slot ${bad} has a unit that is made to fail.\n\n`,
          ].join(''),
        );
        const results = await provisionSlots(client, context, {
          source: { recipeFile },
          steps: summary.steps,
          slots: [...good, bad].map((target) => ({ target })),
        });
        await tell(client, context, dataDir);
        return judge(context, results, bad);
      }),
    );
};

async function demoDataDir(context: CliContext): Promise<string> {
  return context.isDataDirGiven ? context.dataDir : await mkdtemp(path.join(tmpdir(), 'slipway-demo-'));
}

async function prepareBench(
  client: SlipwayClient,
  { deps, signal }: CliContext,
): Promise<{ good: string[]; bad: string }> {
  const slots = (await client.bench.list(undefined, { signal })).map(({ slot }) => slot).slice(0, demoUnits);
  const bad = slots.at(-1);
  if (bad === undefined || slots.length < demoUnits) {
    throw new SlipwayError('station/internal', `The virtual bench has ${slots.length} units instead of ${demoUnits}.`);
  }
  const good = slots.slice(0, -1);
  for (const slot of good) await client.bench.setTemper({ slot, temper: 'good' }, { signal });
  await client.bench.setTemper({ slot: bad, temper: deps.demoFailTemper }, { signal });
  return { good, bad };
}

/** What is on record now, and where. */
async function tell(client: SlipwayClient, context: CliContext, dataDir: string): Promise<void> {
  const { rows: runs } = await client.runs.list({ limit: demoUnits });
  const { rows: entries } = await client.outbox.list({ limit: demoUnits });
  context.print({ kind: 'records', runs, outbox: entries, dataDir }, () => {
    const rows = runs
      .toSorted((a, b) => a.slot.localeCompare(b.slot))
      .map((run) => [run.slot, run.outcome ?? run.status, run.serial ?? '-', run.errorCode ?? '-', run.runId]);
    return [
      '\nThe records:\n',
      table(['SLOT', 'OUTCOME', 'SERIAL', 'ERROR', 'RUN'], rows, context.paint, 1),
      `\nThe outbox: ${entries.length} messages for the fleet, ${entries.filter(({ state }) => state === 'delivered').length} delivered so far; the others wait for their turn.\n`,
      `The data: ${dataDir}\n\nLook further:\n`,
      `  slipway units --data-dir ${dataDir}\n`,
      `  slipway show ${runs.find(({ outcome }) => outcome === 'FAIL')?.runId ?? '<run>'} --console --data-dir ${dataDir}\n`,
    ].join('');
  });
}

function judge(context: CliContext, results: readonly SlotResult[], bad: string): number {
  const surprises = results.filter(({ target, outcome }) => outcome !== (target === bad ? 'FAIL' : 'PASS'));
  const isAsPlanned = surprises.length === 0;
  context.print({ kind: 'verdict', isAsPlanned, surprises }, () =>
    isAsPlanned
      ? `\n${context.paint('green', '✓')} ${results.length - 1} units passed, and the bad one failed honestly.\n`
      : `\n${context.paint('red', '✗')} Not as planned: ${surprises.map(({ target, outcome }) => `slot ${target} ended as ${outcome}`).join(', ')}.\n`,
  );
  return isAsPlanned ? exitCodes.PASS : exitCodes.ERROR;
}
