// Owns: a piece of evidence as people read it: sizes, times, addresses and hashes, whatever family it is of.
import type { ReactNode } from 'react';
import type { StepRecord } from '../../../electron/contract/records.ts';
import { useEvidenceWords, useFormat, useTexts } from '../../i18n/index.ts';
import { Hash } from '../data/Hash.tsx';
import { Mono } from '../data/Mono.tsx';
import classes from './EvidenceView.module.css';
import { type Shown, type ShownEntry, showEvidence } from './evidence.ts';
import { runTexts } from './texts.ts';

export interface EvidenceViewProps {
  readonly evidence: NonNullable<StepRecord['evidence']>;
}

export function EvidenceView({ evidence }: EvidenceViewProps): ReactNode {
  return <Entries entries={showEvidence(evidence)} />;
}

function Entries({ entries }: { readonly entries: readonly ShownEntry[] }): ReactNode {
  const { nameOf } = useEvidenceWords();
  return (
    <dl className={classes.entries}>
      {entries.map(({ name, shown }) => (
        <div key={name} className={classes.entry} data-is-wide={shown.kind === 'table' || shown.kind === 'group'}>
          {/* The field's own word, as in the journal and in exported files, is one hover away. */}
          <dt title={name}>{nameOf(name)}</dt>
          <dd>
            <Value shown={shown} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ shown }: { readonly shown: Shown }): ReactNode {
  const t = useTexts(runTexts);
  const { bytes, duration, number } = useFormat();
  const { nameOf, wordOf } = useEvidenceWords();
  switch (shown.kind) {
    case 'bytes':
      return `${bytes(shown.value)}${shown.value >= 1024 ? ` (${number(shown.value)} B)` : ''}`;
    case 'duration':
      return duration(shown.value);
    case 'address':
      return <Mono>{addressOf(shown.value)}</Mono>;
    case 'number':
      return number(shown.value, 3);
    case 'yes-no':
      return t(shown.value ? 'yes' : 'no');
    case 'hash':
      return <Hash value={shown.value} />;
    case 'text':
      return wordOf(shown.value) ?? <Mono>{shown.value}</Mono>;
    case 'nothing':
      return <span className={classes.nothing}>{t('nothing')}</span>;
    case 'texts':
      return shown.values.length === 0 ? (
        <span className={classes.nothing}>{t('nothing')}</span>
      ) : (
        <Mono>{shown.values.join(', ')}</Mono>
      );
    case 'group':
      return <Entries entries={shown.entries} />;
    case 'table':
      return (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                {shown.columns.map((column) => (
                  <th key={column} scope="col" title={column}>
                    {nameOf(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.rows.map((row, rowIndex) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: evidence never changes once it is journaled.
                <tr key={rowIndex}>
                  {row.map((cell, index) => (
                    <td key={shown.columns[index]}>
                      <Value shown={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

/** Eight digits, as datasheets and partition tables write addresses. */
export const addressOf = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;
