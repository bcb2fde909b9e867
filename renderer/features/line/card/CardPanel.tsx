// Owns: the operator's card: every key and every code of the line, on screen and on paper. Imports data, ui, the keys.
import { Button } from '@mantine/core';
import { Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useShell, useStationInfo } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Icon, Kbd, SidePanel } from '../../../ui/index.ts';
import { barCommands, keyOf } from '../keys.ts';
import { commandCode, slotCode } from '../model/scan-code.ts';
import { Barcode } from './Barcode.tsx';
import classes from './Card.module.css';
import { cardTexts } from './texts.ts';

/** As the keys stand on the keyboard: Esc, then F1 to F9. */
const byKey = ['CLOSE', ...barCommands.filter((command) => command !== 'TYPE')] as const;

export interface CardPanelProps {
  readonly slots: readonly string[];
  readonly onClose: () => void;
}

export default function CardPanel({ slots, onClose }: CardPanelProps): ReactNode {
  const t = useTexts(cardTexts);
  const shell = useShell();
  // The shell prints without the browser's own head and foot lines.
  const print = () => {
    if (shell === undefined) window.print();
    else void shell.request({ kind: 'print' }).catch(() => window.print());
  };
  return (
    <SidePanel isOpen onClose={onClose} title={t('title')}>
      <div className={classes.panel}>
        <Button size="lg" leftSection={<Icon of={Printer} size={20} />} onClick={print}>
          {t('print')}
        </Button>
        <Card slots={slots} />
      </div>
      {/* Paper shows this copy alone: beside the page, so that nothing of the window gets in its way. */}
      {createPortal(
        <div className={classes.paper} aria-hidden="true">
          <Card slots={slots} />
        </div>,
        document.body,
      )}
    </SidePanel>
  );
}

function Card({ slots }: { readonly slots: readonly string[] }): ReactNode {
  const t = useTexts(cardTexts);
  const name = useStationInfo().data?.name;
  return (
    <article className={classes.card}>
      <header className={classes.head}>
        <strong>{t('title')}</strong>
        {name !== undefined && <span>{t('station', { name })}</span>}
      </header>
      <p>{t('lead')}</p>
      <h3>{t('acts')}</h3>
      <ul className={classes.acts}>
        {byKey.map((command) => (
          <li key={command} className={classes.act}>
            <span className={classes.words}>
              <Kbd>{keyOf[command] === 'Escape' ? 'Esc' : keyOf[command]}</Kbd> {t(command)}
            </span>
            <Barcode text={commandCode(command)} />
          </li>
        ))}
        <li className={classes.act}>
          <span className={classes.words}>
            <Kbd>{keyOf.TYPE}</Kbd> {t('TYPE')}
          </span>
        </li>
        <li className={classes.act}>
          <span className={classes.words}>
            <Kbd>1</Kbd> … <Kbd>9</Kbd> {t('number')}
          </span>
        </li>
        <li className={classes.act}>
          <span className={classes.words}>
            <Kbd>←</Kbd> <Kbd>↑</Kbd> <Kbd>↓</Kbd> <Kbd>→</Kbd> {t('arrows')}
          </span>
        </li>
        <li className={classes.act}>
          <span className={classes.words}>
            <Kbd>Enter</Kbd> <Kbd>E</Kbd> {t('enter')}
          </span>
        </li>
      </ul>
      <p>{t('badge')}</p>
      {slots.length > 0 && (
        <>
          <h3>{t('slots')}</h3>
          <p>{t('slots_text')}</p>
          <ul className={classes.slots}>
            {slots.map((slot) => (
              <li key={slot}>
                <Barcode text={slotCode(slot)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}
