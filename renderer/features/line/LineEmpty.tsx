// Owns: what the line says when it cannot make anything yet: why, and the next step. Imports ui, i18n.
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ClipboardList, Usb } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LineState } from '../../../electron/contract/line.ts';
import { useErrorText, useTexts } from '../../i18n/index.ts';
import { EmptyState, Notice } from '../../ui/index.ts';
import classes from './LineEmpty.module.css';
import { lineTexts } from './texts.ts';
import ways from './way-out.module.css';

export interface LineEmptyProps {
  readonly line: LineState;
  /** It is being set up: the panel has the button that counts. */
  readonly isSetupOpen: boolean;
  readonly onSetup: () => void;
}

export function LineEmpty({ line, isSetupOpen, onSetup }: LineEmptyProps): ReactNode {
  const t = useTexts(lineTexts);
  const problem = useErrorText(line.problem);
  const setup = (
    <Button size="lg" variant={isSetupOpen ? 'default' : 'filled'} onClick={onSetup}>
      {t(line.setup === null ? 'empty_act' : 'problem_act')}
    </Button>
  );
  if (line.slots.length === 0) {
    return (
      <div className={classes.noSlots}>
        <EmptyState
          icon={Usb}
          title={t('no_slots_title')}
          action={
            <Link className={`${classes.link} ${ways.wayOut}`} to="/station/$section" params={{ section: 'slots' }}>
              {t('no_slots_act')}
            </Link>
          }
        >
          {t('no_slots_text')}
        </EmptyState>
      </div>
    );
  }
  if (problem !== undefined) {
    // What to do about a recipe's text is for who writes it, and not to be read from the bench.
    const isText = line.problem?.code.startsWith('recipe/') === true;
    const source = line.setup?.source;
    const draft = isText && source !== undefined && 'draft' in source ? source.draft : undefined;
    const toDraft = draft !== undefined && (
      <Link className={`${classes.plainLink} ${ways.wayOut}`} to="/library/drafts/$name" params={{ name: draft }}>
        {t('problem_draft')}
      </Link>
    );
    return (
      <div className={classes.problem}>
        <Notice
          tone="station"
          title={problem.title}
          action={
            <>
              {toDraft}
              {setup}
            </>
          }
        >
          {problem.meaning} {isText ? t('problem_text') : problem.action}
        </Notice>
      </div>
    );
  }
  if (line.setup !== null) return null;
  return (
    <section className={classes.invitation}>
      <ClipboardList className={classes.icon} size="2.5rem" strokeWidth={1.5} aria-hidden />
      <p className={classes.words}>{t('empty_text')}</p>
      {setup}
    </section>
  );
}
