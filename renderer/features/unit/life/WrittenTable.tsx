// Owns: what a run wrote, image by image: where, how much, its SHA-256, and how it was read back.
import type { ReactNode } from 'react';
import { useEvidenceWords, useFormat, useTexts } from '../../../i18n/index.ts';
import { addressOf, Hash, Mono } from '../../../ui/index.ts';
import { unitTexts } from '../texts.ts';
import classes from './WrittenTable.module.css';
import type { WrittenRegion } from './written.ts';

export function WrittenTable({ regions }: { readonly regions: readonly WrittenRegion[] }): ReactNode {
  const t = useTexts(unitTexts);
  const { bytes } = useFormat();
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('image')}</th>
            <th scope="col">{t('address')}</th>
            <th scope="col">{t('size')}</th>
            <th scope="col">SHA-256</th>
            <th scope="col">{t('readBack')}</th>
          </tr>
        </thead>
        <tbody>
          {regions.map(({ name, offset, sizeBytes, sha256, readBack }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{offset === null ? t('nothing') : <Mono>{addressOf(offset)}</Mono>}</td>
              <td>{sizeBytes === null ? t('nothing') : bytes(sizeBytes)}</td>
              <td>{sha256 === null ? t('nothing') : <Hash value={sha256} length={8} />}</td>
              <td>{readBack === null ? t('notReadBack') : <ReadBack {...readBack} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ReadBack({ digest, method }: { readonly digest: string; readonly method: string }): ReactNode {
  const { wordOf } = useEvidenceWords();
  return (
    <>
      <Hash value={digest} length={8} /> <span className={classes.method}>{wordOf(method) ?? method}</span>
    </>
  );
}
