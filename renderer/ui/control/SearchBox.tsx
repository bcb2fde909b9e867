// Owns: the one field to search with. Imports siblings.
import { TextInput } from '@mantine/core';
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type Ref, useRef } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { Kbd } from '../data/Kbd.tsx';
import { Icon } from '../icons.tsx';
import { uiTexts } from '../texts.ts';
import { IconButton } from './IconButton.tsx';
import classes from './SearchBox.module.css';

export interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** What whoever searches takes at most. */
  readonly maxLength?: number;
  /** The key that leads here, shown while the field is empty: `/`. */
  readonly shortcut?: string;
  /** Keys that belong to the list below: arrows, Enter. */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** Escape empties it first, and is then left to whoever listens outside. */
export function SearchBox({
  label,
  value,
  onChange,
  placeholder,
  maxLength,
  shortcut,
  onKeyDown,
  ref,
}: SearchBoxProps): ReactNode {
  const t = useTexts(uiTexts);
  const box = useRef<HTMLDivElement>(null);
  const clear = () => {
    onChange('');
    box.current?.querySelector('input')?.focus();
  };
  const end =
    value !== '' ? (
      <IconButton label={t('clearSearch')} icon={X} size="sm" onClick={clear} />
    ) : shortcut === undefined ? null : (
      <Kbd>{shortcut}</Kbd>
    );
  return (
    <div className={classes.box} ref={box}>
      <TextInput
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        {...(maxLength === undefined ? {} : { maxLength })}
        {...(ref === undefined ? {} : { ref })}
        leftSection={<Icon of={Search} />}
        rightSection={end}
        rightSectionPointerEvents={value === '' ? 'none' : 'auto'}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            clear();
            return;
          }
          onKeyDown?.(event);
        }}
        classNames={{ input: classes.input ?? '' }}
      />
    </div>
  );
}
