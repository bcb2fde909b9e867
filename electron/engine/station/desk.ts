// Owns: how the parts of the library come together: uploads, bundles, drafts, rehearsals, trust, keys, fleets.
// May import the parts that it joins. index.ts gives it what the whole station shares. Start reading at `openDesk`.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SlipwayError } from '../../contract/errors.ts';
import type { ChangedTopic } from '../../contract/events.ts';
import type { RecipeSource } from '../../contract/line.ts';
import { say } from '../../contract/sentences.ts';
import type { DriverRegistry } from '../drivers/registry.ts';
import type { Engine } from '../engine.ts';
import type { Fleets } from '../fleet/config.ts';
import type { CarrySigner } from '../fleet/envelope.ts';
import type { Outbox } from '../fleet/outbox.ts';
import type { StationTrust } from '../fleet/stations.ts';
import type { Authorities } from '../identity/authorities.ts';
import type { KeyStore } from '../identity/keystore.ts';
import type { Journal } from '../journal/journal.ts';
import type { Library } from '../recipe/library.ts';
import type { Trust } from '../recipe/trust.ts';
import type { Clock } from '../util/clock.ts';
import { type CarryCalls, createCarryCalls } from './carry-calls.ts';
import { createDraftCalls } from './draft-calls.ts';
import { createDrafts } from './drafts.ts';
import { createFleetCalls } from './fleet-calls.ts';
import { createKeyCalls } from './key-calls.ts';
import { createRecipeCalls } from './recipe-calls.ts';
import { createRecipes, driverOf, type Recipes } from './recipes.ts';
import { createRehearsals, type RehearsalsDeps } from './rehearsals.ts';
import { createTrustCalls } from './trust-calls.ts';
import { createUploads } from './uploads.ts';

export interface DeskDeps {
  readonly dataDir: string;
  /** Others than whoever started this process may ask it, and are told nothing of files that only he may read. */
  readonly isShared: boolean;
  readonly clock: Clock;
  readonly drivers: DriverRegistry;
  readonly journal: Journal;
  readonly trust: Trust;
  readonly library: Library;
  readonly keystore: KeyStore;
  readonly authorities: Authorities;
  readonly fleets: Fleets;
  readonly outbox: Pick<Outbox, 'resume' | 'send' | 'settle'>;
  /** The station's own key, for what it hands to other machines. */
  readonly signer: () => Promise<CarrySigner>;
  readonly stations: StationTrust;
  /** The key store was opened: what needs its secrets can be made now. */
  readonly onUnlock: () => Promise<void>;
  readonly publishChanged: (topic: ChangedTopic) => void;
  readonly openRehearsalStation: RehearsalsDeps['openStation'];
  /** What the line is set up with. */
  readonly lineSource: () => RecipeSource | undefined;
}

export interface Desk extends AsyncDisposable {
  readonly recipes: Recipes;
  readonly calls: Pick<Engine, 'uploads' | 'recipes' | 'drafts' | 'trust' | 'keys' | 'fleets' | 'stations'>;
  /** The part of `outbox` that is about files. */
  readonly carry: CarryCalls['outbox'];
  /** Makes the draft of the example recipe, where there is none of that name. */
  prepareExample(): Promise<void>;
  /** Values of configuration fields in the recipes of this station, which no support file may carry. */
  configValues(): Promise<string[]>;
}

const exampleName = 'acme-sensor';

export async function openDesk(deps: DeskDeps): Promise<Desk> {
  const { dataDir, clock, drivers, library, publishChanged } = deps;
  await using stack = new AsyncDisposableStack();
  const uploads = stack.use(await createUploads({ dir: path.join(dataDir, 'uploads'), clock }));
  const validate = async (text: string, folder: string | null) => {
    const { validateRecipe } = await import('../recipe/validate.ts');
    return validateRecipe({ text, folder, driverOf: (loaded) => driverOf(loaded, drivers) });
  };
  const drafts = createDrafts({
    dir: path.join(dataDir, 'drafts'),
    validate,
    onChange: () => publishChanged('drafts'),
  });
  const recipes = createRecipes({
    drivers,
    library,
    drafts,
    ...(deps.isShared ? { loadLoose: async (file) => (await import('./loose-recipe.ts')).loadForOthers(file) } : {}),
  });
  const rehearsals = stack.use(
    await createRehearsals({
      dir: path.join(dataDir, 'rehearsals'),
      recipes,
      openStation: deps.openRehearsalStation,
    }),
  );

  /** Whether the line would make units by this file; a set-up whose bundle is refused uses nothing. */
  async function isOnLine(recipeFile: string): Promise<boolean> {
    const source = deps.lineSource();
    if (source === undefined) return false;
    const found = await recipes.locate(source).catch(() => undefined);
    return found?.recipeFile === recipeFile;
  }

  async function assertUnused(recipeFile: string, name: string): Promise<void> {
    const user = recipes.isUsed(recipeFile) ? 'run' : (await isOnLine(recipeFile)) ? 'line' : undefined;
    if (user === undefined) return;
    throw new SlipwayError('recipe/in-use', say(`recipe-in-use-by-${user}`, { name }));
  }

  const carry = createCarryCalls({ ...deps, uploads, onChange: () => publishChanged('fleets') });
  const resources = stack.move();
  return {
    recipes,
    carry: carry.outbox,
    calls: {
      uploads: {
        begin: (request) => uploads.begin(request),
        append: (request) => uploads.append(request),
        discard: async ({ uploadId }) => {
          await uploads.discard(uploadId);
          return { ok: true };
        },
      },
      recipes: createRecipeCalls({
        library,
        recipes,
        drafts,
        uploads,
        rehearsals,
        validate,
        assertUnused,
        onChange: () => publishChanged('library'),
      }),
      drafts: createDraftCalls({ drafts, recipes, uploads, assertUnused }),
      trust: createTrustCalls({
        trust: deps.trust,
        onChange: () => {
          publishChanged('trust');
          publishChanged('library');
        },
      }),
      keys: createKeyCalls({
        keystore: deps.keystore,
        authorities: deps.authorities,
        onChange: () => publishChanged('keys'),
        onUnlock: async () => {
          await deps.onUnlock();
          deps.outbox.resume();
        },
      }),
      fleets: createFleetCalls({
        fleets: deps.fleets,
        keystore: deps.keystore,
        journal: deps.journal,
        onChange: () => publishChanged('fleets'),
        onSet: (fleet) => deps.outbox.resume(fleet),
      }),
      stations: carry.stations,
    },
    async prepareExample() {
      if (await drafts.has(exampleName)) return;
      const { fillDraft } = await import('./draft-files.ts');
      await drafts.create(exampleName, (folder) => fillDraft(folder, { example: exampleName }, recipes));
    },
    async configValues() {
      const places = await library.shelf();
      const files = places.flatMap((place) => (place.kind === 'usable' ? [place.bundle.recipeFile] : []));
      for (const { name } of await drafts.list()) files.push(await drafts.recipeFile(name));
      const { configTexts } = await import('../recipe/config-texts.ts');
      const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
      return texts.flatMap(configTexts);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
