import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { caught, provokes } from '../../../test/support/provoke.ts';
import { useTempDir } from '../../../test/support/temp-dir.ts';
import { generateKey } from './keys.ts';
import { createKeyStore, type KeyStore, type SealingBox } from './keystore.ts';
import { createSecretBytes } from './secret-bytes.ts';
import { openStationKey } from './station-key.ts';

const cost = { logN: 10, r: 8, p: 1 };
const secretOf = (text: string) => createSecretBytes(Buffer.from(text));
const textOf = async (store: KeyStore, name: string) =>
  (await store.open(name)).use((bytes) => Buffer.from(bytes).toString());

function withPassphrase(filePath: string, passphrase: string | undefined): KeyStore {
  return createKeyStore({ filePath, backend: { kind: 'passphrase', passphrase: async () => passphrase, cost } });
}

/** What Electron's safeStorage does: seals with a key that only this login has. */
function loginBox(): SealingBox {
  const key = randomBytes(32);
  return {
    seal(bytes) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    },
    open(bytes) {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    },
  };
}
const isLocked = async (store: KeyStore) => (await store.state()).isLocked;
const withBox = (filePath: string, box: SealingBox) =>
  createKeyStore({ filePath, backend: { kind: 'os-keychain', box } });

const newFile = () => path.join(useTempDir(), 'keys', 'keystore.json');

