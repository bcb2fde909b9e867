import { createHash, randomFillSync, timingSafeEqual } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import { decrypt, deriveKey, encrypt, type ScryptCost, scryptCostSchema, standardScryptCost } from './passphrase.ts';
import { createSecretBytes, type SecretBytes } from './secret-bytes.ts';

/** Seals bytes with a key that the operating system guards; Electron's safeStorage implements it. */
export interface SealingBox {
  seal(bytes: Uint8Array): Uint8Array;
  open(bytes: Uint8Array): Uint8Array;
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
  /** Forgets the key that the passphrase opened. */
  lock(): void;
}

export interface KeyStoreDeps {
  readonly filePath: string;
  readonly backend:
    | {
        readonly kind: 'passphrase';
        /** Asked once, when first needed; undefined where nobody can give one. */
        readonly passphrase: () => Promise<string | undefined>;
        /** For tests: the standard cost takes half a second. */
        readonly cost?: ScryptCost;
      }
    | { readonly kind: 'os-keychain'; readonly box: SealingBox };
}

const base64 = z.base64().max(1024 * 1024);
const sealingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('passphrase'),
    cost: scryptCostSchema,
    salt: base64,
    /** A known text sealed with the key: tells a wrong passphrase from a damaged entry. */
    check: base64,
    /** SHA-256 over the fields above: tells a wrong passphrase from damage to them. */
    digest: z.string(),
  }),
  z.strictObject({ kind: z.literal('os-keychain') }),
]);
type Sealing = z.infer<typeof sealingSchema>;
type PassphraseSealing = Extract<Sealing, { kind: 'passphrase' }>;

const fileSchema = z.strictObject({
  slipwayKeyStore: z.literal(1),
  sealing: sealingSchema,
  entries: z.record(z.string().max(128), z.strictObject({ sealed: base64, publicText: z.string() })),
});
type StoreFile = z.infer<typeof fileSchema>;

/** One way of sealing, ready for use. */
interface Opened {
  readonly sealing: Sealing;
  seal(name: string, bytes: Uint8Array): Uint8Array;
  open(name: string, sealed: Uint8Array): Uint8Array;
}

const checkName = 'slipway-key-store';

