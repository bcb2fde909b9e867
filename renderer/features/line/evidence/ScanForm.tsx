// Owns: the serial number of a unit whose label cannot be scanned. Imports i18n, the model.
import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { isLabel, labelExample } from '../model/label-example.ts';
import classes from './EvidencePanel.module.css';
import { Picture } from './Pictures.tsx';
import { evidenceTexts } from './texts.ts';

export interface ScanFormProps {
  /** What a label of this recipe looks like, as a regular expression. The engine checks it, and more. */
  readonly pattern: string;
  readonly onSerial: (serial: string) => void;
}

export function ScanForm({ pattern, onSerial }: ScanFormProps): ReactNode {
  const t = useTexts(evidenceTexts);
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<string>();
  const serial = text.trim();
  const example = labelExample(pattern);
  const problem = example === undefined ? t('scan_pattern_plain') : t('scan_pattern', { example });
  return (
    <form
      className={classes.part}
      onSubmit={(event) => {
        event.preventDefault();
        if (serial === '') return;
        if (isLabel(pattern, serial) === false) return setRefused(serial);
        onSerial(serial);
        setText('');
      }}
    >
      <h3 className={classes.title}>{t('scan_title')}</h3>
      <p className={classes.why}>{t('scan_text')}</p>
      <Picture name="label" />
      <TextInput
        size="lg"
        label={t('scan_field')}
        error={refused !== undefined && refused === serial && problem}
        value={text}
        maxLength={128}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="lg" disabled={serial === ''}>
        {t('scan_start')}
      </Button>
    </form>
  );
}
