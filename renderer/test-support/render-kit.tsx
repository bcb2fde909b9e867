// Owns: a component of the kit in its theme and a language, without an engine: the kit knows none. Imports i18n and ui.
import { cleanup, type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { onTestFinished } from 'vitest';
import { I18nProvider, type Language } from '../i18n/index.ts';
import { UiProvider } from '../ui/index.ts';

export function renderKit(ui: ReactNode, language: Language = 'en'): RenderResult {
  onTestFinished(() => cleanup());
  return render(ui, {
    wrapper: ({ children }) => (
      <I18nProvider choice={language} onChoice={() => undefined} preferred={[]}>
        <UiProvider scheme="light">{children}</UiProvider>
      </I18nProvider>
    ),
  });
}