export function createKeyStore(deps: KeyStoreDeps): KeyStore {
  const { filePath, backend } = deps;
  let unlocked: { readonly digest: string; readonly key: SecretBytes } | undefined;
  let tail: Promise<unknown> = Promise.resolve();

  /** One after the other: each call reads the file, and some write it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = tail.then(work, work);
    tail = turn.catch(() => undefined);
    return turn;
  }

  async function askPassphrase(): Promise<string> {
    const given = backend.kind === 'passphrase' ? await backend.passphrase() : undefined;
    if (given === undefined || given === '') {
      throw new SlipwayError('secret/locked', `The key store ${filePath} is locked: no passphrase was given.`, {
        context: { file: filePath },
      });
    }
    return given;
  }

  async function unlock(sealing: PassphraseSealing): Promise<SecretBytes> {
    if (unlocked !== undefined && unlocked.digest === sealing.digest) return unlocked.key;
    if (digestOf(sealing) !== sealing.digest) throw damaged(filePath, 'its header was altered');
    const key = await deriveKey(await askPassphrase(), Buffer.from(sealing.salt, 'base64'), sealing.cost);
    try {
      decrypt(key, Buffer.from(sealing.check, 'base64'), checkName);
    } catch (thrown) {
      key.wipe();
      throw new SlipwayError('secret/wrong-passphrase', `The passphrase does not open the key store ${filePath}.`, {
        context: { file: filePath },
        cause: thrown,
      });
    }
    unlocked = { digest: sealing.digest, key };
    return key;
  }

  async function newPassphraseSealing(cost: ScryptCost): Promise<PassphraseSealing> {
    const salt = randomFillSync(Buffer.alloc(32));
    const key = await deriveKey(await askPassphrase(), salt, cost);
    const check = encrypt(key, Buffer.from(checkName), checkName).toString('base64');
    const fields = { kind: 'passphrase' as const, cost, salt: salt.toString('base64'), check };
    const sealing = { ...fields, digest: digestOf(fields) };
    unlocked = { digest: sealing.digest, key };
    return sealing;
  }

  async function openBackend(file: StoreFile | undefined): Promise<Opened> {
    if (file !== undefined && file.sealing.kind !== backend.kind) {
      throw new SlipwayError(
        'secret/locked',
        `The key store ${filePath} is sealed by ${file.sealing.kind}, and was asked to open by ${backend.kind}.`,
        { context: { file: filePath, sealedBy: file.sealing.kind } },
      );
    }
    if (backend.kind === 'os-keychain') return openWithBox(backend.box);
    const sealing =
      file?.sealing.kind === 'passphrase'
        ? file.sealing
        : await newPassphraseSealing(backend.cost ?? standardScryptCost);
    const key = await unlock(sealing);
    return {
      sealing,
      seal: (name, bytes) => encrypt(key, bytes, name),
      open: (name, sealed) => decrypt(key, sealed, name),
    };
  }

  async function sealNow(name: string, secret: SecretBytes, publicText: string): Promise<void> {
    const file = await readStore(filePath);
    const opened = await openBackend(file);
    const sealed = secret.use((bytes) => {
      const bound = bind(bytes, publicText);
      try {
        return Buffer.from(opened.seal(name, bound)).toString('base64');
      } finally {
        bound.fill(0);
      }
    });
    const entries = { ...file?.entries, [name]: { sealed, publicText } };
    await writeStore(filePath, { slipwayKeyStore: 1, sealing: opened.sealing, entries });
  }

  async function openNow(name: string): Promise<SecretBytes | undefined> {
    const file = await readStore(filePath);
    const entry = file?.entries[name];
    if (file === undefined || entry === undefined) return undefined;
    const opened = await openBackend(file);
    return unbind(filePath, name, opened.open(name, Buffer.from(entry.sealed, 'base64')), entry.publicText);
  }

  return {
    seal: (name, secret, publicText = '') => inTurn(() => sealNow(name, secret, publicText)),
    open: (name) =>
      inTurn(async () => {
        const secret = await openNow(name);
        if (secret === undefined) throw damaged(filePath, `it has no secret named "${name}"`);
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
    lock() {
      unlocked?.key.wipe();
      unlocked = undefined;
    },
  };
}

const damaged = (filePath: string, why: string, cause?: unknown) =>
  new SlipwayError('secret/damaged', `The key store ${filePath} cannot be read: ${why}.`, {
    context: { file: filePath },
    cause,
  });

function openWithBox(box: SealingBox): Opened {
  const refuse = (name: string, cause: unknown) =>
    new SlipwayError('secret/damaged', `The keychain of the system does not open the sealed secret "${name}".`, {
      context: { name },
      cause,
    });
  return {
    sealing: { kind: 'os-keychain' },
    // The name is sealed along, so that one secret cannot be put in another's place.
    seal: (name, bytes) => {
      const named = bind(bytes, name);
      try {
        return box.seal(named);
      } finally {
        named.fill(0);
      }
    },
    open: (name, sealed) => {
      let opened: Uint8Array;
      try {
        opened = box.open(sealed);
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
  if (!isBoundTo(bound, publicText)) throw damaged(filePath, `the public text of "${name}" was altered`);
  const bytes = Buffer.from(bound.subarray(32));
  bound.fill(0);
  return createSecretBytes(bytes);
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

const digestOf = ({ cost, salt, check }: Omit<PassphraseSealing, 'digest'>): string =>
  sha256(JSON.stringify([cost.logN, cost.r, cost.p, salt, check])).toString('hex');

async function readStore(filePath: string): Promise<StoreFile | undefined> {
  let text: string;
  try {
    text = await readFile(filePath, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw damaged(filePath, 'the file does not open', thrown);
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw damaged(filePath, 'it is not a key store of version 1', thrown);
  }
}

/** Written whole beside the old one and renamed over it, both durable: a cut in between leaves the old one. */
async function writeStore(filePath: string, content: StoreFile): Promise<void> {
  const folder = path.dirname(filePath);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${filePath}.${process.pid}.tmp`;
  await rm(temporary, { force: true });
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, filePath);
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; its rename is journaled by the file system.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
