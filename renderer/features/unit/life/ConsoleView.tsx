// Owns: the console transcript of a run: numbered lines, search, wrap, copy.
import { TextInput } from '@mantine/core';
import { ChevronDown, ChevronUp, Search, WrapText } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { IconButton } from '../../../ui/index.ts';
import { CopyAction } from '../CopyAction.tsx';
import { unitTexts } from '../texts.ts';
import classes from './ConsoleView.module.css';
import { type ConsoleMatch, findInLines, levelOf, linesOf } from './console-text.ts';

export function ConsoleView({ transcript }: { readonly transcript: string }): ReactNode {
  const t = useTexts(unitTexts);
  const [needle, setNeedle] = useState('');
  const [current, setCurrent] = useState(0);
  const [isWrapped, setWrapped] = useState(true);
  const listId = useId();
  const list = useRef<HTMLOListElement>(null);
  const lines = useMemo(() => linesOf(transcript), [transcript]);
  const matches = useMemo(() => findInLines(lines, needle.trim()), [lines, needle]);
  const byLine = useMemo(() => Map.groupBy(matches, ({ line }) => line), [matches]);
  const currentMatch = matches[current];

  useEffect(() => {
    if (currentMatch === undefined) return;
    const line = list.current?.children.item(currentMatch.line);
    // Only the transcript scrolls, not the page around it.
    if (line instanceof HTMLElement && list.current !== null) {
      list.current.scrollTop = line.offsetTop - list.current.clientHeight / 2;
    }
  }, [currentMatch]);

  const step = (by: number) => {
    if (matches.length > 0) setCurrent((last) => (last + by + matches.length) % matches.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  };

  return (
    <div className={classes.console}>
      <div className={classes.tools}>
        <TextInput
          className={classes.search}
          aria-label={t('searchConsole')}
          aria-controls={listId}
          placeholder={t('searchConsole')}
          leftSection={<Search size="1rem" aria-hidden />}
          value={needle}
          onChange={(event) => {
            setNeedle(event.currentTarget.value);
            setCurrent(0);
          }}
          onKeyDown={onKeyDown}
        />
        <span className={classes.found} role="status">
          {needle.trim() !== '' &&
            (matches.length === 0 ? t('noMatch') : t('matchOf', { at: current + 1, all: matches.length }))}
        </span>
        <IconButton
          label={t('previousMatch')}
          icon={ChevronUp}
          isDisabled={matches.length === 0}
          onClick={() => step(-1)}
        />
        <IconButton
          label={t('nextMatch')}
          icon={ChevronDown}
          isDisabled={matches.length === 0}
          onClick={() => step(1)}
        />
        <IconButton
          label={t('wrapLines')}
          icon={WrapText}
          isPressed={isWrapped}
          onClick={() => setWrapped(!isWrapped)}
        />
        <CopyAction value={transcript} label={t('copyConsole')} />
      </div>

      <ol
        id={listId}
        ref={list}
        className={classes.lines}
        data-is-wrapped={isWrapped}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
        aria-label={t('console')}
      >
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its number.
          <li key={index} data-level={levelOf(line)}>
            <Line text={line} matches={byLine.get(index)} current={currentMatch} />
          </li>
        ))}
      </ol>
    </div>
  );
}

interface LineProps {
  readonly text: string;
  readonly matches: readonly ConsoleMatch[] | undefined;
  readonly current: ConsoleMatch | undefined;
}

function Line({ text, matches = [], current }: LineProps): ReactNode {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of matches) {
    parts.push(text.slice(end, match.start));
    parts.push(
      <mark key={match.start} data-is-current={match === current}>
        {text.slice(match.start, match.end)}
      </mark>,
    );
    end = match.end;
  }
  parts.push(text.slice(end));
  return <code>{parts}</code>;
}
