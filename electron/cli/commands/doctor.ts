import * as z from 'zod';
import type { AddCommand } from '../act.ts';
import { exitCodes } from '../exit-codes.ts';

export const addDoctor: AddCommand = (program, act) => {
  program
    .command('doctor')
    .description('what is wrong with this station, and the command that mends it')
    .addHelpText(
      'after',
      '\nExamples:\n  slipway doctor\n  slipway doctor --json > doctor.json\n\nExits with 3 when there is a problem; warnings exit with 0.',
    )
    .action(
      act(z.object({}), async (context) => {
        await using connection = await context.connect();
        const checks = await connection.client.station.doctor(undefined, { signal: context.signal });
        const marks = {
          ok: context.paint('green', '✓ ok     '),
          warning: context.paint('yellow', '! warning'),
          problem: context.paint('red', '✗ problem'),
          'not-applicable': context.paint('dim', '- skipped'),
        };
        context.print(checks, () =>
          checks
            .map(
              ({ state, title, finding, mend }) =>
                `${marks[state]}  ${title}: ${finding}\n${mend === null ? '' : `             → ${mend}\n`}`,
            )
            .join(''),
        );
        return checks.some(({ state }) => state === 'problem') ? exitCodes.ERROR : undefined;
      }),
    );
};
