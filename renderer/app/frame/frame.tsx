// Owns: the frame around every screen: rail, banner, the screen itself, palette, help, kiosk, virtual units.
// Imports data, i18n, ui, commands and siblings. Start reading at `Frame`.
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useOpenedFiles, useShell, useShellMessages, useStationInfo } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { ShortcutsHelp } from '../help/shortcuts-help.tsx';
import { useKiosk } from '../kiosk/use-kiosk.tsx';
import { Palette } from '../palette/palette.tsx';
import { screens } from '../screens.ts';
import { appTexts } from '../texts.ts';
import { EngineBanner } from './engine-banner.tsx';
import classes from './frame.module.css';
import { type OfferedUpdate, Rail } from './rail.tsx';
import { ScreenBoundary } from './screen-boundary.tsx';
import { useFrameCommands } from './use-frame-commands.ts';
import { useScreenTitle } from './use-screen-title.ts';

type Overlay = 'palette' | 'help' | undefined;

export function Frame(): ReactNode {
  const t = useTexts(appTexts);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [overlay, setOverlay] = useOverlay(pathname);
  const [isBenchOpen, setBenchOpen] = useState(false);
  const kiosk = useKiosk();
  const info = useStationInfo().data;
  const title = useScreenTitle();
  const main = useFocusOnNewScreen(pathname);
  const hasBench = info?.isVirtualBench === true;

  useWelcomeAtFirstStart();
  useShellGuidance(kiosk.isOn);
  const [update, setUpdate] = useState<OfferedUpdate>();
  useShellMessages((message) => {
    if (message.slipway === 'update') setUpdate(message);
  });
  const shell = useShell();
  useEffect(() => {
    // After everything above and within has begun to listen.
    void shell?.request({ kind: 'shown' }).catch(() => undefined);
  }, [shell]);
  useEffect(() => {
    document.title = info === undefined ? `${title} · Slipway` : `${title} · ${info.name} · Slipway`;
  }, [title, info]);
  useFrameCommands({
    kiosk,
    onPalette: () => setOverlay('palette'),
    onHelp: () => setOverlay('help'),
    onBench: hasBench ? () => setBenchOpen((isOpen) => !isOpen) : undefined,
  });

  const close = () => setOverlay(undefined);
  const toLine = () => void navigate({ to: '/line' });
  return (
    <div className={classes.frame} data-kiosk={kiosk.isOn}>
      {/* A button, because fragments are the router's. */}
      <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
        {t('skip')}
      </button>
      {!kiosk.isOn && (
        <Rail
          update={update}
          onSearch={() => setOverlay('palette')}
          isBenchOpen={isBenchOpen && hasBench}
          onBench={() => setBenchOpen((isOpen) => !isOpen)}
        />
      )}
      <div className={classes.column}>
        <EngineBanner />
        <main ref={main} id="main" className={classes.main} tabIndex={-1} aria-label={title}>
          <ScreenBoundary place={pathname} title={title} onHome={toLine}>
            <Outlet />
          </ScreenBoundary>
        </main>
      </div>
      {hasBench && isBenchOpen && !kiosk.isOn && (
        <aside className={classes.bench} aria-label={t('virtualUnits')}>
          <ScreenBoundary place="bench" title={t('virtualUnits')} onHome={toLine}>
            <screens.BenchPanel onClose={() => setBenchOpen(false)} />
          </ScreenBoundary>
        </aside>
      )}
      {overlay === 'palette' && <Palette onClose={close} />}
      {overlay === 'help' && <ShortcutsHelp onClose={close} />}
      {kiosk.question}
    </div>
  );
}

/** What lies over a screen goes with it. */
function useOverlay(pathname: string) {
  const [shown, setShown] = useState<{ readonly overlay: Overlay; readonly pathname: string }>();
  const overlay = shown?.pathname === pathname ? shown.overlay : undefined;
  return [overlay, (next: Overlay) => setShown({ overlay: next, pathname })] as const;
}

/** Who listens to the page instead of looking at it is told where they are; a screen's own autofocus comes first. */
function useFocusOnNewScreen(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    const element = main.current;
    if (element === null) return;
    element.scrollTo?.(0, 0);
    if (!element.contains(document.activeElement) || document.activeElement === element) {
      element.focus({ preventScroll: true });
    }
  }, [pathname]);
  return main;
}

/** Until somebody has said whether this station is for practice or for real, there is no line to show. */
function useWelcomeAtFirstStart(): void {
  const mode = useStationInfo().data?.mode;
  const { pathname } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    if (mode === 'undecided' && pathname === '/line') void navigate({ to: '/welcome', replace: true });
  }, [mode, pathname, navigate]);
}

/**
 * Files that were opened and links that were followed outside the window. A kiosk stays on its line: links are let go, and
 * a file waits until somebody who may leave the kiosk has left it.
 */
function useShellGuidance(isKiosk: boolean): void {
  const navigate = useNavigate();
  const { waiting, files } = useOpenedFiles();
  const isWaiting = waiting.length > 0;
  useEffect(() => {
    if (!isKiosk && isWaiting) void navigate({ to: '/library' });
  }, [isKiosk, isWaiting, navigate]);
  useShellMessages((message) => {
    if (message.slipway === 'open') files.add([message.path]);
    // A place of this window, never an address of somewhere else.
    if (message.slipway === 'go' && !isKiosk && /^\/(?!\/)/.test(message.to)) void navigate({ to: message.to });
  });
}
