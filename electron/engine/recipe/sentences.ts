import type { RecipeFact } from '../../contract/recipe-facts.ts';

/** A fact about a recipe as a plain English sentence. Windows say it in the language of their person. */
export function sentenceOf(fact: RecipeFact): string {
  switch (fact.kind) {
    case 'chip':
      return `Takes only a unit with ${fact.chip}.`;
    case 'write': {
      const place =
        typeof fact.to === 'number' ? `at 0x${fact.to.toString(16)}` : `into partition ${fact.to.partition}`;
      const size = fact.sizeBytes === null ? '' : ` (${sizeOf(fact.sizeBytes)})`;
      return `Writes ${fact.image}${size} ${place} and compares it.`;
    }
    case 'preserve':
      return `Leaves alone what is in ${fact.partitions.join(', ')}.`;
    case 'serial':
      return `Gives the unit a serial number: ${fact.from === 'label' ? 'the one on its label' : `the next of ${fact.rule}`}.`;
    case 'key':
      return `Makes a key of its own (${fact.keyType})${fact.hasCertificate ? ' and a certificate' : ''}, and keeps no copy of the key.`;
    case 'config':
      return `Writes ${fact.count} configuration values into ${fact.partition ?? 'the unit'}.`;
    case 'fuse':
      return `Burns "${fact.userData}" into the fuses. This cannot be undone.`;
    case 'boot':
      return `Starts the unit and waits until it says that it is up${fact.asksIdentity ? ', then asks it who it is' : ''}.`;
    case 'measure':
      return `Records ${fact.names.join(', ')}.`;
    case 'enroll':
      return `Tells the fleet "${fact.fleet}" about the unit, now or when it can be reached.`;
  }
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
