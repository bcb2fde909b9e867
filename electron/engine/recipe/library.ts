// Owns: the station's bundles, unpacked below one folder and checked again whenever one is opened.
// May import contract, bundle and siblings. Start reading at `createLibrary`.
import { createHash, randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type ErrorReport, SlipwayError } from '../../contract/errors.ts';
import type { JournalBodyOf } from '../../contract/events.ts';
import { say } from '../../contract/sentences.ts';
import { syncFolder } from '../util/durable-file.ts';
import { createTurns } from '../util/turns.ts';
import {
  type BundleHead,
  compareFileLists,
  compareHash,
  type JudgedManifest,
  judgeManifest,
  type LatestBundle,
} from './bundle-verify.ts';
import { envelopePath, manifestPath, recipePath, unlistedPaths } from './manifest.ts';
import type { Trust } from './trust.ts';

export interface LibraryDeps {
  readonly dir: string;
  readonly trust: Pick<Trust, 'roots'>;
  readonly clock: { nowMs(): number };
  /** What the journal says was accepted last. */
  readonly latest: LatestBundle;
  /** Journals that a bundle, new to this station, was accepted. */
  readonly accept: (event: JournalBodyOf<'bundle.accepted'>) => void;
}

/** A bundle that was verified just now. */
export interface LibraryBundle {
  readonly recipeFile: string;
  readonly manifestHash: string;
  /** Key ids. */
  readonly signers: readonly string[];
}

export interface Library {
  /** `product@version`, or a *.slipway file, which is taken in first. Rejects with bundle/*. */
  open(reference: string): Promise<LibraryBundle>;
  /** Verifies a bundle file and takes it in; `name` is what messages call it. Rejects with bundle/*; then nothing has changed. */
  importFile(file: string, name?: string): Promise<LibraryBundle>;
  /** Every bundle that is there; one that was altered, has expired or was overtaken comes with the reason. */
  shelf(): Promise<readonly ShelfPlace[]>;
  /** The recipe of a reference as it lies on the shelf, unverified. Rejects with bundle/unreadable. */
  fileOf(reference: string): Promise<string>;
  /** Takes a bundle away, usable or not. Rejects with bundle/unreadable for a reference that is not on the shelf. */
  remove(reference: string): Promise<void>;
}

/** `reference` opens or removes exactly this bundle. */
export type ShelfPlace =
  | { readonly kind: 'usable'; readonly reference: string; readonly bundle: LibraryBundle }
  | { readonly kind: 'refused'; readonly reference: string; readonly error: ErrorReport };

export function createLibrary(deps: LibraryDeps): Library {
  /** One at a time: two slots that open the same file must not unpack it into each other. */
  const inTurn = createTurns();
  const importFile = (file: string, name?: string) => inTurn(() => takeIn(file, name, deps));
  return {
    open: (reference) => (isFile(reference) ? importFile(reference) : inTurn(() => openByName(reference, deps))),
    importFile,
    shelf: () => inTurn(() => shelfOf(deps)),
    fileOf: (reference) => inTurn(async () => path.join(await folderOf(reference, deps), recipePath)),
    remove: (reference) => inTurn(() => takeAway(reference, deps)),
  };
}

const isFile = (reference: string): boolean => /\.slipway$/i.test(reference) || /[\\/]/.test(reference);

