import { act, cleanup, render, screen } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import { I18nProvider, type Language } from '../i18n/index.ts';
import { report } from '../test-support/lines.ts';
import { UiProvider } from '../ui/index.ts';
import { createFeedback, FeedbackToasts } from './feedback.tsx';

const refused = report('bundle/expired');
const toasts = () => screen.queryAllByRole('listitem').map((each) => each.textContent);

function open() {
  const feedback = createFeedback();
  const window = (language: Language) => (
    <I18nProvider choice={language} onChoice={() => undefined} preferred={[]}>
      <UiProvider scheme="light">
        <FeedbackToasts feedback={feedback} />
      </UiProvider>
    </I18nProvider>
  );
  onTestFinished(() => cleanup());
  const { rerender } = render(window('en'));
  return { feedback, speak: (language: Language) => rerender(window(language)) };
}

test('A failure is replaced when the same act fails again, and goes when it succeeds, with words or without', () => {
  const { feedback } = open();
  act(() => feedback.failed(refused, 'save'));
  act(() => feedback.failed(refused, 'save'));
  act(() => feedback.failed(refused, 'remove'));
  expect(toasts()).toHaveLength(2);
  act(() => feedback.succeeded(undefined, 'save'));
  expect(toasts()).toHaveLength(1);
  act(() => feedback.succeeded('Removed', 'remove'));
  expect(toasts()).toEqual(['Removed']);
});

test('A failure that stands speaks the language of the window, also after that has changed', () => {
  const { feedback, speak } = open();
  act(() => feedback.failed(refused, 'save'));
  const [english] = toasts();
  speak('de');
  const [german] = toasts();
  expect(german).not.toBe(english);
  speak('en');
  expect(toasts()).toEqual([english]);
});
