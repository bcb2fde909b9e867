import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { signFeed } from '../../scripts/sign-update.ts';
import { feedUrlOf, whyNotSigned } from './update-feed.ts';

describe('the address of updates', () => {
  test('is one web server, reached by TLS', () => {
    expect(feedUrlOf(parse('provider: generic\nurl: https://updates.example/slipway/'))?.href).toBe(
      'https://updates.example/slipway/',
    );
  });

  test.each([
    'provider: generic\nurl: http://updates.example/',
    'provider: generic\nurl: file:///tmp/updates',
    'provider: github\nowner: acme\nrepo: slipway',
    'provider: generic',
    'not a mapping',
    '',
  ])('is not %j', (text) => expect(feedUrlOf(parse(text))).toBeUndefined());
});

describe('the feed', () => {
  /** As electron-builder writes it. */
  const text = `version: 0.2.0
files:
  - url: slipway-0.2.0-linux-x86_64.AppImage
    sha512: 3q2+7w==
    size: 4096
    blockMapSize: 12
path: slipway-0.2.0-linux-x86_64.AppImage
sha512: 3q2+7w==
releaseDate: '2026-01-01T00:00:00.000Z'
`;
  const pair = () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    return {
      updateKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
  };
  const { updateKey, keyPem } = pair();
  const signed = signFeed(text, keyPem);

  test('is taken when the key of the release signed it, and keeps what else it says', () => {
    expect(whyNotSigned(parse(signed), updateKey)).toBeUndefined();
    expect(parse(signed)).toEqual({ ...parse(text), signature: expect.any(String) });
  });

  test.each([
    ['another version', { version: '0.3.0' }],
    ['another file', { files: [{ ...parse(text).files[0], url: 'other.AppImage' }] }],
    ['other content', { files: [{ ...parse(text).files[0], sha512: 'AAAA' }] }],
    ['another size', { files: [{ ...parse(text).files[0], size: 4097 }] }],
    ['one file more', { files: [...parse(text).files, { url: 'b', sha512: 'AAAA', size: 1 }] }],
  ])('with %s is not signed any more', (_what, change) => {
    expect(whyNotSigned({ ...parse(signed), ...change }, updateKey)).toMatch(
      /^The feed for version .* is not signed by/,
    );
  });

  test.each([
    ['without a signature', parse(text)],
    ['without files', { ...parse(signed), files: [] }],
    ['with packages of a web installer', { ...parse(signed), packages: { x64: { path: 'p' } } }],
    ['that is a page', '<html>'],
    ['that is nothing', null],
  ])('%s is none', (_what, feed) => {
    expect(whyNotSigned(feed, updateKey)).toBe('The feed names no version with signed files.');
  });

  test("of somebody else's key is refused", () => {
    expect(whyNotSigned(parse(signFeed(text, pair().keyPem)), updateKey)).toMatch(/is not signed by the key/);
  });
});
