// Owns: recipes that are being written on this station: a folder each, with recipe.yaml and the files that it names.
// May import contract, util, recipe, image/archive-path. The last writer wins; everybody is told that something changed.
// Start reading at `createDrafts`; draft-files.ts fills the folders.

import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import { type Draft, type DraftDetail, draftNameSchema } from '../../contract/library.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { findCollision, pathObjection } from '../image/archive-path.ts';
import { recipePath, unlistedPaths } from '../recipe/manifest.ts';
import type { Validation } from '../recipe/validate.ts';
import { syncFolder, temporaryPrefix, writeFileDurably } from '../util/durable-file.ts';
import { createTurns } from '../util/turns.ts';
import type { UploadedFile } from './uploads.ts';

export interface Drafts {
  list(): Promise<Draft[]>;
  read(name: string): Promise<DraftDetail>;
  /** A new draft, filled by `fill`; it is there whole or not at all. Rejects with wire/invalid-input when it is there already. */
  create(name: string, fill: (folder: string) => Promise<void>): Promise<DraftDetail>;
  /** Saves the text, right or wrong. */
  write(name: string, text: string): Promise<DraftDetail>;
  /** Puts a file beside the recipe, in place of one of the same name. Rejects with bundle/unsafe-path, wire/too-large. */
  addFile(name: string, file: UploadedFile): Promise<DraftDetail>;
  removeFile(name: string, file: string): Promise<DraftDetail>;
  remove(name: string): Promise<void>;
  /** Where its recipe lies. Rejects with recipe/unreadable where there is no such draft. */
  recipeFile(name: string): Promise<string>;
  /** The folder of a draft, whose files a text is checked against. Rejects as `recipeFile`. */
  folder(name: string): Promise<string>;
  has(name: string): Promise<boolean>;
}

export interface DraftsDeps {
  readonly dir: string;
  readonly validate: (text: string, folder: string) => Promise<Validation>;
  readonly onChange: () => void;
}

export const draftLimits = { drafts: 200, files: 64, fileBytes: 1024 * 1024 * 1024, textBytes: 1024 * 1024 } as const;

const newPrefix = '.new-';
const gonePrefix = '.gone-';

