import * as z from 'zod';
import type { SlipwayClient } from '../../api/connection.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { RunDetail, UnitDetail } from '../../contract/records.ts';
import type { AddCommand } from '../act.ts';
import type { CliContext } from '../context.ts';
import { outcomeColour, type Paint, printable, seconds, when } from '../style.ts';

export const addShow: AddCommand = (program, act) => {
  program
    .command('show')
    .description('show one unit or one run with everything that is known of it')
    .argument('<id>', 'a unit, its serial number, or a run')
    .option('--console', 'with what the unit printed')
    .addHelpText('after', '\nExamples:\n  slipway show AC-2647-00001\n  slipway show <run> --console')
    .action(
      act(z.object({ id: z.string(), console: z.boolean().default(false) }), async (context, input) => {
        await using connection = await context.connect();
        const found = await find(connection.client, context, input.id);
        if (found.kind === 'run')
          context.print(found.detail, () => runText(found.detail, context.paint, input.console));
        else context.print(found.detail, () => unitText(found.detail, context.paint));
        return undefined;
      }),
    );
};

type Found = { kind: 'run'; detail: RunDetail } | { kind: 'unit'; detail: UnitDetail };

/** An id names a run or a unit; else it is the serial number of exactly one unit. */
async function find(client: SlipwayClient, { signal }: CliContext, id: string): Promise<Found> {
  const detail = await unlessMissing(client.runs.get({ runId: id }, { signal }));
  if (detail) return { kind: 'run', detail };
  const unit = await unlessMissing(client.units.get({ unitId: id }, { signal }));
  if (unit) return { kind: 'unit', detail: unit };
  const { rows } = await client.units.search({ text: id, limit: 2 }, { signal });
  const [only, second] = rows;
  if (only && (second === undefined || only.serial === id)) {
    return { kind: 'unit', detail: await client.units.get({ unitId: only.unitId }, { signal }) };
  }
  const reason = rows.length === 0 ? 'Nothing is known' : 'More than one unit is known';
  throw new SlipwayError('job/not-found', `${reason} by "${id}".`, { context: { id } });
}

async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof SlipwayError && thrown.code === 'job/not-found') return undefined;
    throw thrown;
  }
}

const fact = (name: string, value: string | null): string =>
  value === null ? '' : `${name.padEnd(14)}${printable(value)}\n`;

const outcomeFact = (name: string, outcome: string, paint: Paint): string =>
  `${name.padEnd(14)}${paint(outcomeColour(outcome), outcome)}\n`;

function unitText({ unit, hardware, certificatePem, runs }: UnitDetail, paint: Paint): string {
  return [
    fact('Unit', unit.unitId),
    outcomeFact('Status', unit.status, paint),
    fact('Serial', unit.serial),
    fact('Hardware', unit.hardwareId),
    fact('MAC', unit.mac),
    fact('Chip', [hardware.chip, hardware.revision].filter(Boolean).join(' revision ')),
    fact('Key', unit.keyFingerprint),
    fact('Certificate', certificatePem === null ? null : 'yes; see --json'),
    fact('First seen', when(unit.firstSeenAtMs)),
    `Runs\n`,
    ...runs.map(
      (run) =>
        `  ${(run.outcome ?? run.status).padEnd(8)} ${when(run.startedAtMs)}  slot ${run.slot}  ${run.product} ${run.productVersion}  ${run.errorCode ?? ''}  ${run.runId}\n`,
    ),
  ].join('');
}

function runText(detail: RunDetail, paint: Paint, withConsole: boolean): string {
  const { run, steps, measurements, error } = detail;
  return [
    fact('Run', run.runId),
    outcomeFact('Outcome', run.outcome ?? run.status, paint),
    fact('Unit', run.unitId),
    fact('Serial', run.serial),
    fact('Slot', run.slot),
    fact('Recipe', `${run.product} ${run.productVersion} (${detail.recipe.hash.slice(0, 12)})`),
    fact('Operator', run.operator),
    fact('Started', when(run.startedAtMs)),
    'Steps\n',
    ...steps.map((step) => {
      const took =
        step.startedAtMs !== null && step.finishedAtMs !== null ? seconds(step.finishedAtMs - step.startedAtMs) : '';
      return `  ${step.state.padEnd(8)} ${step.kind.padEnd(12)} ${took.padStart(8)}${step.attempt > 1 ? `  attempt ${step.attempt}` : ''}${step.error ? `  ${printable(step.error.message)}` : ''}\n`;
    }),
    ...(measurements.length === 0 ? [] : ['Measurements\n']),
    ...measurements.map(
      (m) =>
        `  ${m.isWithinLimits ? 'ok      ' : 'outside '} ${m.name} = ${m.value} ${m.unit} (${m.min ?? '−∞'} to ${m.max ?? '∞'})\n`,
    ),
    ...(error === null ? [] : [`Error\n  ${error.code}: ${printable(error.message)}\n  → ${error.action}\n`]),
    ...(withConsole ? ['Console\n', printable(detail.console), '\n'] : []),
  ].join('');
}
