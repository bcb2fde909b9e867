import { expect, test } from 'vitest';
import { addressOf, readAddress } from './network-address.ts';

test.each([
  ['bench:4001', 'rfc2217', 'bench:4001'],
  ['tcp://bench:4001', 'tcp', 'bench:4001'],
  ['  RFC2217://[fe80::1]:4001', 'rfc2217', '[fe80::1]:4001'],
  // Not a kind of port: the engine says what is wrong with it.
  ['http://bench:80', 'rfc2217', 'http://bench:80'],
] as const)('%s is read as %s and %s', (text, kind, typed) => {
  expect(readAddress(text, 'rfc2217')).toEqual({ kind, typed });
});

test('what is typed is sent with its kind in front, without the spaces of a paste', () => {
  expect(addressOf('tcp', ' bench:4001 ')).toBe('tcp://bench:4001');
});
