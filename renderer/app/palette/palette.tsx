// Owns: the command palette: everything that can be done, every screen, and units by what is printed on them.
// A combobox over one list, as WAI-ARIA describes it. Imports data, i18n, commands and siblings.
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { mostSearchChars } from '../../../electron/contract/search-text.ts';
import { type Command, useAllCommands } from '../../commands/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Icon, Kbd, StatusBadge } from '../../ui/index.ts';
import { Dialog } from '../frame/dialog.tsx';
import { KeyCaps } from '../key-caps.tsx';
import { appTexts } from '../texts.ts';
import classes from './palette.module.css';
import { rank } from './rank.ts';
import { useUnitSearch } from './use-unit-search.ts';

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly keys?: string | undefined;
  readonly trailing?: ReactNode;
  readonly isMono?: boolean;
  run(): void;
}

const maximumEntries = 40;
const pageOfEntries = 8;

export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTexts(appTexts);
  const id = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { entries, unitCount, hasMoreUnits, isSearching } = useEntries(text);
  const index = Math.min(chosen, entries.length - 1);
  const optionId = (at: number) => `${id}-option-${at}`;

  const run = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const choose = (at: number) => {
    const next = (at + entries.length) % entries.length;
    setChosen(next);
    document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || entries.length === 0) return;
    if (event.key === 'Enter') run(entries[index]);
    else if (event.key === 'ArrowDown') choose(index + 1);
    else if (event.key === 'ArrowUp') choose(index - 1);
    else if (event.key === 'PageDown') choose(Math.min(entries.length - 1, index + pageOfEntries));
    else if (event.key === 'PageUp') choose(Math.max(0, index - pageOfEntries));
    else return;
    event.preventDefault();
  };

  return (
    <Dialog label={t('palette')} onClose={onClose} place="top">
      <div className={classes.field}>
        <Icon of={Search} className={classes.mark} />
        <input
          className={classes.input}
          type="text"
          role="combobox"
          aria-label={t('palette')}
          aria-expanded={entries.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={entries.length > 0 ? optionId(index) : undefined}
          placeholder={t('paletteHint')}
          autoComplete="off"
          spellCheck={false}
          autoFocus
          maxLength={mostSearchChars}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={t('palette')} className={classes.list}>
        {entries.map((entry, at) => (
          <div key={entry.id} className={classes.row}>
            {entry.group !== entries[at - 1]?.group && (
              <div className={classes.group} role="presentation">
                {entry.group}
              </div>
            )}
            {/* biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field; aria-activedescendant names it */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys */}
            <div
              id={optionId(at)}
              role="option"
              aria-selected={at === index}
              className={classes.option}
              onClick={() => run(entry)}
              onPointerMove={() => setChosen(at)}
            >
              <span className={entry.isMono ? classes.mono : classes.title}>{entry.title}</span>
              {entry.trailing}
              {entry.keys !== undefined && <KeyCaps keys={entry.keys} />}
            </div>
          </div>
        ))}
        {entries.length === 0 && !isSearching && <p className={classes.nothing}>{t('paletteNothing', { text })}</p>}
      </div>
      <p className={classes.foot}>
        <span role="status">
          {isSearching
            ? t('paletteSearching')
            : hasMoreUnits
              ? t('paletteFirst', { count: unitCount })
              : t('paletteCount', { count: entries.length })}
        </span>
        <span>
          <Kbd>↑↓</Kbd> {t('keyMove')}
        </span>
        <span>
          <KeyCaps keys="Enter" /> {t('keyChoose')}
        </span>
        <span>
          <KeyCaps keys="Escape" /> {t('keyClose')}
        </span>
      </p>
    </Dialog>
  );
}

interface Entries {
  readonly entries: readonly Entry[];
  readonly unitCount: number;
  /** Not all units that fit are among the entries; one of these leads to Records, where they are. */
  readonly hasMoreUnits: boolean;
  readonly isSearching: boolean;
}

function useEntries(text: string): Entries {
  const t = useTexts(appTexts);
  const navigate = useNavigate();
  const all = useAllCommands();
  const { units, hasMore, isSearching } = useUnitSearch(text);
  const commands = rank(
    all().filter((command) => command.isKeyOnly !== true && command.isEnabled !== false),
    text,
  ).map(toEntry);
  const found = units.map((unit) => ({
    id: `unit:${unit.unitId}`,
    title: unit.serial ?? unit.mac ?? unit.hardwareId,
    group: t('paletteUnits'),
    isMono: true,
    trailing: (
      <>
        <span className={classes.detail}>{unit.product ?? unit.chip}</span>
        <StatusBadge status={unit.status} />
      </>
    ),
    run: () => void navigate({ to: '/units/$unitId', params: { unitId: unit.unitId } }),
  }));
  const wanted = text.trim();
  const rest: Entry = {
    id: 'units-in-records',
    title: t('paletteAllUnits', { text: wanted }),
    group: t('paletteUnits'),
    run: () => void navigate({ to: '/records', search: { text: wanted } }),
  };
  return {
    entries: [...found, ...(hasMore ? [rest] : []), ...inGroups(commands)].slice(0, maximumEntries),
    unitCount: units.length,
    hasMoreUnits: hasMore,
    isSearching,
  };
}

const toEntry = (command: Command): Entry => ({
  id: command.id,
  title: command.title,
  group: command.group,
  keys: command.keys,
  run: () => command.run(),
});

/** Those of one group together, groups in the order of their best entry. */
function inGroups(entries: readonly Entry[]): readonly Entry[] {
  return [...Map.groupBy(entries, ({ group }) => group).values()].flat();
}
