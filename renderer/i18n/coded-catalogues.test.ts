// Every code and name of the contract has its words in every language: asked of the contract itself, not of a list here.
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { doctorCheckIds, doctorFindingSchema, doctorRemedySchema } from '../../electron/contract/doctor.ts';
import { evidenceNames, evidenceValues } from '../../electron/contract/evidence.ts';
import { recipeDetailSchema } from '../../electron/contract/recipe-problems.ts';
import { type SentenceCode, sentences } from '../../electron/contract/sentences.ts';
import { placeholdersOf } from './coded.ts';
import { languages, type Texts } from './define-texts.ts';
import { doctorWordTexts } from './doctor/texts.ts';
import { evidenceWordTexts } from './evidence/texts.ts';
import { problemTexts } from './recipe-problems/texts.ts';
import { sentencesDe } from './sentences/de.ts';
import { sentencesZh } from './sentences/zh.ts';

type AnyTexts = Texts<Readonly<Record<string, string>>>;
const textOf = (texts: AnyTexts, language: (typeof languages)[number], key: string) =>
  Object.hasOwn(texts[language], key) ? texts[language][key] : undefined;

interface Option {
  readonly shape: { readonly code: z.ZodLiteral<string> | z.ZodEnum; readonly [name: string]: z.core.$ZodType };
}

/** Each code of a union with the values that come with it. */
const codesOf = (options: readonly Option[]): { code: string; values: string[] }[] =>
  options.flatMap(({ shape: { code, ...values } }) =>
    ('values' in code ? [...code.values] : Object.values(code.enum)).map((each) => ({
      code: String(each),
      values: Object.keys(values),
    })),
  );

/** Shown beside the words, not in them. */
const shownApart = ['command'];

function expectWords(texts: AnyTexts, prefix: string, { code, values }: { code: string; values: string[] }): void {
  for (const language of languages) {
    const text = textOf(texts, language, `${prefix}_${code}`);
    expect(text?.trim(), `${prefix}_${code} in ${language}`).toBeTruthy();
    // A value that no language says would be lost; one that never comes would leave the window with English.
    expect(placeholdersOf(text ?? '').toSorted(), `${prefix}_${code} in ${language}`).toEqual(
      values.filter((name) => !shownApart.includes(name)).toSorted(),
    );
  }
}

/** Nothing but values, and what stands between them. */
const isOnlyValues = (text: string | undefined) =>
  (text ?? '').replace(/\{\{\w+\}\}/g, '').replace(/[:\s]/g, '') === '';

describe('What the doctor can find and advise', () => {
  const findings = codesOf(doctorFindingSchema.unwrap().options);
  const remedies = codesOf(doctorRemedySchema.unwrap().options).filter(({ code }) => code !== 'run-command');

  test('is a catalogue with codes', () => {
    expect(findings.length).toBeGreaterThan(30);
    expect(remedies.length).toBeGreaterThan(8);
  });

  test.each(findings)('finding $code', (finding) => expectWords(doctorWordTexts, 'finding', finding));
  test.each(remedies)('remedy $code', (remedy) => expectWords(doctorWordTexts, 'remedy', remedy));
  test.each(doctorCheckIds)('check %s', (id) => {
    expectWords(doctorWordTexts, 'check', { code: id, values: [] });
    expectWords(doctorWordTexts, 'why', { code: id, values: [] });
  });

  test.each(findings)('finding $code is translated, not copied', ({ code }) => {
    const english = textOf(doctorWordTexts, 'en', `finding_${code}`);
    // German and English have this word in common.
    if (isOnlyValues(english) || english === 'Version {{version}}') return;
    expect(textOf(doctorWordTexts, 'de', `finding_${code}`)).not.toBe(english);
    expect(textOf(doctorWordTexts, 'zh', `finding_${code}`)).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('What can be wrong in a recipe', () => {
  const details = codesOf(recipeDetailSchema.unwrap().options);

  test('is a catalogue with codes', () => expect(details.length).toBeGreaterThan(60));
  test.each(details)('$code', (detail) => {
    expectWords(problemTexts, 'problem', detail);
    const key = `problem_${detail.code}`;
    expect(textOf(problemTexts, 'de', key)).not.toBe(textOf(problemTexts, 'en', key));
    expect(textOf(problemTexts, 'zh', key)).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('What the engine says', () => {
  const codes = Object.keys(sentences) as SentenceCode[];
  const commandsIn = (text: string) => text.match(/`[^`]+`/g) ?? [];

  test.each(codes)('%s', (code) => {
    const english = sentences[code];
    for (const [language, { [code]: text }] of Object.entries({ de: sentencesDe, zh: sentencesZh })) {
      expect(text.trim(), language).not.toBe('');
      expect(placeholdersOf(text).toSorted(), language).toEqual(placeholdersOf(english).toSorted());
      // What is typed is typed the same in every language.
      expect(commandsIn(text), language).toEqual(commandsIn(english));
      expect(text, language).not.toMatch(/[!！]/);
      // A part of a sentence stays one.
      expect(/[.。]$/.test(text), language).toBe(english.endsWith('.'));
    }
    if (isOnlyValues(english.replace(/[.,;]/g, ''))) return;
    expect(sentencesDe[code]).not.toBe(english);
    expect(sentencesZh[code]).toMatch(/[\u4e00-\u9fff]/);
    expect(sentencesZh[code]).not.toMatch(/[\u4e00-\u9fff][,;:?]/);
  });
});

describe('Evidence', () => {
  test.each(evidenceNames)('the name %s', (name) => {
    expectWords(evidenceWordTexts, 'name', { code: name, values: [] });
  });
  test.each(evidenceValues)('the value %s', (value) => {
    expectWords(evidenceWordTexts, 'value', { code: value, values: [] });
  });
  test('has each name once', () => {
    expect(new Set(evidenceNames).size).toBe(evidenceNames.length);
  });
});
