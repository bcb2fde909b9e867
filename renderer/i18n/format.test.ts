import { describe, expect, test } from 'vitest';
import { createFormat } from './format.ts';
import { resolveLanguage } from './i18n.tsx';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('durations, as people of the language say them', () => {
  test.each([
    [420, '420 ms', '420 ms', '420 毫秒'],
    [2_800, '2.8 s', '2,8 s', '2.8 秒'],
    [14_230, '14.2 s', '14,2 s', '14.2 秒'],
    [59_990, '1 min', '1 min', '1 分'],
    [125 * second, '2 min 5 s', '2 min 5 s', '2 分 5 秒'],
    [3 * hour + 20 * minute, '3 h 20 min', '3 h 20 min', '3 小时 20 分'],
    [2 * day, '2 days', '2 Tage', '2天'],
  ])('%d ms', (ms, en, de, zh) => {
    expect(plain(createFormat('en').duration(ms))).toBe(en);
    expect(plain(createFormat('de').duration(ms))).toBe(de);
    expect(plain(createFormat('zh-Hans').duration(ms))).toBe(zh);
  });

  test.each([
    [0, '0:00'],
    [14_400, '0:14'],
    [61 * second, '1:01'],
    [hour + 2 * minute + 3 * second, '1:02:03'],
    [-5, '0:00'],
  ])('a clock at %d ms says %s', (ms, text) => {
    expect(createFormat('en').clock(ms)).toBe(text);
  });
});

test.each(['en', 'en-IN', 'de', 'de-CH', 'de-AT', 'zh-Hans', 'zh-TW'])(
  'small whole numbers are what Intl makes of them in %s',
  (locale) => {
    const { number } = createFormat(locale);
    const intl = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    for (const value of [-1000, -999, -1, -0, 0, 1, 42, 999, 1000, 12_345, 0.5])
      expect(number(value)).toBe(intl.format(value));
  },
);

test('the time of day is made when somebody may wait for it, and is there from then on', () => {
  const { shortTime } = createFormat('de', 'Europe/Berlin');
  const atMs = Date.UTC(2026, 0, 31, 20, 5);
  expect(shortTime(atMs, false)).toBeUndefined();
  expect(shortTime(atMs, true)).toBe('21:05');
  expect(shortTime(atMs, false)).toBe('21:05');
});

test('sizes are powers of 1024, as flash is made', () => {
  const { bytes } = createFormat('de');
  expect([0, 1023, 1024, 1_468_006, 4 * 1024 * 1024].map(bytes).map(plain)).toEqual([
    '0 B',
    '1.023 B',
    '1 KiB',
    '1,4 MiB',
    '4 MiB',
  ]);
});

test('how long ago is said in whole words', () => {
  const nowMs = Date.UTC(2026, 4, 4, 12);
  const { ago } = createFormat('en');
  expect(ago(nowMs - 2 * second, nowMs)).toBe('now');
  expect(ago(nowMs - 3 * minute, nowMs)).toBe('3 minutes ago');
  expect(ago(nowMs - 26 * hour, nowMs)).toBe('yesterday');
  expect(createFormat('de').ago(nowMs - 3 * minute, nowMs)).toBe('vor 3 Minuten');
  expect(createFormat('zh-Hans').ago(nowMs - 2 * day, nowMs)).toBe('前天');
});

test('the language is the first that a person speaks and the window has', () => {
  expect(resolveLanguage('auto', ['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(resolveLanguage('auto', ['zh-TW'])).toBe('zh');
  expect(resolveLanguage('auto', ['fr-FR'])).toBe('en');
  expect(resolveLanguage('zh', ['de'])).toBe('zh');
});