/** Changes one place of the sealed file as a disk or an attacker would. */
function alter(file: string, change: (content: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

/** The same behind a channel to another process, as the desktop app has it. */
function distantBox(): SealingBox {
  const box = loginBox();
  const later = async (answer: () => Uint8Array | Promise<Uint8Array>) => {
    await new Promise((resolve) => setImmediate(resolve));
    return answer();
  };
  return {
    seal: (bytes) => later(() => box.seal(bytes)),
    open: (bytes) => later(() => box.open(bytes)),
  };
}

const backends = {
  passphrase: (file: string) => () => withPassphrase(file, 'correct horse'),
  'os-keychain': (file: string) => {
    const box = loginBox();
    return () => withBox(file, box);
  },
  'the os-keychain of another process': (file: string) => {
    const box = distantBox();
    return () => withBox(file, box);
  },
};

describe.each(Object.entries(backends))('a key store sealed by %s', (_name, backend) => {
  test('gives back what was sealed, after a restart too', async () => {
    const file = newFile();
    const open = backend(file);
    const store = open();
    await store.seal('ca/default', secretOf('the key'), 'certificate');
    await store.seal('station', secretOf('another'));
    await store.seal('station', secretOf('a newer one'));
    const again = open();
    expect(await again.list()).toEqual(['ca/default', 'station']);
    expect(await again.publicText('ca/default')).toBe('certificate');
    expect(await textOf(again, 'ca/default')).toBe('the key');
    expect(await textOf(again, 'station')).toBe('a newer one');
  });

  test('keeps the secret out of the file, and the file to its owner', async () => {
    const file = newFile();
    await backend(file)().seal('x', secretOf('very secret text'));
    expect(readFileSync(file, 'utf8')).not.toContain('very secret');
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from('very secret text').toString('base64').slice(0, 12));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('loses nothing when many seal at once, and makes one station key', async () => {
    const store = backend(newFile())();
    const keys = Promise.all([openStationKey(store), openStationKey(store), openStationKey(store)]);
    await Promise.all(Array.from({ length: 20 }, (_, index) => store.seal(`s${index}`, secretOf(`${index}`))));
    expect((await store.list()).length).toBe(21);
    expect(new Set((await keys).map(({ keyId }) => keyId)).size).toBe(1);
  });

  test('notices a swapped secret and an altered public text', async () => {
    const file = newFile();
    const open = backend(file);
    await open().seal('a', secretOf('secret a'), 'public a');
    await open().seal('b', secretOf('secret b'), 'public b');
    alter(file, (text) => text.replace('public a', 'public x'));
    expect(await caught(() => open().open('a'))).toMatchObject({ code: 'secret/damaged' });
    expect(await textOf(open(), 'b')).toBe('secret b');
    const content = JSON.parse(readFileSync(file, 'utf8'));
    content.entries.b = content.entries.a;
    writeFileSync(file, JSON.stringify(content));
    expect(await caught(() => open().open('b'))).toMatchObject({ code: 'secret/damaged' });
  });
});

describe('what a key store refuses', () => {
  const sealed = async () => {
    const file = newFile();
    await withPassphrase(file, 'correct horse').seal('x', secretOf('the key'));
    return file;
  };

  provokes('secret/wrong-passphrase', 'another passphrase', async () =>
    withPassphrase(await sealed(), 'wrong').open('x'),
  );
  provokes('secret/wrong-passphrase', 'another passphrase, when sealing too', async () =>
    withPassphrase(await sealed(), 'wrong').seal('y', secretOf('z')),
  );
  provokes('secret/locked', 'no passphrase', async () => withPassphrase(await sealed(), undefined).open('x'));
  provokes('secret/locked', 'another kind of sealing', async () => withBox(await sealed(), loginBox()).open('x'));
  provokes('secret/damaged', 'a name that is not there', async () =>
    withPassphrase(await sealed(), 'correct horse').open('y'),
  );
  provokes('secret/damaged', 'a file that was cut off', async () => {
    const file = await sealed();
    alter(file, (text) => text.slice(0, text.length / 2));
    await withPassphrase(file, 'correct horse').open('x');
  });
  provokes('secret/damaged', 'an altered header, rather than blaming the passphrase', async () => {
    const file = await sealed();
    alter(file, (text) => text.replace(/"salt": "(.)/, (_, first) => `"salt": "${first === 'A' ? 'B' : 'A'}`));
    await withPassphrase(file, 'correct horse').open('x');
  });
  provokes('secret/damaged', 'an altered secret', async () => {
    const file = await sealed();
    alter(file, (text) => text.replace(/"sealed": "(.)/, (_, first) => `"sealed": "${first === 'A' ? 'B' : 'A'}`));
    await withPassphrase(file, 'correct horse').open('x');
  });
  provokes('secret/damaged', 'a file that asks for all memory', async () => {
    const file = await sealed();
    alter(file, (text) => text.replace('"logN": 10', '"logN": 40'));
    await withPassphrase(file, 'correct horse').open('x');
  });
  provokes('secret/damaged', 'a keychain in another process that refuses', async () => {
    const file = newFile();
    await withBox(file, distantBox()).seal('x', secretOf('the key'));
    await withBox(file, distantBox()).open('x');
  });
  provokes('secret/damaged', 'a secret that another login sealed', async () => {
    const file = newFile();
    await withBox(file, loginBox()).seal('x', generateKey('ed25519').privateKey);
    await withBox(file, loginBox()).open('x');
  });
});

test('a store that was locked asks for the passphrase again', async () => {
  let asked = 0;
  const passphrase = async () => {
    asked++;
    return 'correct horse';
  };
  const store = createKeyStore({ filePath: newFile(), backend: { kind: 'passphrase', passphrase, cost } });
  await store.seal('x', secretOf('1'));
  await store.open('x');
  expect(asked).toBe(1);
  const busy = store.open('x');
  const locked = store.lock();
  // What was under way still had the key.
  expect((await busy).use((bytes) => Buffer.from(bytes).toString())).toBe('1');
  await locked;
  await store.open('x');
  expect(asked).toBe(2);
});

test('a secret that was removed is gone, and the others are still there', async () => {
  const file = newFile();
  const store = withPassphrase(file, 'correct horse');
  await store.seal('a', secretOf('1'));
  await store.seal('b', secretOf('2'));
  await store.remove('a');
  await store.remove('never there');
  expect(await withPassphrase(file, undefined).list()).toEqual(['b']);
  expect(await textOf(store, 'b')).toBe('2');
});

describe('a store that a person opens', () => {
  const withoutAnyone = (filePath: string) => createKeyStore({ filePath, backend: { kind: 'passphrase', cost } });

  test('is locked until the passphrase is given; the first one given is the one from then on', async () => {
    const file = newFile();
    const store = withoutAnyone(file);
    expect(await isLocked(store)).toBe(true);
    expect(await caught(() => store.seal('x', secretOf('1')))).toMatchObject({ code: 'secret/locked' });
    await store.unlock('correct horse');
    expect(await isLocked(store)).toBe(false);

    const again = withoutAnyone(file);
    expect(await caught(() => again.unlock('another'))).toMatchObject({ code: 'secret/wrong-passphrase' });
    expect(await isLocked(again)).toBe(true);
    await again.unlock('correct horse');
    await again.seal('x', secretOf('1'));
    await again.lock();
    expect(await isLocked(again)).toBe(true);
    expect(await caught(() => again.open('x'))).toMatchObject({ code: 'secret/locked' });
    await again.unlock('correct horse');
    expect(await textOf(again, 'x')).toBe('1');
  });

  test('stays open when somebody else guesses wrongly', async () => {
    const store = withoutAnyone(newFile());
    await store.unlock('correct horse');
    await store.seal('x', secretOf('1'));
    expect(await caught(() => store.unlock('guess'))).toMatchObject({ code: 'secret/wrong-passphrase' });
    expect(await textOf(store, 'x')).toBe('1');
  });

  test('says that it is locked once nobody could answer, and not before', async () => {
    const file = newFile();
    await withPassphrase(file, 'correct horse').seal('x', secretOf('1'));
    const store = withPassphrase(file, undefined);
    expect(await isLocked(store)).toBe(false);
    await caught(() => store.open('x'));
    expect(await isLocked(store)).toBe(true);
    await store.unlock('correct horse');
    expect(await isLocked(store)).toBe(false);
  });

  test('needs no passphrase where the keychain seals', async () => {
    const store = withBox(newFile(), distantBox());
    expect(await store.state()).toEqual({ sealing: 'os-keychain', isLocked: false, opensByItself: true });
    await store.unlock('anything');
    await store.seal('x', secretOf('1'));
    expect(await textOf(store, 'x')).toBe('1');
  });

  test('by a passphrase stays so when a keychain is there later', async () => {
    const file = newFile();
    await withPassphrase(file, 'correct horse').seal('x', secretOf('1'));
    const store = withBox(file, loginBox());
    expect(await store.state()).toEqual({ sealing: 'passphrase', isLocked: true, opensByItself: false });
    expect(await caught(() => store.open('x'))).toMatchObject({ code: 'secret/locked' });
    await store.unlock('correct horse');
    expect(await textOf(store, 'x')).toBe('1');
    await store.seal('y', secretOf('2'));
    expect(await textOf(withPassphrase(file, 'correct horse'), 'y')).toBe('2');
  });

  test('by the keychain is not opened by a passphrase', async () => {
    const file = newFile();
    await withBox(file, loginBox()).seal('x', secretOf('1'));
    const store = withPassphrase(file, 'correct horse');
    expect(await store.state()).toEqual({ sealing: 'os-keychain', isLocked: true, opensByItself: false });
    for (const act of [
      () => store.open('x'),
      () => store.unlock('correct horse'),
      () => store.seal('y', secretOf('2')),
    ])
      expect(await caught(act)).toMatchObject({ code: 'secret/locked' });
  });
});
