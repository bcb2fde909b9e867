import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { NewFleet } from '../../contract/library.ts';
import type { AddCommand } from '../act.ts';
import type { CliContext } from '../context.ts';
import { readWholeFile } from '../send-file.ts';
import { table } from '../style.ts';

const tokenLimitBytes = 16 * 1024;

export const addFleets: AddCommand = (program, act) => {
  const fleets = program
    .command('fleets')
    .description('the servers that learn of new units')
    .addHelpText(
      'after',
      `
Examples:
  slipway fleets add acme --url https://hosted.mender.io --fleet-token token.txt
  vault read -field=token acme | slipway fleets add acme --url https://hosted.mender.io --fleet-token -
  slipway fleets add carried --dir /media/stick/enroll
  slipway fleets test acme

The token is sealed in the key store and never shown again. It is no argument, for those are seen by everybody on the
machine; on a terminal it is asked for.`,
    );
  fleets
    .command('list', { isDefault: true })
    .description('list the fleets and what waits for each')
    .action(
      act(z.object({}), async (context) => {
        await using connection = await context.connect();
        const known = await connection.client.fleets.list(undefined, { signal: context.signal });
        context.print(known, () =>
          known.length === 0
            ? 'No fleet is set up.\n'
            : table(
                ['FLEET', 'KIND', 'ADDRESS', 'TOKEN', 'WAITING', 'HELD', 'DELIVERED', 'LAST ERROR'],
                known.map((fleet) => [
                  fleet.name,
                  fleet.kind,
                  fleet.address,
                  fleet.kind === 'file' ? '-' : fleet.hasToken ? 'sealed' : 'MISSING',
                  String(fleet.waiting),
                  String(fleet.held),
                  String(fleet.delivered),
                  fleet.lastError?.code ?? '-',
                ]),
                context.paint,
              ),
        );
        return undefined;
      }),
    );
  fleets
    .command('add')
    .description('add a fleet or change one; what waits for it is tried again')
    .argument('<name>', 'what recipes call it')
    .option('--url <url>', "a Mender server's address, without the API's path")
    .option('--fleet-token <file>', 'file with the access token; - for standard input')
    .option('--dir <dir>', 'instead of a server: a folder that gets a signed file for each unit')
    .action(
      act(addSchema, async (context, input) => {
        await using connection = await context.connect();
        const { signal } = context;
        const known = await connection.client.fleets.list(undefined, { signal });
        const answer = await connection.client.fleets.set(
          await fleetOf(
            context,
            input,
            known.some(({ name, hasToken }) => name === input.name && hasToken),
          ),
          { signal },
        );
        context.print(
          answer,
          () => `Fleet "${input.name}" is set up; try it with \`slipway fleets test ${input.name}\`.\n`,
        );
        return undefined;
      }),
    );
  fleets
    .command('test')
    .description('try whether a fleet can be reached and lets this station in; tells it nothing')
    .argument('<name>', 'the fleet')
    .action(
      act(nameSchema, async (context, { name }) => {
        await using connection = await context.connect();
        const answer = await connection.client.fleets.test({ name }, { signal: context.signal });
        context.print(answer, () => `Fleet "${name}" answers and lets this station in.\n`);
        return undefined;
      }),
    );
  fleets
    .command('remove')
    .description('forget a fleet and its token; what waits for it stays in the outbox')
    .argument('<name>', 'the fleet')
    .action(
      act(nameSchema, async (context, { name }) => {
        await using connection = await context.connect();
        const answer = await connection.client.fleets.remove({ name }, { signal: context.signal });
        context.print(answer, () => `Fleet "${name}" is forgotten.\n`);
        return undefined;
      }),
    );
};

const nameSchema = z.object({ name: z.string() });
const addSchema = z.object({
  name: z.string(),
  url: z.string().optional(),
  fleetToken: z.string().optional(),
  dir: z.string().optional(),
});

async function fleetOf(
  context: CliContext,
  { name, url, fleetToken, dir }: z.infer<typeof addSchema>,
  hasToken: boolean,
): Promise<NewFleet> {
  if (dir !== undefined && url === undefined && fleetToken === undefined)
    return { kind: 'file', name, dir: context.resolve(dir) };
  if (url === undefined || dir !== undefined) {
    throw new SlipwayError('station/usage', 'A fleet has either --url, with its token, or --dir.', {
      action: 'See `slipway fleets --help`.',
    });
  }
  const token = await tokenOf(context, name, fleetToken, hasToken);
  return { kind: 'mender', name, url, ...(token === undefined ? {} : { token }) };
}

/** Undefined where the sealed one is to be kept: the station says when that cannot be. */
async function tokenOf(
  context: CliContext,
  name: string,
  fleetToken: string | undefined,
  hasToken: boolean,
): Promise<string | undefined> {
  if (fleetToken === undefined) {
    const asked = await context.io.askSecret(
      `Access token of "${name}"${hasToken ? ' (Enter keeps the sealed one)' : ''}: `,
    );
    return asked === undefined || asked.trim() === '' ? undefined : asked.trim();
  }
  const text =
    fleetToken === '-'
      ? await context.io.readInput(tokenLimitBytes)
      : (await readWholeFile(context.resolve(fleetToken), tokenLimitBytes)).toString('utf8');
  const token = text.trim();
  if (token !== '') return token;
  throw new SlipwayError('station/usage', 'There is no token in what was given.', {
    action: 'Give the token alone, in a file or on standard input.',
  });
}
