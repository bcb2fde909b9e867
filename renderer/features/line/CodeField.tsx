// Owns: typing what a scanner would have read, for the day on which it is broken or a label is torn. Imports i18n.
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import classes from './CodeField.module.css';
import { lineTexts } from './texts.ts';

export interface CodeFieldProps {
  readonly onCode: (text: string) => void;
  readonly onClose: () => void;
}

export function CodeField({ onCode, onClose }: CodeFieldProps): ReactNode {
  const t = useTexts(lineTexts);
  const id = useId();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onCode(text);
    setText('');
    onClose();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <label className={classes.label} htmlFor={id}>
        {t('code_label')}
      </label>
      <input
        id={id}
        className={classes.input}
        value={text}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={128}
        aria-describedby={`${id}-hint`}
        // biome-ignore lint/a11y/noAutofocus: it appears because somebody asked to type.
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      />
      <button type="submit" className={classes.send}>
        {t('code_send')}
      </button>
      <span id={`${id}-hint`} className={classes.hint}>
        {t('code_hint')}
      </span>
    </form>
  );
}
