import { expect, test } from 'vitest';
import { tileTexts } from './texts.ts';
import { widestPart, widthInEms, wordLook } from './word-size.ts';

const { en, de, zh } = tileTexts;
const calmOf = (t: Readonly<Record<string, string>>) =>
  widestPart(['word_ready', 'word_hold', 'word_decide', 'word_ABORTED', 'word_ERROR'].map((key) => t[key] ?? ''));

test.each([
  ['English', en],
  ['German', de],
  ['Chinese', zh],
])('All calm states of a bench are of one size in %s', (_, t) => {
  const looks = [t.word_ready, t.word_hold, t.word_decide, t.word_scan].map((word) =>
    wordLook(word, 'attention', calmOf(t)),
  );
  expect(new Set(looks.map(({ beside }) => beside)).size).toBe(1);
  expect(new Set(looks.map(({ above }) => above)).size).toBe(1);
});

test('PASS and FAIL are of one size, and larger than the calm states', () => {
  const calm = calmOf(en);
  const pass = wordLook(en.word_PASS, 'pass', calm);
  expect(wordLook(en.word_FAIL, 'fail', calm)).toEqual({ ...pass, lines: [en.word_FAIL] });
  const share = (css: string) => Number(/([\d.]+)cqw/.exec(css)?.[1]);
  expect(share(pass.beside)).toBeGreaterThan(share(wordLook(en.word_hold, 'attention', calm).beside));
});

test('A state of two words stands on two lines only where one would be too wide', () => {
  expect(wordLook('STATION FAULT', 'error', 5).lines).toEqual(['STATION', 'FAULT']);
  expect(wordLook('UNIT IN', 'idle', 5).lines).toEqual(['UNIT IN']);
  expect(widthInEms('UNIT IN')).toBeLessThan(5);
});
