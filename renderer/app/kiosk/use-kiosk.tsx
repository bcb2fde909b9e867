// Owns: kiosk mode: the line and nothing else, left on purpose only. Imports data, i18n and ui.
// The key combination that leaves it is in docs/operator.md.
import { Button } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import * as z from 'zod/mini';
import { createViewStore, useShell, useShellMessages, useStationInfo, useViewState } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { HoldToConfirm } from '../../ui/index.ts';
import { Dialog } from '../frame/dialog.tsx';
import { appTexts } from '../texts.ts';
import classes from './kiosk.module.css';

/** Kept, so that a station that lost power comes back as it was. */
const kioskView = createViewStore('kiosk', { isOn: false }, z.object({ isOn: z.boolean() }));

export interface Kiosk {
  readonly isOn: boolean;
  enter(): void;
  /** Asks first. */
  leave(): void;
  readonly question: ReactNode;
}

export function useKiosk(): Kiosk {
  const [{ isOn }, change] = useViewState(kioskView);
  const [isAsking, setAsking] = useState(false);
  const shell = useShell();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const mode = useStationInfo().data?.mode;
  useEffect(() => {
    // Before somebody has said what the station is for, there is no line to keep to: the frame leads to that question.
    if (isOn && pathname !== '/line' && mode !== 'undecided') void navigate({ to: '/line', replace: true });
  }, [isOn, pathname, mode, navigate]);
  const wasOn = useRef(false);
  useEffect(() => {
    // A window that was started as a kiosk is none of this page's to end at its beginning.
    if (isOn !== wasOn.current) void shell?.request({ kind: 'kiosk', isOn }).catch(() => undefined);
    wasOn.current = isOn;
  }, [shell, isOn]);

  const set = (next: boolean) => {
    setAsking(false);
    change({ isOn: next });
    // A browser has no kiosk of its own; the whole screen is the nearest, and it may refuse.
    if (shell === undefined) void setFullscreen(next).catch(() => undefined);
  };
  useShellMessages((message) => {
    if (message.slipway !== 'kiosk' || message.isOn === isOn) return;
    if (message.isOn) set(true);
    else setAsking(true);
  });
  return {
    isOn,
    enter: () => set(true),
    leave: () => setAsking(true),
    question: isAsking ? <Leave onStay={() => setAsking(false)} onLeave={() => set(false)} /> : null,
  };
}

async function setFullscreen(isOn: boolean): Promise<void> {
  if (isOn) await document.documentElement.requestFullscreen();
  else if (document.fullscreenElement !== null) await document.exitFullscreen();
}

function Leave({ onStay, onLeave }: { readonly onStay: () => void; readonly onLeave: () => void }): ReactNode {
  const t = useTexts(appTexts);
  return (
    <Dialog label={t('kioskLeave')} onClose={onStay}>
      <div className={classes.question}>
        <h2>{t('kioskLeave')}</h2>
        <p>{t('kioskLeaveLead')}</p>
        <div className={classes.acts}>
          <Button size="md" variant="default" className={classes.act} onClick={onStay}>
            {t('kioskStay')}
          </Button>
          <HoldToConfirm label={t('kioskLeave')} tone="normal" onConfirm={onLeave} />
        </div>
      </div>
    </Dialog>
  );
}
