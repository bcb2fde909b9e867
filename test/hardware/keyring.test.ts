// Secrets of a station under a real keyring: sealed by it, open while it is, and closed without it. Run by hand, after
// `npm run test:e2e`: `npx vitest run --project hardware test/hardware/keyring.test.ts`. Not in CI: at times Chromium waits
// for the keyring before it opens its window, as it would for a person.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type AppFolders, createFolders, launchApp } from '../e2e/support/app.ts';
import { connectThrough } from '../e2e/support/engine-client.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { useTempDir } from '../support/temp-dir.ts';
import { hasKeyring, type Keyring, keyringPackages, openKeyring } from './keyring.ts';

const token = `token-${crypto.randomUUID()}`;

/** A station of real units, with no unit at hand. */
async function inApp<T>(
  folders: AppFolders,
  keyring: Keyring | undefined,
  act: (client: Awaited<ReturnType<typeof connectThrough>>['client']) => Promise<T>,
): Promise<T> {
  await using app = await launchApp({
    folders,
    // Without a desktop Chromium does not look for a keyring by itself.
    args: ['--password-store=gnome-libsecret'],
    ...(keyring === undefined ? {} : { env: keyring.env }),
  });
  await using connection = await connectThrough(app.window);
  const { client } = connection;
  // The secrets of a virtual bench are nobody's; those of real units are.
  await client.station.setMode({ mode: 'real' });
  return await act(client);
}

skipUnless(hasKeyring, `there is no keyring: sudo apt-get install ${keyringPackages.join(' ')}`).run(
  'a keyring of the operating system',
  () => {
    test('seals what a station keeps, opens it in the next session, and nothing opens it without', async () => {
      const folder = useTempDir('slipway-keyring-');
      const password = crypto.randomUUID();
      using folders = createFolders();
      {
        await using keyring = await openKeyring(folder, password);
        await inApp(folders, keyring, async (client) => {
          expect(await client.keys.get()).toMatchObject({ sealing: 'os-keychain', isLocked: false });
          await client.keys.createAuthority({
            name: 'factory',
            subject: 'CN=Factory CA',
            keyType: 'ed25519',
            validity: '1y',
          });
          await client.fleets.set({ kind: 'mender', name: 'hosted', url: 'https://127.0.0.1:9', token });
        });
      }
      expect(readFileSync(path.join(folders.dataDir, 'keystore.json'), 'utf8')).not.toContain(token);
      {
        await using keyring = await openKeyring(folder, password);
        await inApp(folders, keyring, async (client) => {
          const { sealing, isLocked, authorities } = await client.keys.get();
          expect({ sealing, isLocked }).toEqual({ sealing: 'os-keychain', isLocked: false });
          expect(authorities.map(({ name }) => name)).toContain('factory');
          // Needs the sealed key of the first session.
          await client.keys.createAuthority({
            name: 'second',
            subject: 'CN=Second CA',
            keyType: 'ed25519',
            validity: '1y',
          });
        });
      }
      await inApp(folders, undefined, async (client) => {
        const refused = client.keys.createAuthority({
          name: 'third',
          subject: 'CN=Third CA',
          keyType: 'ed25519',
          validity: '1y',
        });
        await expect(refused).rejects.toMatchObject({ code: 'secret/locked' });
      });
    });
  },
);