async function takeIn(file: string, name: string | undefined, deps: LibraryDeps): Promise<LibraryBundle> {
  const { openBundle } = await import('./bundle.ts');
  await using bundle = await openBundle(file, undefined, name);
  const judged = await bundle.judge(deps);
  const { manifest, manifestHash, signers } = judged;
  const target = path.join(deps.dir, manifest.product, `${manifest.version}-${manifestHash.slice(0, 8)}`);
  const isThere = await openFolder(target, deps).then(
    (found) => found.manifestHash === manifestHash,
    () => false,
  );
  if (isThere) await bundle.compareContent(manifest);
  else await unpack(target);
  announce(judged, deps);
  return { recipeFile: path.join(target, recipePath), manifestHash, signers };

  /** A folder has its name only when everything in it is on disk; one that was altered meanwhile is replaced. */
  async function unpack(folder: string): Promise<void> {
    await clearStaging(deps.dir);
    const staging = path.join(deps.dir, `${stagingPrefix}${randomUUID()}`);
    await mkdir(staging, { recursive: true, mode: 0o700 });
    try {
      await bundle.extract(manifest, staging);
      await assertRecipeFits(path.join(staging, recipePath), judged, bundle.head.name);
      await syncFolder(staging);
      await mkdir(path.dirname(folder), { recursive: true, mode: 0o700 });
      await rm(folder, { recursive: true, force: true });
      await rename(staging, folder);
      await syncFolder(path.dirname(folder));
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }
}

const stagingPrefix = '.incoming-';

/** What a crash left half unpacked; the lock of the journal makes sure that it is nobody else's. */
async function clearStaging(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  for (const name of names) {
    if (name.startsWith(stagingPrefix)) await rm(path.join(dir, name), { recursive: true, force: true });
  }
}

/** Roll-back is judged by the manifest, so the recipe in the bundle must be the one that the manifest names. */
async function assertRecipeFits(recipeFile: string, { manifest }: JudgedManifest, name: string): Promise<void> {
  const { loadRecipe } = await import('./load.ts');
  const { recipe } = await loadRecipe(recipeFile);
  if (recipe.product === manifest.product && recipe.version === manifest.version) return;
  throw new SlipwayError(
    'bundle/not-a-bundle',
    say('bundle-is', {
      file: name,
      reason: say('reason-recipe-differs', {
        product: manifest.product,
        version: manifest.version,
        otherProduct: recipe.product,
        otherVersion: recipe.version,
      }),
    }),
  );
}

function announce({ manifest, manifestHash, signers }: JudgedManifest, deps: LibraryDeps): void {
  const { product, version } = manifest;
  // The judgement has refused what is older, so another hash is a newer version.
  if (deps.latest(product)?.manifestHash === manifestHash) return;
  deps.accept({ kind: 'bundle.accepted', product, version, manifestHash, signers: [...signers] });
}

async function openByName(reference: string, deps: LibraryDeps): Promise<LibraryBundle> {
  return openFolder(await folderOf(reference, deps), deps);
}

async function folderOf(reference: string, deps: LibraryDeps): Promise<string> {
  const found = (await placesOf(deps)).find((place) => place.reference === reference);
  if (found !== undefined) return found.folder;
  throw new SlipwayError('bundle/unreadable', say('bundle-not-in-library', { reference }), {
    action: say('do-import-bundle'),
  });
}

/** The folders with the reference of each: `product@version`, or the folder's whole name for a second one of a version. */
async function placesOf(deps: LibraryDeps): Promise<{ reference: string; folder: string }[]> {
  const folders = await foldersOf(deps.dir);
  const isAccepted = ({ product, name }: { product: string; name: string }) => {
    const accepted = deps.latest(product);
    return accepted !== undefined && name === `${accepted.version}-${accepted.manifestHash.slice(0, 8)}`;
  };
  // Of several with one version, the journal knows which was accepted.
  const accepted = folders.filter(isAccepted);
  const ordered = [...accepted, ...folders.filter((folder) => !isAccepted(folder))];
  const references = new Map<string, string>();
  for (const { product, name, folder } of ordered) {
    const short = `${product}@${name.replace(/-[0-9a-f]{8}$/, '')}`;
    references.set(references.has(short) ? `${product}@${name}` : short, folder);
  }
  return [...references]
    .map(([reference, folder]) => ({ reference, folder }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

async function shelfOf(deps: LibraryDeps): Promise<ShelfPlace[]> {
  const shelf: ShelfPlace[] = [];
  for (const { reference, folder } of await placesOf(deps)) {
    try {
      shelf.push({ kind: 'usable', reference, bundle: await openFolder(folder, deps) });
    } catch (thrown) {
      if (!(thrown instanceof SlipwayError)) throw thrown;
      shelf.push({ kind: 'refused', reference, error: thrown.toReport() });
    }
  }
  return shelf;
}

/** Out of sight in one step; what a crash leaves of it is cleared away with the half unpacked ones. */
async function takeAway(reference: string, deps: LibraryDeps): Promise<void> {
  const folder = await folderOf(reference, deps);
  const aside = path.join(deps.dir, `${stagingPrefix}${randomUUID()}`);
  try {
    await rename(folder, aside);
    await syncFolder(path.dirname(folder));
    await rm(aside, { recursive: true, force: true });
  } catch (thrown) {
    throw unreadable(folder, thrown);
  }
}

/** `<product>/<version>-<hash8>`; what is still coming in begins with a dot. */
async function foldersOf(dir: string): Promise<{ product: string; name: string; folder: string }[]> {
  const found: { product: string; name: string; folder: string }[] = [];
  for (const product of await subfolders(dir)) {
    for (const name of await subfolders(path.join(dir, product)))
      found.push({ product, name, folder: path.join(dir, product, name) });
  }
  return found;
}

async function subfolders(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
    throw unreadable(dir, thrown);
  }
}

/** Verifies an unpacked bundle as if it had just come in: the disk of a station is not to be trusted either. */
async function openFolder(folder: string, deps: LibraryDeps): Promise<LibraryBundle> {
  const head = await readHead(folder);
  const judged = await judgeManifest(head, deps);
  const found = await filesBelow(folder, head.name);
  compareFileLists(
    head.name,
    judged.manifest,
    found.filter((file) => !unlistedPaths.includes(file.path)),
  );
  for (const file of judged.manifest.files) {
    compareHash(head.name, file, await hashFile(path.join(folder, ...file.path.split('/'))));
  }
  return { recipeFile: path.join(folder, recipePath), manifestHash: judged.manifestHash, signers: judged.signers };
}

async function readHead(folder: string): Promise<BundleHead> {
  const name = `${path.basename(path.dirname(folder))}/${path.basename(folder)}`;
  const manifestBytes = await readFile(path.join(folder, manifestPath)).catch((thrown: unknown) => {
    throw unreadable(path.join(folder, manifestPath), thrown);
  });
  const envelopeBytes = await readFile(path.join(folder, envelopePath)).catch(() => undefined);
  return { name, manifestBytes, envelopeBytes };
}

async function filesBelow(folder: string, name: string): Promise<{ path: string; sizeBytes: number }[]> {
  const found: { path: string; sizeBytes: number }[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const stats = await lstat(file);
    const relative = path.relative(folder, file).split(path.sep).join('/');
    if (!stats.isFile()) {
      throw new SlipwayError(
        'bundle/altered',
        say('bundle-is', { file: name, reason: say('reason-link', { path: relative }) }),
      );
    }
    found.push({ path: relative, sizeBytes: stats.size });
  }
  return found;
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await using handle = await open(file, 'r');
    for await (const chunk of handle.createReadStream({ autoClose: false })) hash.update(chunk);
  } catch (thrown) {
    throw unreadable(file, thrown);
  }
  return hash.digest('hex');
}

function unreadable(file: string, thrown: unknown): SlipwayError {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new SlipwayError('bundle/unreadable', say('library-unreadable', { file, reason }), { cause: thrown });
}
