import { expect, test } from 'vitest';
import { languages, type Texts } from './define-texts.ts';

/** Every `defineTexts` of the window. */
const modules = import.meta.glob<Record<string, unknown>>('../**/*texts.ts', { eager: true });

const isTexts = (value: unknown): value is Texts =>
  typeof value === 'object' && value !== null && 'namespace' in value && 'en' in value;

const all = Object.entries(modules).flatMap(([file, exports]) =>
  Object.values(exports)
    .filter(isTexts)
    .map((texts) => ({ file, texts, namespace: texts.namespace })),
);
const placeholders = (text: string) => [...text.matchAll(/\{\{([^}]*)\}\}/g)].map(([, name]) => name).sort();

test('there are texts, each in a namespace of its own', () => {
  expect(all.length).toBeGreaterThan(1);
  expect(new Set(all.map(({ namespace }) => namespace)).size).toBe(all.length);
});

test.each(all)('$namespace says the same with the same values in every language', ({ texts }) => {
  for (const [key, english] of Object.entries(texts.en)) {
    for (const language of languages) {
      const text = new Map(Object.entries<string>(texts[language])).get(key);
      // Chinese has no singular of its own.
      if (text === undefined && language === 'zh' && key.endsWith('_one')) continue;
      expect(text?.trim(), `${key} in ${language}`).toBeTruthy();
      expect(placeholders(text ?? ''), `${key} in ${language}`).toEqual(placeholders(english));
    }
  }
});

test.each(all)(
  '$namespace has no exclamation marks and, in Chinese, no Latin punctuation between its words',
  ({ texts }) => {
    for (const language of languages) {
      for (const [key, text] of Object.entries<string>(texts[language])) {
        expect(text, `${key} in ${language}`).not.toMatch(/[!！]/);
        if (language === 'zh') expect(text, key).not.toMatch(/[\u4e00-\u9fff][,;:?]/);
      }
    }
  },
);
