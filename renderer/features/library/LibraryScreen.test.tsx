// The library as people use it, on a real engine: bundles that come in, are refused, and depend on whom they trust.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { configure, screen, waitFor, within } from '@testing-library/react';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBundleBench } from '../../../test/support/signed-bundle.ts';
import { renderStation } from '../../test-support/render-station.tsx';
import { LibraryScreen } from './LibraryScreen.tsx';

// Each step asks a real engine in another process, on a machine that has other work too.
beforeAll(() => configure({ asyncUtilTimeout: 10_000 }));
const bench = createBundleBench();
afterAll(() => bench[Symbol.dispose]());

const fileOf = async (source: string, change?: (bytes: Uint8Array) => void): Promise<File> => {
  const bytes = new Uint8Array(await readFile(source));
  change?.(bytes);
  return new File([bytes], path.basename(source), { type: 'application/zip' });
};
const publicKey = async (name: string) => {
  await bench.key(name);
  return readFile(bench.inFolder(`${name}.key.pub`), 'utf8');
};

/** The one notice of a refusal; the hidden region that speaks has the same role. */
async function refusal(): Promise<HTMLElement> {
  const notice = (await screen.findByText(/was refused/)).closest<HTMLElement>('[role="alert"]');
  if (notice === null) throw new Error('a refusal is no alert');
  return notice;
}

async function openLibrary() {
  const station = await renderStation({ ui: <LibraryScreen /> });
  await screen.findByText('No bundles yet');
  const input = document.querySelector<HTMLInputElement>('input[type="file"][accept=".slipway"]');
  if (input === null) throw new Error('there is nowhere to put a file');
  return { ...station, bring: (file: File) => station.user.upload(input, file) };
}

describe('a bundle that somebody trusted signed', () => {
  test('is verified, explained and ready for the line', async () => {
    const { client, bring } = await openLibrary();
    await client.trust.add({ publicKey: await publicKey('release'), name: 'ACME release' });
    await bring(await fileOf(await bench.bundle()));

    expect(await screen.findByText('Widget (widget 1.2.0) was verified and is in the library')).toBeDefined();
    const card = await screen.findByRole('article', { name: 'Widget' });
    expect(within(card).getByText('Signed by ACME release')).toBeDefined();
    expect(within(card).getByText('Takes only a unit with ESP32-C3.')).toBeDefined();
    expect(within(card).getByText(/Writes app \(4\.9.KiB\) to address 0x10000/)).toBeDefined();
    expect(within(card).getByText(/1 image/)).toBeDefined();
  });

  test('sets the line up for whoever works here', async () => {
    const { client, bring, user } = await openLibrary();
    await client.trust.add({ publicKey: await publicKey('release'), name: 'ACME release' });
    await bring(await fileOf(await bench.bundle()));
    const card = await screen.findByRole('article', { name: 'Widget' });
    await user.click(within(card).getByRole('button', { name: 'Use on the line' }));
    await user.type(await screen.findByRole('textbox', { name: /Operator/ }), 'Ida');
    await user.click(screen.getByRole('button', { name: 'Set the line up' }));
    await waitFor(async () => {
      expect((await client.line.get()).setup).toMatchObject({ source: { bundle: 'widget@1.2.0' }, operator: 'Ida' });
    });
    expect(await within(card).findByText('On the line')).toBeDefined();
  });
});

describe('a bundle that must not be used', () => {
  test('from a stranger stays in sight with its reason until it is dismissed', async () => {
    const { client, bring, user } = await openLibrary();
    await bring(await fileOf(await bench.bundle()));
    const notice = await refusal();
    expect(notice.textContent).toContain('was refused: Bundle signed by a stranger');
    expect(notice.textContent).toContain('Nothing of it was kept.');
    expect(await client.recipes.shelf()).toEqual([]);

    await user.click(within(notice).getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(screen.queryByText(/was refused/)).toBeNull());
  });

  test('with one byte changed is refused as altered, though its signer is trusted', async () => {
    const { client, bring } = await openLibrary();
    await client.trust.add({ publicKey: await publicKey('release'), name: 'ACME release' });
    const bundle = await bench.bundle({ app: crypto.getRandomValues(new Uint8Array(40_000)) });
    // In the middle of the file are the bytes of the image, which do not compress.
    await bring(await fileOf(bundle, (bytes) => bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 8)));
    const notice = await refusal();
    expect(notice.textContent).toMatch(/was refused: Bundle (?:was altered|is damaged|archive)/i);
    expect(await client.recipes.shelf()).toEqual([]);
  });

  test('that is no bundle at all is refused by its content, whatever its name', async () => {
    const { bring } = await openLibrary();
    await bring(new File(['hello'], 'letter.slipway'));
    expect((await refusal()).textContent).toContain('letter.slipway was refused: Not a bundle');
  });
});

describe('trust', () => {
  test('is given after the fingerprint was compared, and then the same file is accepted', async () => {
    const { bring, user } = await openLibrary();
    const bundle = await bench.bundle();
    await bring(await fileOf(bundle));
    const notice = await refusal();
    await user.click(within(notice).getByRole('button', { name: 'Trust a key…' }));

    const dialog = await screen.findByRole('dialog', { name: 'Trust a key' });
    await user.click(within(dialog).getByRole('textbox', { name: 'Public key' }));
    await user.paste(await publicKey('release'));
    const fingerprint = await within(dialog).findByRole('list', { name: 'Fingerprint' });
    expect(fingerprint.textContent).toBe((await bench.key('release')).keyId);
    await user.type(within(dialog).getByRole('textbox', { name: /^Name/ }), 'ACME release');
    const confirm = within(dialog).getByRole('button', { name: 'Trust this key' });
    expect(confirm).toHaveProperty('disabled', true);
    await user.click(within(dialog).getByRole('checkbox', { name: /I compared all groups/ }));
    await user.click(confirm);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

    await bring(await fileOf(bundle));
    expect(await screen.findByRole('article', { name: 'Widget' })).toBeDefined();
  });

  test('of a key that cannot be one says why', async () => {
    const { user } = await openLibrary();
    await user.click(screen.getByRole('button', { name: 'Trust a key…' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('textbox', { name: 'Public key' }));
    await user.paste('x'.repeat(40));
    expect(await within(dialog).findByText(/Input not valid/)).toBeDefined();
    expect(within(dialog).queryByRole('checkbox')).toBeNull();
  });

  test('that ends makes bundles of that key unusable, and says so beside them', async () => {
    const { client, bring } = await openLibrary();
    const { keyId } = await client.trust.add({ publicKey: await publicKey('release'), name: 'ACME release' });
    await bring(await fileOf(await bench.bundle()));
    await screen.findByRole('article', { name: 'Widget' });
    await client.trust.remove({ keyId });
    expect(await screen.findByText('Cannot be used any more')).toBeDefined();
    expect(screen.getByText('widget 1.2.0: Bundle signed by a stranger')).toBeDefined();
    expect(screen.queryByRole('article', { name: 'Widget' })).toBeNull();
  });
});
