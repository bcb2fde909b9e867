import { expect, test } from 'vitest';
import { createKeychain } from './keychain.ts';

/** A keychain that turns bytes around: enough to tell sealed from open. */
const storage = (backend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>, isAvailable = true) => ({
  isEncryptionAvailable: () => isAvailable,
  getSelectedStorageBackend: () => backend,
  encryptString: (text: string) => Buffer.from(text).reverse(),
  decryptString: (bytes: Buffer) => {
    const text = Buffer.from(bytes).reverse().toString();
    if (!/^[\w+/=]*$/.test(text)) throw new Error('Error while decrypting the ciphertext.');
    return text;
  },
});
const secret = Buffer.from('a key').toString('base64');

test('a keyring seals, and opens what it sealed', async () => {
  const keychain = createKeychain(storage('gnome_libsecret'), 'linux');
  expect(keychain.sealing()).toBe('os-keychain');
  const sealed = await keychain.answer({ kind: 'seal', id: 1, act: 'seal', base64: secret });
  if (sealed.kind !== 'sealed') throw new Error(sealed.why);
  expect(sealed.base64).not.toBe(secret);
  expect(await keychain.answer({ kind: 'seal', id: 2, act: 'open', base64: sealed.base64 })).toEqual({
    kind: 'sealed',
    id: 2,
    base64: secret,
  });
});

test.each(['basic_text', 'unknown'] as const)(
  'on Linux %s protects nothing, so nothing is sealed by it',
  async (backend) => {
    const keychain = createKeychain(storage(backend), 'linux');
    expect(keychain.sealing()).toBe('passphrase');
    expect(await keychain.answer({ kind: 'seal', id: 3, act: 'seal', base64: secret })).toMatchObject({
      kind: 'not-sealed',
    });
  },
);

test('Windows and macOS have one keychain, which may be out of reach', () => {
  expect(createKeychain(storage('unknown'), 'win32').sealing()).toBe('os-keychain');
  expect(createKeychain(storage('unknown', false), 'darwin').sealing()).toBe('passphrase');
});

test('what does not open says why', async () => {
  const keychain = createKeychain(storage('kwallet6'), 'linux');
  const damaged = Buffer.from('\0\0').toString('base64');
  expect(await keychain.answer({ kind: 'seal', id: 4, act: 'open', base64: damaged })).toEqual({
    kind: 'not-sealed',
    id: 4,
    why: 'Error while decrypting the ciphertext.',
  });
});
