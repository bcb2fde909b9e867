import type { Recipe } from '../../contract/recipe.ts';
import type { RecipeFact } from '../../contract/recipe-facts.ts';

/** What a recipe will do to a unit, in the order in which it happens. Sizes by the name of the image, where known. */
export function recipeFacts(recipe: Recipe, sizesBytes: ReadonlyMap<string, number>): RecipeFact[] {
  const { identity, config, store, fuses, enrollment, measurements, preserve } = recipe;
  const facts: RecipeFact[] = [{ kind: 'chip', chip: recipe.device.chip }];
  for (const { name, at } of recipe.images) {
    const to = typeof at === 'number' ? at : { partition: at.slice('partition:'.length) };
    facts.push({ kind: 'write', image: name, sizeBytes: sizesBytes.get(name) ?? null, to });
  }
  if (preserve !== undefined && preserve.length > 0) facts.push({ kind: 'preserve', partitions: [...preserve] });
  if (identity !== undefined) facts.push(serialFact(identity.serial));
  if (identity?.key !== undefined) {
    facts.push({ kind: 'key', keyType: identity.key.type, hasCertificate: identity.certificate !== undefined });
  }
  if (config !== undefined) {
    facts.push({ kind: 'config', count: Object.keys(config).length, partition: store?.partition ?? null });
  }
  if (fuses?.userData !== undefined) facts.push({ kind: 'fuse', userData: fuses.userData });
  facts.push({ kind: 'boot', asksIdentity: recipe.boot.identity !== undefined });
  if (measurements !== undefined && measurements.length > 0) {
    facts.push({ kind: 'measure', names: measurements.map(({ name }) => name) });
  }
  if (enrollment !== undefined) facts.push({ kind: 'enroll', fleet: enrollment.fleet });
  return facts;
}

function serialFact(policy: NonNullable<Recipe['identity']>['serial']): RecipeFact {
  if ('scheme' in policy) return { kind: 'serial', from: 'scheme', rule: policy.scheme };
  if ('pool' in policy) return { kind: 'serial', from: 'pool', rule: policy.pool };
  return { kind: 'serial', from: 'label', rule: policy.scan };
}
