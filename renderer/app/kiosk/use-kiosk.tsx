// Owns: kiosk mode: the line and nothing else, left on purpose only. Imports data, i18n and ui.
// The key combination that leaves it is in docs/operator.md.
import { Button } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import * as z from 'zod/mini';
import { createViewStore, useShell, useViewState } from '../../data/index.ts';
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
  useEffect(() => {
    if (isOn && pathname !== '/line') void navigate({ to: '/line', replace: true });
  }, [isOn, pathname, navigate]);
  useEffect(() => {
    void shell?.request({ kind: 'kiosk', isOn }).catch(() => undefined);
  }, [shell, isOn]);

  const set = (next: boolean) => {
    setAsking(false);
    change({ isOn: next });
    // A browser has no kiosk of its own; the whole screen is the nearest, and it may refuse.
    if (shell === undefined) void setFullscreen(next).catch(() => undefined);
  };
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
