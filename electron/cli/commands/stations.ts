import * as z from 'zod';
import { carriedKindSchema } from '../../contract/carry.ts';
import type { AddCommand } from '../act.ts';
import { readWholeFile } from '../send-file.ts';
import { table } from '../style.ts';

const publicKeyLimitBytes = 4096;

export const addStations: AddCommand = (program, act) => {
  const stations = program
    .command('stations')
    .description('other stations whose carried files this one takes in')
    .addHelpText(
      'after',
      `
Examples:
  slipway keys station > plant.pub                     on the station in the plant
  slipway stations add plant.pub --name "Plant 2" --fleet acme
  slipway stations add office.pub --name Office --accept receipts

Whoever holds the key of a station that is trusted for enrollments can put units into your fleets: get its key another
way than the file, and compare the key id with the people there.`,
    );
  stations
    .command('list', { isDefault: true })
    .description('list the stations, and what each may say')
    .action(
      act(z.object({}), async (context) => {
        await using connection = await context.connect();
        const known = await connection.client.stations.list(undefined, { signal: context.signal });
        context.print(known, () =>
          known.length === 0
            ? 'No station is trusted, so every carried file is refused.\n'
            : table(
                ['STATION', 'ACCEPTED', 'FLEETS', 'KEY'],
                known.map(({ name, accepts, fleets, keyId }) => [
                  name,
                  accepts.join(', '),
                  fleets === null ? 'all' : fleets.join(', '),
                  keyId,
                ]),
                context.paint,
              ),
        );
        return undefined;
      }),
    );
  stations
    .command('add')
    .description('take in carried files of a station; only after you know whose key it is')
    .argument('<publicKey>', 'file with what `slipway keys station` prints there')
    .requiredOption('--name <name>', 'which station it is')
    .option('--accept <kind...>', 'enrollments, receipts, or both; both unless given')
    .option('--fleet <fleet...>', 'the only fleets that it may enroll units into; all unless given')
    .action(
      act(addSchema, async (context, { publicKey, name, accept, fleet }) => {
        await using connection = await context.connect();
        const text = (await readWholeFile(context.resolve(publicKey), publicKeyLimitBytes)).toString('utf8');
        const added = await connection.client.stations.add(
          { publicKey: pemIn(text), name, accepts: accept, fleets: fleet ?? null },
          { signal: context.signal },
        );
        context.print(added, () => `Trusted for ${added.accepts.join(' and ')}: ${added.keyId} (${added.name}).\n`);
        return undefined;
      }),
    );
  stations
    .command('remove')
    .description('take in files of a station no longer')
    .argument('<keyId>', 'as `slipway stations list` shows it')
    .action(
      act(z.object({ keyId: z.string() }), async (context, { keyId }) => {
        await using connection = await context.connect();
        const answer = await connection.client.stations.remove({ keyId }, { signal: context.signal });
        context.print(answer, () => `No longer trusted: ${keyId}.\n`);
        return undefined;
      }),
    );
};

const addSchema = z.object({
  publicKey: z.string(),
  name: z.string().min(1).max(120),
  accept: z
    .array(carriedKindSchema)
    .min(1)
    .default(() => [...carriedKindSchema.options]),
  fleet: z.array(z.string()).min(1).optional(),
});

/** `slipway keys station` prints the key id above the key. */
const pemIn = (text: string): string => /-----BEGIN [\s\S]*-----END [^-]*-----/.exec(text)?.[0] ?? text.trim();
