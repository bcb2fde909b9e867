// Owns: the keychain of the operating system, by which the engine's key store is sealed. Start reading at `createKeychain`.
import type { SafeStorage } from 'electron';
import type { FromEngine, Sealing, ToEngine } from '../engine-process/control.ts';

type Question = Extract<FromEngine, { kind: 'seal' }>;
type Answer = Extract<ToEngine, { kind: 'sealed' | 'not-sealed' }>;

export interface Keychain {
  /** How the key store is to be sealed on this machine. */
  sealing(): Sealing;
  answer(question: Question): Promise<Answer>;
}

type Storage = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'
>;

export function createKeychain(storage: Storage, platform: NodeJS.Platform): Keychain {
  return {
    sealing: () => (isProtected(storage, platform) ? 'os-keychain' : 'passphrase'),
    async answer({ id, act, base64 }) {
      try {
        // Asked again each time: a keyring can be locked, and nothing may be sealed by what does not protect.
        if (!isProtected(storage, platform)) return notSealed(id, 'The keychain of this computer cannot be used now.');
        const answer =
          act === 'seal'
            ? storage.encryptString(base64).toString('base64')
            : storage.decryptString(Buffer.from(base64, 'base64'));
        return { kind: 'sealed', id, base64: answer };
      } catch (thrown) {
        return notSealed(id, thrown instanceof Error ? thrown.message : String(thrown));
      }
    },
  };
}

/**
 * On Linux without a keyring Electron "encrypts" with a password that is in its source (`basic_text`): that protects
 * nothing, so the station asks for a passphrase instead and says so.
 */
function isProtected(storage: Storage, platform: NodeJS.Platform): boolean {
  if (!storage.isEncryptionAvailable()) return false;
  if (platform !== 'linux') return true;
  const backend = storage.getSelectedStorageBackend();
  return backend !== 'basic_text' && backend !== 'unknown';
}

const notSealed = (id: number, why: string): Answer => ({ kind: 'not-sealed', id, why });
