// Owns: the window put together: data, language, theme, commands, and the frame with its screens. Start reading at `App`.
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { CommandProvider } from '../commands/index.ts';
import { DataProvider, type OpenData, useEngine, usePreferences, useShell } from '../data/index.ts';
import { I18nProvider, type LanguageChoice } from '../i18n/index.ts';
import { type CodeSource, CodeSourceContext, UiProvider } from '../ui/index.ts';
import type { ShellLink } from '../wire/index.ts';
import { createFeedback, FeedbackToasts } from './feedback.tsx';
import type { AppRouter } from './router.tsx';
import { SignIn } from './sign-in/sign-in.tsx';

export interface AppProps {
  readonly data: OpenData;
  /** The desktop around this page; undefined in a browser. */
  readonly shell: ShellLink | undefined;
  readonly router: AppRouter;
  /** Where screens come from that are not loaded yet; undefined on the desktop, which has them beside the page. */
  readonly code?: CodeSource | undefined;
}

export function App({ data, shell, router, code }: AppProps): ReactNode {
  return (
    <AppProviders data={data} shell={shell} code={code}>
      <WhenSignedIn>
        <RouterProvider router={router} />
      </WhenSignedIn>
    </AppProviders>
  );
}

export interface AppProvidersProps extends Pick<AppProps, 'data' | 'shell' | 'code'> {
  readonly children: ReactNode;
}

/** Everything but the addresses; component tests put a single screen into it. */
export function AppProviders({ data, shell, code, children }: AppProvidersProps): ReactNode {
  const [feedback] = useState(createFeedback);
  return (
    <DataProvider data={data} shell={shell} feedback={feedback}>
      <Preferred>
        <FeedbackToasts feedback={feedback} />
        <CodeSourceContext value={code}>{children}</CodeSourceContext>
      </Preferred>
    </DataProvider>
  );
}

/** Language, theme and density as the person prefers them. */
function Preferred({ children }: { readonly children: ReactNode }): ReactNode {
  const [preferences, change] = usePreferences();
  const shell = useShell();
  const onLanguage = useCallback((language: LanguageChoice) => change({ language }), [change]);
  const { theme, density, language } = preferences;
  useEffect(() => {
    // The window's own frame and menus follow; the page follows by itself.
    void shell?.request({ kind: 'theme', scheme: theme }).catch(() => undefined);
  }, [shell, theme]);
  return (
    <I18nProvider choice={language} onChoice={onLanguage} preferred={navigator.languages}>
      <CommandProvider platform={shell?.platform ?? navigator.platform}>
        <UiProvider scheme={theme} density={density}>
          {children}
        </UiProvider>
      </CommandProvider>
    </I18nProvider>
  );
}

function WhenSignedIn({ children }: { readonly children: ReactNode }): ReactNode {
  return useEngine().kind === 'signed-out' ? <SignIn /> : children;
}
