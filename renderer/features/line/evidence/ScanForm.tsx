// Owns: the serial number of a unit whose label cannot be scanned. Imports i18n.
import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import classes from './EvidencePanel.module.css';
import { Picture } from './Pictures.tsx';
import { evidenceTexts } from './texts.ts';

export interface ScanFormProps {
  /** What a label of this recipe looks like, as a regular expression. The engine checks it. */
  readonly pattern: string;
  readonly onSerial: (serial: string) => void;
}

export function ScanForm({ pattern, onSerial }: ScanFormProps): ReactNode {
  const t = useTexts(evidenceTexts);
  const [text, setText] = useState('');
  const serial = text.trim();
  return (
    <form
      className={classes.part}
      onSubmit={(event) => {
        event.preventDefault();
        if (serial === '') return;
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
        description={t('scan_pattern', { pattern })}
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
