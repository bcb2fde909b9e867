import { createHash, randomFillSync, timingSafeEqual } from 'node:crypto';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import {
  damaged,
  type PassphraseSealing,
  readStore,
  type Sealing,
  type StoreFile,
  writeStore,
} from './keystore-file.ts';
import { decrypt, deriveKey, encrypt, type ScryptCost, standardScryptCost } from './passphrase.ts';
import { createSecretBytes, type SecretBytes } from './secret-bytes.ts';

/**
 * Seals bytes with a key that the operating system guards. Electron's safeStorage lives in another process, so that
 * the answer may come later; it is used by one call at a time, and neither keeps the bytes that it is lent.
 */
export interface SealingBox {
  seal(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
  open(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/**
 * Sealed secrets of the station in one file. Beside a secret stands a public text (a certificate), which can be
 * read while the store is locked and is checked against the secret when it is opened.
 */
export interface KeyStore {
  /** Writes the secret durably, in place of one of the same name. Throws secret/locked, wrong-passphrase, damaged. */
  seal(name: string, secret: SecretBytes, publicText?: string): Promise<void>;
  /** Throws secret/damaged where there is none of that name or it does not open, secret/locked, wrong-passphrase. */
  open(name: string): Promise<SecretBytes>;
  /** Opens the secret; where there is none, makes and seals it first. Two callers get the same one. */
  openOrSeal(name: string, make: () => SecretBytes): Promise<SecretBytes>;
  /** The public text as the file has it, unchecked; undefined where there is no such secret. */
  publicText(name: string): Promise<string | undefined>;
  list(): Promise<readonly string[]>;
  /**
   * How its secrets are sealed. `isLocked`: nothing opens before somebody calls `unlock`, because there is nobody to ask
   * or the last answer did not help. Rejects with secret/damaged.
   */
  state(): Promise<{
    readonly sealing: 'os-keychain' | 'passphrase';
    readonly isLocked: boolean;
    readonly opensByItself: boolean;
  }>;
  /**
   * Opens the store with a passphrase; an empty one is sealed with it from now on. Asks nothing where the keychain
   * seals. Rejects with secret/wrong-passphrase, secret/damaged; then the store is as open as before.
   */
  unlock(passphrase: string): Promise<void>;
  /** Forgets a secret; does nothing where there is none of that name. Needs no passphrase. */
  remove(name: string): Promise<void>;
  /** Forgets the key that the passphrase opened, once what is under way is done. */
  lock(): Promise<void>;
}

export interface KeyStoreDeps {
  readonly filePath: string;
  readonly backend:
    | {
        readonly kind: 'passphrase';
        /** Asked once, when first needed; undefined where nobody can give one. Absent where only `unlock` does. */
        readonly passphrase?: (() => Promise<string | undefined>) | undefined;
        /** For tests: the standard cost takes half a second. */
        readonly cost?: ScryptCost;
      }
    /** A store that was sealed by a passphrase before stays so, and is opened by `unlock`. */
    | { readonly kind: 'os-keychain'; readonly box: SealingBox };
}

/** One way of sealing, ready for use. */
interface Opened {
  readonly sealing: Sealing;
  seal(name: string, bytes: Uint8Array): Promise<Uint8Array>;
  open(name: string, sealed: Uint8Array): Promise<Uint8Array>;
}

type AskPassphrase = () => Promise<string>;

const checkName = 'slipway-key-store';

export function createKeyStore(deps: KeyStoreDeps): KeyStore {
  const { filePath, backend } = deps;
  let unlocked: { readonly digest: string; readonly key: SecretBytes } | undefined;
  /** The last answer to the question for the passphrase was none, or a wrong one. */
  let isUnanswered = false;
  let tail: Promise<unknown> = Promise.resolve();

  /** One after the other: each call reads the file, and some write it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = tail.then(work, work);
    tail = turn.catch(() => undefined);
    return turn;
  }

  async function askPassphrase(): Promise<string> {
    const given = backend.kind === 'passphrase' ? await backend.passphrase?.() : undefined;
    if (given === undefined || given === '') {
      isUnanswered = true;
      throw new SlipwayError('secret/locked', say('store-locked', { file: filePath }));
    }
    return given;
  }

  /** The key that opens the sealing, checked. Throws secret/wrong-passphrase, secret/damaged. */
  async function deriveChecked(sealing: PassphraseSealing, ask: AskPassphrase): Promise<SecretBytes> {
    if (digestOf(sealing) !== sealing.digest) throw damaged(filePath, say('reason-store-header'));
    const key = await deriveKey(await ask(), Buffer.from(sealing.salt, 'base64'), sealing.cost);
    try {
      decrypt(key, Buffer.from(sealing.check, 'base64'), checkName);
      return key;
    } catch (thrown) {
      key.wipe();
      throw new SlipwayError('secret/wrong-passphrase', say('store-wrong-passphrase', { file: filePath }), {
        cause: thrown,
      });
    }
  }

  function hold(digest: string, key: SecretBytes): void {
    unlocked?.key.wipe();
    unlocked = { digest, key };
    isUnanswered = false;
  }

  async function keyFor(sealing: PassphraseSealing): Promise<SecretBytes> {
    if (unlocked !== undefined && unlocked.digest === sealing.digest) return unlocked.key;
    try {
      const key = await deriveChecked(sealing, askPassphrase);
      hold(sealing.digest, key);
      return key;
    } catch (thrown) {
      isUnanswered = true;
      throw thrown;
    }
  }

  async function newSealing(cost: ScryptCost, ask: AskPassphrase): Promise<PassphraseSealing> {
    const salt = randomFillSync(Buffer.alloc(32));
    const key = await deriveKey(await ask(), salt, cost);
    const check = encrypt(key, Buffer.from(checkName), checkName).toString('base64');
    const fields = { kind: 'passphrase' as const, cost, salt: salt.toString('base64'), check };
    const sealing = { ...fields, digest: digestOf(fields) };
    hold(sealing.digest, key);
    return sealing;
  }

  function boxFor(file: StoreFile | undefined): SealingBox | undefined {
    if (backend.kind === 'os-keychain') return file?.sealing.kind === 'passphrase' ? undefined : backend.box;
    if (file?.sealing.kind !== 'os-keychain') return undefined;
    throw new SlipwayError('secret/locked', say('store-of-keychain', { file: filePath }), {
      action: say('do-open-in-app'),
    });
  }

  const newCost = () => (backend.kind === 'passphrase' ? backend.cost : undefined) ?? standardScryptCost;

  async function openBackend(file: StoreFile | undefined): Promise<Opened> {
    const box = boxFor(file);
    if (box !== undefined) return openWithBox(box);
    const sealing = file?.sealing.kind === 'passphrase' ? file.sealing : await newSealing(newCost(), askPassphrase);
    const key = await keyFor(sealing);
    return {
      sealing,
      seal: async (name, bytes) => encrypt(key, bytes, name),
      open: async (name, sealed) => decrypt(key, sealed, name),
    };
  }

  async function unlockNow(passphrase: string): Promise<void> {
    const file = await readStore(filePath);
    if (boxFor(file) !== undefined) return;
    const give = async () => passphrase;
    if (file?.sealing.kind === 'passphrase') {
      hold(file.sealing.digest, await deriveChecked(file.sealing, give));
      return;
    }
    const sealing = await newSealing(newCost(), give);
    // On disk before the answer: otherwise the passphrase that a person chose would not be asked for the next time.
    await writeStore(filePath, { slipwayKeyStore: 1, sealing, entries: {} });
  }

  async function sealNow(name: string, secret: SecretBytes, publicText: string): Promise<void> {
    const file = await readStore(filePath);
    const opened = await openBackend(file);
    const bound = secret.use((bytes) => bind(bytes, publicText));
    let sealed: string;
    try {
      sealed = Buffer.from(await opened.seal(name, bound)).toString('base64');
    } finally {
      bound.fill(0);
    }
    const entries = { ...file?.entries, [name]: { sealed, publicText } };
    await writeStore(filePath, { slipwayKeyStore: 1, sealing: opened.sealing, entries });
  }

  async function openNow(name: string): Promise<SecretBytes | undefined> {
    const file = await readStore(filePath);
    const entry = file?.entries[name];
    if (file === undefined || entry === undefined) return undefined;
    const opened = await openBackend(file);
    return unbind(filePath, name, await opened.open(name, Buffer.from(entry.sealed, 'base64')), entry.publicText);
  }

  return {
    seal: (name, secret, publicText = '') => inTurn(() => sealNow(name, secret, publicText)),
    open: (name) =>
      inTurn(async () => {
        const secret = await openNow(name);
        if (secret === undefined) throw damaged(filePath, say('reason-store-no-secret', { name }));
        return secret;
      }),
    openOrSeal: (name, make) =>
      inTurn(async () => {
        const found = await openNow(name);
        if (found !== undefined) return found;
        const made = make();
        await sealNow(name, made, '');
        return made;
      }),
    publicText: async (name) => (await readStore(filePath))?.entries[name]?.publicText,
    list: async () => Object.keys((await readStore(filePath))?.entries ?? {}).sort(),
    async state() {
      const sealing = (await readStore(filePath))?.sealing.kind ?? backend.kind;
      if (sealing === 'os-keychain') {
        const isOurs = backend.kind === 'os-keychain';
        return { sealing, isLocked: !isOurs, opensByItself: isOurs };
      }
      const canAsk = backend.kind === 'passphrase' && backend.passphrase !== undefined && !isUnanswered;
      return { sealing, isLocked: unlocked === undefined && !canAsk, opensByItself: canAsk };
    },
    unlock: (passphrase) => inTurn(() => unlockNow(passphrase)),
    remove: (name) =>
      inTurn(async () => {
        const file = await readStore(filePath);
        if (file === undefined || !Object.hasOwn(file.entries, name)) return;
        const { [name]: _removed, ...entries } = file.entries;
        await writeStore(filePath, { ...file, entries });
      }),
    lock: () =>
      inTurn(async () => {
        unlocked?.key.wipe();
        unlocked = undefined;
      }),
  };
}

function openWithBox(box: SealingBox): Opened {
  const refuse = (name: string, cause: unknown) =>
    new SlipwayError('secret/damaged', say('store-keychain-refused', { name }), { cause });
  return {
    sealing: { kind: 'os-keychain' },
    // The name is sealed along, so that one secret cannot be put in another's place.
    async seal(name, bytes) {
      const named = bind(bytes, name);
      try {
        return await box.seal(named);
      } finally {
        named.fill(0);
      }
    },
    async open(name, sealed) {
      let opened: Uint8Array;
      try {
        opened = await box.open(sealed);
      } catch (thrown) {
        throw refuse(name, thrown);
      }
      if (!isBoundTo(opened, name)) throw refuse(name, undefined);
      return opened.subarray(32);
    },
  };
}

/** The bytes behind the SHA-256 of the text that belongs to them. */
const bind = (bytes: Uint8Array, text: string): Buffer => Buffer.concat([sha256(text), bytes]);

const isBoundTo = (bound: Uint8Array, text: string): boolean =>
  bound.length >= 32 && timingSafeEqual(bound.subarray(0, 32), sha256(text));

function unbind(filePath: string, name: string, bound: Uint8Array, publicText: string): SecretBytes {
  if (!isBoundTo(bound, publicText)) throw damaged(filePath, say('reason-store-public-text', { name }));
  const bytes = Buffer.from(bound.subarray(32));
  bound.fill(0);
  return createSecretBytes(bytes);
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

const digestOf = ({ cost, salt, check }: Omit<PassphraseSealing, 'digest'>): string =>
  sha256(JSON.stringify([cost.logN, cost.r, cost.p, salt, check])).toString('hex');
