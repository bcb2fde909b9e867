// Owns: the button for what cannot be taken back. Imports siblings. use-hold.ts says when it counts.
import { TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { announce } from '../feedback/announce.ts';
import { uiTexts } from '../texts.ts';
import classes from './HoldToConfirm.module.css';
import { useHold } from './use-hold.ts';

export interface HoldToConfirmProps {
  /** Says what it does: `Retire this unit`. */
  readonly label: string;
  readonly holdMs?: number;
  /** What has to be typed before, usually the unit's serial number. */
  readonly typed?: string;
  readonly tone?: 'danger' | 'normal';
  readonly isDisabled?: boolean;
  readonly onConfirm: () => void;
}

export function HoldToConfirm({
  label,
  holdMs = 1200,
  typed,
  tone = 'danger',
  isDisabled = false,
  onConfirm,
}: HoldToConfirmProps): ReactNode {
  const t = useTexts(uiTexts);
  const id = useId();
  const [text, setText] = useState('');
  const isLocked = typed !== undefined && text.trim() !== typed;
  const isEnabled = !isDisabled && !isLocked;
  const hold = useHold(holdMs, isEnabled, () => {
    setText('');
    onConfirm();
  });
  const hint = isLocked ? t('holdType', { text: typed }) : hold.phase === 'armed' ? t('holdArmed') : t('holdHint');
  useEffect(() => {
    if (hold.phase === 'armed') announce(t('holdArmed'), 'assertive');
  }, [hold.phase, t]);
  return (
    <div className={classes.box}>
      {typed !== undefined && (
        <TextInput
          label={t('holdType', { text: typed })}
          value={text}
          disabled={isDisabled}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          classNames={{ input: classes.typed ?? '' }}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <button
        type="button"
        className={classes.button}
        data-tone={tone}
        data-phase={hold.phase}
        // Not `disabled`: it must stay reachable, so that everyone can read what is missing.
        aria-disabled={!isEnabled}
        aria-describedby={`${id}-hint`}
        onContextMenu={(event) => event.preventDefault()}
        {...hold.handlers}
      >
        <span className={classes.fill} style={{ scale: `${hold.share} 1` }} />
        <span className={classes.label}>{label}</span>
        <span className={classes.hint} id={`${id}-hint`}>
          {hint}
        </span>
      </button>
    </div>
  );
}
