// Owns: what people are told while the engine is not there: which part works, and what to do. Imports data and i18n.
import { Button } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { isErrorCode } from '../../../electron/contract/errors.ts';
import { useEngine, useWire } from '../../data/index.ts';
import { useErrorText, useTexts } from '../../i18n/index.ts';
import { announce, Notice } from '../../ui/index.ts';
import type { WireState } from '../../wire/index.ts';
import { appTexts } from '../texts.ts';
import classes from './engine-banner.module.css';

/** A start that is quicker than this needs no words. */
const patienceMs = 1_000;

export function EngineBanner(): ReactNode {
  const t = useTexts(appTexts);
  const engine = useEngine();
  const { retry } = useWire();
  const isOnLine = useLocation().pathname === '/line';
  const isSlow = useIsLongerThan(patienceMs, engine.kind);
  useSayWhenBack(engine.kind, t('back'));

  const act = (label: string) => (
    <Button variant="default" size={isOnLine ? 'md' : 'sm'} onClick={retry}>
      {label}
    </Button>
  );
  return (
    <div className={classes.place} data-line={isOnLine || undefined} role="status">
      {engine.kind === 'starting' && isSlow && (
        <Notice tone="info" title={t('engineStarting')}>
          {t('engineStartingLead')}
        </Notice>
      )}
      {engine.kind === 'restarting' && (
        <Notice tone="warning" title={t('engineRestarting')}>
          {t('engineRestartingLead')}
          <Technical text={engine.reason} />
        </Notice>
      )}
      {engine.kind === 'failed' && (
        <Notice tone="station" title={t('engineFailed')} action={act(t('startAgain'))}>
          <Failure engine={engine} />
        </Notice>
      )}
      {engine.kind === 'offline' && (
        <Notice tone="warning" title={t('offline')} action={act(t('tryNow'))}>
          {t('offlineLead')}
        </Notice>
      )}
    </div>
  );
}

function Failure({ engine }: { readonly engine: Extract<WireState, { kind: 'failed' }> }): ReactNode {
  const t = useTexts(appTexts);
  const { message, action, code = '', context = {} } = engine;
  const known = isErrorCode(code) ? code : 'station/internal';
  const text = useErrorText({ code: known, message, action, context });
  return t('engineFailedLead', { message: text.evidence, action: text.action });
}

/** What the machine itself said: for whoever has to mend it. */
function Technical({ text }: { readonly text: string }): ReactNode {
  return text === '' ? null : <code className={classes.technical}>{text}</code>;
}

/** False until `key` has been the same for so long. */
function useIsLongerThan(ms: number, key: string): boolean {
  const [since, setSince] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSince(key), ms);
    return () => clearTimeout(timer);
  }, [key, ms]);
  return since === key;
}

/** Nobody sees a notice that is gone, so its end is said once; not at the first start. */
function useSayWhenBack(kind: string, text: string): void {
  const [wasAway, setAway] = useState(false);
  useEffect(() => {
    if (kind === 'restarting' || kind === 'offline' || kind === 'failed') setAway(true);
    else if (kind === 'ready' && wasAway) {
      announce(text);
      setAway(false);
    }
  }, [kind, wasAway, text]);
}
