// Owns: what a recipe does, as a numbered list in the language of the window. Imports i18n and siblings.
import type { ReactNode } from 'react';
import { chipName } from '../../../electron/contract/chip-name.ts';
import type { RecipeFact } from '../../../electron/contract/recipe-facts.ts';
import { type Format, useFormat, useLanguage, useTexts } from '../../i18n/index.ts';
import { exampleOf } from './example-of.ts';
import classes from './FactList.module.css';
import { factTexts } from './texts.ts';

type FactTranslate = ReturnType<typeof useTexts<typeof factTexts.en>>;

export interface FactListProps {
  readonly facts: readonly RecipeFact[];
}

export function FactList({ facts }: FactListProps): ReactNode {
  const t = useTexts(factTexts);
  const format = useFormat();
  const { locale, language } = useLanguage();
  const conjunction = new Intl.ListFormat(locale, { type: 'conjunction' });
  // Names in Latin letters would stick to the Chinese “and”.
  const list = (names: readonly string[]) => (language === 'zh' ? names.join('、') : conjunction.format(names));
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

/** A serial number does not break at its hyphens. This one is nobody's, so that nobody copies it. */
const unbroken = (serial: string): string => serial.replaceAll('-', '\u2011');

function factSentence(
  fact: RecipeFact,
  t: FactTranslate,
  format: Format,
  list: (names: readonly string[]) => string,
): string {
  switch (fact.kind) {
    case 'chip':
      return t('chip', { chip: chipName(fact.chip) });
    case 'write': {
      const place =
        typeof fact.to === 'number'
          ? t('place_address', { address: `0x${fact.to.toString(16)}` })
          : t('place_partition', { partition: fact.to.partition });
      if (fact.sizeBytes === null) return t('writeMissing', { image: fact.image, place });
      return t('write', { image: fact.image, size: format.bytes(fact.sizeBytes), place });
    }
    case 'preserve':
      return t('preserve', { partitions: list(fact.partitions) });
    case 'serial':
      if (fact.from === 'label') return t('serial_label');
      return fact.from === 'pool'
        ? t('serial_pool', { rule: fact.rule })
        : t('serial_scheme', { example: unbroken(exampleOf(fact.rule, Date.now())) });
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
      return t('measure', { names: list(fact.names) });
    case 'enroll':
      return t('enroll', { fleet: fact.fleet });
  }
}
