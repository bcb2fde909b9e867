// Owns: what can be done from everywhere: go to places, change how the window looks, palette, help, kiosk.
// Imports data, i18n and commands.
import { useNavigate } from '@tanstack/react-router';
import { type Command, useCommands } from '../../commands/index.ts';
import { usePreferences, useShell, useSignIn, useWire } from '../../data/index.ts';
import { useLanguage, useTexts } from '../../i18n/index.ts';
import type { Kiosk } from '../kiosk/use-kiosk.tsx';
import { appTexts } from '../texts.ts';
import { places } from './places.ts';

export interface FrameActs {
  readonly kiosk: Kiosk;
  readonly onPalette: () => void;
  readonly onHelp: () => void;
  /** Undefined where there is no virtual bench. */
  readonly onBench: (() => void) | undefined;
}

/** Languages are named in themselves, so that who cannot read this one finds the way out. */
const languageNames = { en: 'English', de: 'Deutsch', zh: '中文' } as const;
const stationSections = ['slots', 'fleets', 'keys', 'doctor', 'appearance', 'about'] as const;

export function useFrameCommands(acts: FrameActs): void {
  const { kiosk } = acts;
  const general = useGeneral(acts);
  const going = useGoing();
  const looks = useLooks();
  // In kiosk mode nothing leads away from the screen but the one combination that asks first.
  useCommands(kiosk.isOn ? general.filter(({ id }) => id === 'kiosk.leave') : [...going, ...general, ...looks]);
}

function useGeneral({ kiosk, onPalette, onHelp, onBench }: FrameActs): readonly Command[] {
  const t = useTexts(appTexts);
  const shell = useShell();
  const { kind } = useWire();
  const { signOut } = useSignIn();
  const group = t('general');
  const print = () => (shell ? void shell.request({ kind: 'print' }).catch(() => undefined) : window.print());
  return [
    { id: 'palette', group, title: t('palette'), keys: 'mod+k', isKeyOnly: true, run: onPalette },
    { id: 'help', group, title: t('shortcutsShow'), keys: '?', run: onHelp },
    ...(onBench
      ? [{ id: 'bench', group, title: t('virtualUnits'), words: 'virtual bench', keys: 'g v', run: onBench }]
      : []),
    { id: 'print', group, title: t('print'), words: 'print', run: print },
    kiosk.isOn
      ? { id: 'kiosk.leave', group, title: t('kioskLeave'), keys: 'mod+shift+F12', run: kiosk.leave }
      : { id: 'kiosk.enter', group, title: t('kioskEnter'), words: 'kiosk', keys: 'mod+shift+F12', run: kiosk.enter },
    ...(kind === 'browser' ? [{ id: 'sign-out', group, title: t('signOut'), run: signOut }] : []),
  ];
}

function useGoing(): readonly Command[] {
  const t = useTexts(appTexts);
  const navigate = useNavigate();
  const group = t('paletteGo');
  const toPlaces = places.map((place) => ({
    id: `go.${place.name}`,
    group,
    title: t(place.name),
    words: place.name,
    keys: place.keys,
    run: () => void navigate({ to: place.to }),
  }));
  const toSections = stationSections.map((section) => ({
    id: `go.station.${section}`,
    group,
    title: `${t('station')} · ${t(`section_${section}`)}`,
    words: section,
    run: () => void navigate({ to: '/station/$section', params: { section } }),
  }));
  const toCharts = { id: 'go.charts', group, title: `${t('records')} · ${t('charts')}`, keys: 'g c' };
  return [...toPlaces, { ...toCharts, run: () => void navigate({ to: '/records/charts' }) }, ...toSections];
}

function useLooks(): readonly Command[] {
  const t = useTexts(appTexts);
  const [, change] = usePreferences();
  const { setChoice } = useLanguage();
  const group = t('paletteView');
  return [
    { id: 'theme.auto', group, title: t('themeAuto'), words: 'theme auto', run: () => change({ theme: 'auto' }) },
    { id: 'theme.light', group, title: t('themeLight'), words: 'theme light', run: () => change({ theme: 'light' }) },
    { id: 'theme.dark', group, title: t('themeDark'), words: 'theme dark', run: () => change({ theme: 'dark' }) },
    {
      id: 'density.comfortable',
      group,
      title: t('densityComfortable'),
      words: 'density comfortable',
      run: () => change({ density: 'comfortable' }),
    },
    {
      id: 'density.compact',
      group,
      title: t('densityCompact'),
      words: 'density compact',
      run: () => change({ density: 'compact' }),
    },
    { id: 'language.auto', group, title: t('languageAuto'), words: 'language', run: () => setChoice('auto') },
    ...(['en', 'de', 'zh'] as const).map((language) => ({
      id: `language.${language}`,
      group,
      title: languageNames[language],
      words: `language ${language}`,
      run: () => setChoice(language),
    })),
  ];
}
