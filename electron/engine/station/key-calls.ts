// Owns: the contract's `keys`: how secrets are sealed, and the issuing CAs, as a person works with them.
// May import contract, util, identity. Passphrases and private keys pass through and are kept nowhere.
import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { Engine } from '../engine.ts';
import type { Authorities } from '../identity/authorities.ts';
import type { KeyStore } from '../identity/keystore.ts';
import { readSmallText } from '../util/text-file.ts';

export interface KeyCallsDeps {
  readonly keystore: KeyStore;
  readonly authorities: Authorities;
  readonly onChange: () => void;
  /** What waited for a secret may go on. */
  readonly onUnlock: () => Promise<void>;
}

const maxPemBytes = 64 * 1024;
/** Anybody but the owner. */
const othersMask = 0o077;

export function createKeyCalls(deps: KeyCallsDeps): Engine['keys'] {
  const { keystore, authorities } = deps;
  const done = { ok: true } as const;
  return {
    get: async () => ({
      ...(await keystore.state()),
      authorities: [...(await authorities.list())],
    }),
    unlock: async ({ passphrase }) => {
      await keystore.unlock(passphrase);
      await deps.onUnlock();
      deps.onChange();
      return done;
    },
    lock: async () => {
      await keystore.lock();
      deps.onChange();
      return done;
    },
    createAuthority: async (request) => {
      const authority = await authorities.create(request);
      deps.onChange();
      return authority;
    },
    importAuthority: async ({ name, certificateFile, keyFile }) => {
      const certificate = await readPem(name, certificateFile);
      const privateKey = await readPem(name, keyFile);
      if (process.platform !== 'win32' && (privateKey.mode & othersMask) !== 0) {
        throw new SlipwayError(
          'secret/exposed',
          say('key-exposed', { file: keyFile, value: (privateKey.mode & 0o777).toString(8) }),
        );
      }
      const authority = await authorities.import({
        name,
        certificatePem: certificate.text,
        privateKeyPem: privateKey.text,
      });
      deps.onChange();
      return authority;
    },
  };
}

async function readPem(name: string, file: string): Promise<{ text: string; mode: number }> {
  try {
    if (!path.isAbsolute(file)) throw new SlipwayError('wire/invalid-input', say('reason-path-not-whole'));
    return await readSmallText(file, maxPemBytes);
  } catch (thrown) {
    const cause =
      thrown instanceof SlipwayError ? thrown.sentence : thrown instanceof Error ? thrown.message : String(thrown);
    throw new SlipwayError(
      'wire/invalid-input',
      say('authority-not-imported', { name, reason: say('reason-file-unreadable', { file, cause }) }),
      {
        cause: thrown,
        action: say('do-name-pem-files'),
      },
    );
  }
}
