import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { useTempDir } from '../../test/support/temp-dir.ts';
import { judgeFetched, sha512Of, whyNotWhole } from './update-file.ts';

function fetched(bytes: Buffer) {
  const file = path.join(useTempDir('slipway-update-'), 'update');
  writeFileSync(file, bytes);
  return { version: '0.2.0', file, sha512: createHash('sha512').update(bytes).digest('base64') };
}

test('what was fetched is hashed to its last byte', () => {
  const bytes = Buffer.alloc(2 * 1024 * 1024 + 7, 0xa5);
  const update = fetched(bytes);
  expect(sha512Of(update.file)).toBe(update.sha512);
  expect(whyNotWhole(update, undefined)).toBeUndefined();
  expect(whyNotWhole(update, update.file)).toBeUndefined();
});

test('what was just fetched is taken where the feed signed it, and refused in words where not or where it cannot be read', () => {
  const update = fetched(Buffer.from('the new version'));
  expect(judgeFetched('0.2.0', update.file, ['another', update.sha512])).toEqual(update);
  expect(judgeFetched('0.2.0', update.file, ['another'])).toEqual({ why: 'The fetched file is not one of the feed.' });
  rmSync(update.file);
  expect(judgeFetched('0.2.0', update.file, [update.sha512])).toEqual({
    why: expect.stringMatching(/^The fetched file cannot be checked: .*ENOENT/),
  });
  mkdirSync(update.file);
  expect(judgeFetched('0.2.0', update.file, [update.sha512])).toEqual({
    why: expect.stringMatching(/^The fetched file cannot be checked: .*EISDIR/),
  });
});

test('a file that was changed, or swept away, while it waited is not installed', () => {
  const update = fetched(Buffer.from('the new version'));
  appendFileSync(update.file, '!');
  expect(whyNotWhole(update, undefined)).toBe('The fetched file is not what was fetched.');
  rmSync(update.file);
  expect(whyNotWhole(update, undefined)).toBe('The fetched file is gone.');
});

test('what cannot be checked is not installed, and the app quits all the same', () => {
  const update = fetched(Buffer.from('the new version'));
  expect(whyNotWhole(update, `${update.file}.gone/app.AppImage`)).toMatch(
    /^The fetched file cannot be checked: .*ENOENT/,
  );
  rmSync(update.file);
  mkdirSync(update.file);
  expect(whyNotWhole(update, undefined)).toMatch(/^The fetched file cannot be checked: .*EISDIR/);
});
