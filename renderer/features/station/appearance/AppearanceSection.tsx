// Owns: how this window looks and sounds. Imports data, commands, i18n and ui.
import { Button, SegmentedControl, Switch, Text, TextInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useAllCommands } from '../../../commands/index.ts';
import { usePreferences } from '../../../data/index.ts';
import { type Language, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Panel, useChineseFont } from '../../../ui/index.ts';
import classes from './AppearanceSection.module.css';
import { appearanceTexts } from './texts.ts';

const themes = ['auto', 'light', 'dark'] as const;
const densities = ['comfortable', 'compact'] as const;
/** Languages are named in themselves, so that who cannot read this one finds the way out. */
const languageNames = { en: 'English', de: 'Deutsch', zh: '中文' } as const;
const languages = ['auto', 'en', 'de', 'zh'] as const;

/** The frame's own command: it alone knows how a kiosk begins and ends. */
const kioskCommand = 'kiosk.enter';

export function AppearanceSection() {
  const t = useTexts(appearanceTexts);
  const [preferences, change] = usePreferences();
  const { choice, setChoice } = useLanguage();
  const allCommands = useAllCommands();
  useChineseFont(true);
  return (
    <Panel>
      <Text c="dimmed" className={classes.lead}>
        {t('lead')}
      </Text>
      <Row label={t('theme')}>
        {(id) => (
          <Choice
            id={id}
            values={themes}
            value={preferences.theme}
            label={(value) => t(`theme_${value}`)}
            onChange={(theme) => change({ theme })}
          />
        )}
      </Row>
      <Row label={t('language')}>
        {(id) => (
          <Choice
            id={id}
            values={languages}
            value={choice}
            label={(value) => (value === 'auto' ? t('language_auto') : <LanguageName language={value} />)}
            onChange={setChoice}
          />
        )}
      </Row>
      <Row label={t('density')} text={t('densityText')}>
        {(id) => (
          <Choice
            id={id}
            values={densities}
            value={preferences.density}
            label={(value) => t(`density_${value}`)}
            onChange={(density) => change({ density })}
          />
        )}
      </Row>
      <Row label={t('sounds')} text={t('soundsText')}>
        {(id) => (
          <Switch
            aria-labelledby={id}
            checked={preferences.hasSounds}
            onChange={(event) => change({ hasSounds: event.currentTarget.checked })}
          />
        )}
      </Row>
      <Row label={t('operator')} text={t('operatorText')}>
        {(id) => (
          <TextInput
            aria-labelledby={id}
            value={preferences.operator}
            maxLength={120}
            onChange={(event) => change({ operator: event.currentTarget.value })}
          />
        )}
      </Row>
      <Row label={t('kiosk')} text={t('kioskText')}>
        {() => (
          <Button
            variant="default"
            onClick={() =>
              allCommands()
                .find(({ id }) => id === kioskCommand)
                ?.run()
            }
          >
            {t('kioskOn')}
          </Button>
        )}
      </Row>
    </Panel>
  );
}

const LanguageName = ({ language }: { readonly language: Language }) => (
  <span lang={language}>{languageNames[language]}</span>
);

interface RowProps {
  readonly label: string;
  readonly text?: string;
  readonly children: (labelId: string) => ReactNode;
}

function Row({ label, text, children }: RowProps) {
  const id = useId();
  return (
    <div className={classes.row}>
      <div className={classes.words}>
        <Text fw={600} id={id}>
          {label}
        </Text>
        {text !== undefined && <Text c="dimmed">{text}</Text>}
      </div>
      <div className={classes.control}>{children(id)}</div>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly id: string;
  readonly values: readonly T[];
  readonly value: T;
  readonly label: (value: T) => ReactNode;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ id, values, value, label, onChange }: ChoiceProps<T>) {
  return (
    <SegmentedControl
      aria-labelledby={id}
      value={value}
      data={values.map((each) => ({ value: each, label: label(each) }))}
      onChange={(next) => {
        const chosen = values.find((each) => each === next);
        if (chosen !== undefined) onChange(chosen);
      }}
    />
  );
}
