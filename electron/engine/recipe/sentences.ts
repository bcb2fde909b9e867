import type { Recipe } from '../../contract/recipe.ts';
import type { PlacedImage } from '../drivers/driver.ts';

const size = (bytes: number) =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 * 1024
      ? `${Math.round(bytes / 1024)} KiB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
const place = ({ at }: PlacedImage) =>
  typeof at === 'number' ? `at 0x${at.toString(16)}` : `into partition ${at.partition}`;

/** What a recipe will do to a unit, in plain sentences, in the order in which it happens. */
export function describeRecipe(recipe: Recipe, images: readonly PlacedImage[]): string[] {
  const { identity, config, store, fuses, enrollment, measurements, preserve } = recipe;
  return [
    `Takes only a unit with ${recipe.device.chip}.`,
    ...images.map(
      (image) => `Writes ${image.source.name} (${size(image.source.sizeBytes)}) ${place(image)} and compares it.`,
    ),
    ...(preserve === undefined || preserve.length === 0 ? [] : [`Leaves alone what is in ${preserve.join(', ')}.`]),
    ...(identity === undefined ? [] : [`Gives the unit a serial number: ${serialSentence(identity.serial)}.`]),
    ...(identity?.key === undefined
      ? []
      : [
          `Makes a key of its own (${identity.key.type})${identity.certificate === undefined ? '' : ' and a certificate'}, and keeps no copy of the key.`,
        ]),
    ...(config === undefined
      ? []
      : [`Writes ${Object.keys(config).length} configuration values into ${store?.partition ?? 'the unit'}.`]),
    ...(fuses?.userData === undefined ? [] : [`Burns "${fuses.userData}" into the fuses. This cannot be undone.`]),
    `Starts the unit and waits until it says that it is up${recipe.boot.identity === undefined ? '' : ', then asks it who it is'}.`,
    ...(measurements === undefined ? [] : [`Records ${measurements.map(({ name }) => name).join(', ')}.`]),
    ...(enrollment === undefined
      ? []
      : [`Tells the fleet "${enrollment.fleet}" about the unit, now or when it can be reached.`]),
  ];
}

function serialSentence(policy: NonNullable<Recipe['identity']>['serial']): string {
  if ('scheme' in policy) return `the next of ${policy.scheme}`;
  return 'pool' in policy ? `the next of ${policy.pool}` : 'the one on its label';
}
