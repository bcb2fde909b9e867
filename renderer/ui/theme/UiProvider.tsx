// Owns: the kit around the window: fonts, tokens, theme, colour scheme, toasts and spoken announcements.
// Imports Mantine, i18n and siblings.
// Content security: nothing here needs more than `style-src 'self'`. Variables are static CSS (withCssVariables and
// withGlobalClasses are off, so MantineProvider writes no <style>); scroll locks are off (react-remove-scroll would write
// one); uPlot and React set styles through the CSSOM, which style-src does not govern. What is left in Mantine that
// writes <style>: responsive style props ({ base: …, md: … }), Grid and SimpleGrid. Use CSS modules instead of these.
import '@mantine/core/styles.layer.css';
import './fonts.css';
import './tokens.css';
import './mantine.css';
import './base.css';
import './print.css';
import { DirectionProvider, MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useTexts } from '../../i18n/index.ts';
import { useKeptFocus } from '../control/use-kept-focus.ts';
import { Announcer } from '../feedback/Announcer.tsx';
import { Toasts } from '../feedback/Toasts.tsx';
import { uiTexts } from '../texts.ts';
import { useChineseFont } from './chinese-font.ts';
import { kitTheme } from './theme.ts';

export interface UiProviderProps {
  /** `auto` follows the operating system. */
  readonly scheme?: 'auto' | 'light' | 'dark';
  readonly density?: 'comfortable' | 'compact';
  readonly direction?: 'ltr' | 'rtl';
  /** Of the page's policy, for the few <style> elements that Mantine may still write. */
  readonly styleNonce?: string;
  readonly children: ReactNode;
}

export function UiProvider({
  scheme = 'auto',
  density = 'comfortable',
  direction = 'ltr',
  styleNonce,
  children,
}: UiProviderProps): ReactNode {
  const t = useTexts(uiTexts);
  useChineseFont();
  useKeptFocus();
  const theme = useMemo(() => kitTheme({ close: t('close'), showSecret: t('showSecret') }), [t]);
  const preferred = useColorScheme('light', { getInitialValueInEffect: false });
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
  return (
    <DirectionProvider initialDirection={direction} detectDirection={false}>
      <MantineProvider
        theme={theme}
        forceColorScheme={scheme === 'auto' ? preferred : scheme}
        {...(styleNonce === undefined ? {} : { getStyleNonce: () => styleNonce })}
        withCssVariables={false}
        withGlobalClasses={false}
        withStaticClasses={false}
      >
        {children}
        <Toasts />
        <Announcer />
      </MantineProvider>
    </DirectionProvider>
  );
}