export function createDrafts(deps: DraftsDeps): Drafts {
  const { dir } = deps;
  /** One change at a time, so that a name or a place is not given twice. */
  const inTurn = createTurns();
  let isSwept = false;

  const folderOf = (name: string): string => {
    // Whatever the wire let through: a name that is not one of ours never becomes a path.
    if (!draftNameSchema.safeParse(name).success) throw missing(name);
    return path.join(dir, name);
  };

  async function assertThere(name: string): Promise<string> {
    const folder = folderOf(name);
    const found = await stat(path.join(folder, recipePath)).catch(() => undefined);
    if (found === undefined) throw missing(name);
    return folder;
  }

  /** Changes one draft, then tells everybody and says how it is now. */
  function change(name: string, work: (folder: string) => Promise<void>): Promise<DraftDetail> {
    return inTurn(async () => {
      await work(await assertThere(name));
      deps.onChange();
      return read(name);
    });
  }

  async function read(name: string): Promise<DraftDetail> {
    const folder = await assertThere(name);
    const text = await readText(folder);
    const files = await filesIn(folder);
    const { problems } = await deps.validate(text, folder);
    const { recipeHead } = await import('../recipe/recipe-head.ts');
    const draft: Draft = {
      name,
      ...recipeHead(text),
      problemCount: problems.length,
      updatedAtMs: await changedAtMs(folder, files),
    };
    return { draft, text, files, problems: [...problems] };
  }

  /** As `read` has it; one that cannot be read is shown all the same, and one that was removed meanwhile is not. */
  async function tryDescribe(name: string): Promise<Draft | undefined> {
    try {
      return (await read(name)).draft;
    } catch (thrown) {
      if (!(thrown instanceof SlipwayError)) throw thrown;
      const found = await stat(path.join(folderOf(name), recipePath)).catch(() => undefined);
      if (found === undefined) return undefined;
      const updatedAtMs = Math.round(found.mtimeMs);
      return { name, product: null, version: null, title: null, problemCount: 1, updatedAtMs };
    }
  }

  async function names(): Promise<string[]> {
    const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isDirectory() && draftNameSchema.safeParse(entry.name).success)
      .map(({ name }) => name)
      .sort();
  }

  /** What a crash left half made or half removed. */
  async function sweep(): Promise<void> {
    if (isSwept) return;
    isSwept = true;
    for (const entry of await readdir(dir)) {
      if (entry.startsWith(newPrefix) || entry.startsWith(gonePrefix))
        await rm(path.join(dir, entry), { recursive: true, force: true });
    }
  }

  return {
    read,
    async list() {
      const drafts: Draft[] = [];
      for (const name of await names()) {
        const draft = await tryDescribe(name);
        if (draft !== undefined) drafts.push(draft);
      }
      return drafts;
    },
    create: (name, fill) =>
      inTurn(async () => {
        const folder = folderOf(name);
        await mkdir(dir, { recursive: true, mode: 0o700 });
        await sweep();
        const others = await names();
        if (others.includes(name)) {
          throw new SlipwayError('wire/invalid-input', say('draft-there-already', { name }), {
            action: say('do-choose-other-name'),
          });
        }
        if (others.length >= draftLimits.drafts) {
          throw new SlipwayError('wire/invalid-input', say('draft-too-many', { count: others.length }), {
            action: say('do-remove-draft'),
          });
        }
        const staging = path.join(dir, `${newPrefix}${randomUUID()}`);
        await mkdir(staging, { mode: 0o700 });
        try {
          await fill(staging);
          await syncFolder(staging);
          await rename(staging, folder);
          await syncFolder(dir);
        } finally {
          await rm(staging, { recursive: true, force: true });
        }
        deps.onChange();
        return read(name);
      }),
    write: (name, text) =>
      change(name, async (folder) => {
        // Characters are counted by the wire; what a recipe may have is counted in bytes.
        if (Buffer.byteLength(text) > draftLimits.textBytes)
          throw refused(say('draft-text-too-large', { limitBytes: draftLimits.textBytes }));
        await writeFileDurably(path.join(folder, recipePath), text);
      }),
    addFile: (name, file) =>
      change(name, async (folder) => {
        const target = plainName(file.fileName);
        if (file.sizeBytes > draftLimits.fileBytes) {
          throw new SlipwayError(
            'wire/too-large',
            say('draft-file-too-large', {
              file: target,
              sizeBytes: file.sizeBytes,
              limitBytes: draftLimits.fileBytes,
            }),
            {
              action: say('do-choose-smaller-file'),
            },
          );
        }
        const others = (await filesIn(folder)).filter((one) => one.name !== target).map((one) => one.name);
        if (others.length >= draftLimits.files)
          throw refused(say('draft-too-many-files', { maximum: draftLimits.files }));
        if (findCollision([recipePath, ...others, target]) !== undefined) throw unsafe(target, say('path-collides'));
        await rename(file.path, path.join(folder, target));
        await syncFolder(folder);
      }),
    removeFile: (name, file) =>
      change(name, async (folder) => {
        // Only what was listed can be named, so that no path is made from what a client says.
        const listed = (await filesIn(folder)).find((one) => one.name === file);
        if (listed === undefined) throw refused(say('draft-no-such-file', { name, file }));
        await rm(path.join(folder, ...listed.name.split('/')));
        await syncFolder(folder);
      }),
    remove: (name) =>
      inTurn(async () => {
        const folder = await assertThere(name);
        const aside = path.join(dir, `${gonePrefix}${randomUUID()}`);
        await rename(folder, aside);
        await syncFolder(dir);
        await rm(aside, { recursive: true, force: true });
        deps.onChange();
      }),
    recipeFile: async (name) => path.join(await assertThere(name), recipePath),
    folder: assertThere,
    has: async (name) => (await names()).includes(name),
  };
}

/** The name under which an uploaded file is put beside a recipe. Throws bundle/unsafe-path. */
function plainName(fileName: string): string {
  const objection = pathObjection(fileName);
  if (objection !== undefined) throw unsafe(fileName, objection);
  if (fileName.includes('/')) throw unsafe(fileName, say('path-is-path'));
  if (fileName.startsWith('.')) throw unsafe(fileName, say('path-dot'));
  const reserved = [recipePath, ...unlistedPaths].map((name) => name.toLowerCase());
  if (reserved.includes(fileName.toLowerCase())) throw unsafe(fileName, say('path-reserved'));
  return fileName;
}

const unsafe = (name: string, reason: Sentence) =>
  new SlipwayError('bundle/unsafe-path', say('draft-name-refused', { name, reason }), {
    action: say('do-plain-name'),
  });

const refused = (message: Sentence) =>
  new SlipwayError('wire/invalid-input', message, { action: say('do-see-draft-files') });

const missing = (name: string) =>
  new SlipwayError('recipe/unreadable', say('draft-not-found', { draft: name.slice(0, 64) }), {
    action: say('do-choose-draft'),
  });

async function readText(folder: string): Promise<string> {
  const file = path.join(folder, recipePath);
  const { size } = await stat(file);
  if (size > draftLimits.textBytes) throw refused(say('draft-text-too-large', { limitBytes: draftLimits.textBytes }));
  return new TextDecoder('utf-8').decode(await readFile(file));
}

/** Files beside the recipe, also those in folders that came with a bundle. */
async function filesIn(folder: string): Promise<{ name: string; sizeBytes: number }[]> {
  const files: { name: string; sizeBytes: number }[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith(temporaryPrefix)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join('/');
    if (name === recipePath) continue;
    files.push({ name, sizeBytes: (await stat(file)).size });
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function changedAtMs(folder: string, files: readonly { name: string }[]): Promise<number> {
  const all = [recipePath, ...files.map(({ name }) => name)];
  const times = await Promise.all(all.map(async (name) => (await stat(path.join(folder, ...name.split('/')))).mtimeMs));
  return Math.round(Math.max(...times));
}
