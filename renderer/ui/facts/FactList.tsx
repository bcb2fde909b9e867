// Owns: what a recipe does, as a numbered list in the language of the window. Imports i18n and siblings.
import type { ReactNode } from 'react';
import type { RecipeFact } from '../../../electron/contract/recipe-facts.ts';
import { type Format, useFormat, useLanguage, useTexts } from '../../i18n/index.ts';
import classes from './FactList.module.css';
import { factTexts } from './texts.ts';

type FactTranslate = ReturnType<typeof useTexts<typeof factTexts.en>>;

export interface FactListProps {
  readonly facts: readonly RecipeFact[];
}

export function FactList({ facts }: FactListProps): ReactNode {
  const t = useTexts(factTexts);
  const format = useFormat();
  const { locale } = useLanguage();
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return (
    <ol className={classes.list}>
      {facts.map((fact) => (
        // A fact has no name of its own, and two that say the same are the same.
        <li key={JSON.stringify(fact)} className={classes.fact} data-irreversible={fact.kind === 'fuse' || undefined}>
          {factSentence(fact, t, format, list)}
        </li>
      ))}
    </ol>
  );
}

function factSentence(fact: RecipeFact, t: FactTranslate, format: Format, list: Intl.ListFormat): string {
  switch (fact.kind) {
    case 'chip':
      return t('chip', { chip: fact.chip });
    case 'write': {
      const place =
        typeof fact.to === 'number'
          ? t('place_address', { address: `0x${fact.to.toString(16)}` })
          : t('place_partition', { partition: fact.to.partition });
      if (fact.sizeBytes === null) return t('writeMissing', { image: fact.image, place });
      return t('write', { image: fact.image, size: format.bytes(fact.sizeBytes), place });
    }
    case 'preserve':
      return t('preserve', { partitions: list.format(fact.partitions) });
    case 'serial':
      if (fact.from === 'label') return t('serial_label');
      return t(fact.from === 'pool' ? 'serial_pool' : 'serial_scheme', { rule: fact.rule });
    case 'key':
      return t(fact.hasCertificate ? 'keyAndCertificate' : 'key', { keyType: fact.keyType });
    case 'config': {
      const place = fact.partition === null ? t('place_unit') : t('place_partition', { partition: fact.partition });
      return t('config', { count: fact.count, place });
    }
    case 'fuse':
      return t('fuse', { userData: fact.userData });
    case 'boot':
      return t(fact.asksIdentity ? 'bootAndAsk' : 'boot');
    case 'measure':
      return t('measure', { names: list.format(fact.names) });
    case 'enroll':
      return t('enroll', { fleet: fact.fleet });
  }
}
