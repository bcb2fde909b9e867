import type { Command } from 'commander';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { Act } from '../act.ts';
import { when } from '../style.ts';

/** What `slipway keys` does with the key store of a station that runs. */
export function addSealing(keys: Command, act: Act): void {
  keys
    .command('state')
    .description('whether the key store of the station is open, and which issuing CAs it has')
    .action(
      act(z.object({}), async (context) => {
        await using connection = await context.connect();
        const state = await connection.client.keys.get(undefined, { signal: context.signal });
        context.print(state, () => {
          const how = state.sealing === 'passphrase' ? 'by a passphrase' : "by the system's keychain";
          const authorities = state.authorities.map(
            ({ name, notAfterMs }) => `CA "${name}", until ${when(notAfterMs)}\n`,
          );
          return `Sealed ${how}; ${state.isLocked ? 'LOCKED' : 'open'}.\n${authorities.join('')}`;
        });
        return undefined;
      }),
    );
  keys
    .command('unlock')
    .description('open the key store of a running station; what waited for its secrets goes on')
    .action(
      act(z.object({}), async (context) => {
        assertRunning(context.isConnected, 'unlock');
        const passphrase = await context.passphrase();
        if (passphrase === undefined || passphrase === '') {
          throw new SlipwayError('secret/locked', 'There is no passphrase, and nobody who could be asked for it.', {
            action: 'Name a file with --passphrase-file, or run it in a terminal.',
          });
        }
        await using connection = await context.connect();
        const answer = await connection.client.keys.unlock({ passphrase }, { signal: context.signal });
        context.print(answer, () => 'The key store is open.\n');
        return undefined;
      }),
    );
  keys
    .command('lock')
    .description('make a running station forget what the passphrase opened')
    .action(
      act(z.object({}), async (context) => {
        assertRunning(context.isConnected, 'lock');
        await using connection = await context.connect();
        const answer = await connection.client.keys.lock(undefined, { signal: context.signal });
        context.print(answer, () => 'The key store is locked.\n');
        return undefined;
      }),
    );
}

/** A station that is opened for one command forgets everything at its end. */
function assertRunning(isConnected: boolean, what: string): void {
  if (isConnected) return;
  throw new SlipwayError('station/usage', `\`keys ${what}\` is about a station that runs, and none is named.`, {
    action: 'Name it with --connect; for one command, --passphrase-file is enough.',
  });
}
