import { describe, expect, test } from 'vitest';
import { errorCatalogue, errorCodes, SlipwayError } from '../../electron/contract/errors.ts';
import { errorText } from './error-text.ts';
import { errorsDe } from './errors/de.ts';
import { windowActions } from './errors/window-actions.ts';
import { errorsZh } from './errors/zh.ts';

const commands = (text: string) => text.match(/`[^`]+`/g) ?? [];

describe.each([
  { language: 'de', errors: errorsDe },
  { language: 'zh', errors: errorsZh },
] as const)('Errors in $language', ({ language, errors }) => {
  test('there are words for every code, and for nothing else', () => {
    expect(Object.keys(errors).sort()).toEqual([...errorCodes].sort());
  });

  test.each(errorCodes)('%s has a title, a meaning and an action of its own', (code) => {
    const english = errorCatalogue[code];
    for (const part of ['title', 'meaning', 'action'] as const) {
      expect(errors[code][part].trim(), part).not.toBe('');
      expect(errors[code][part], part).not.toBe(english[part]);
      // What is typed is typed the same in every language.
      expect(commands(errors[code][part]), part).toEqual(commands(english[part]));
    }
    const ends = language === 'zh' ? /。$/ : /\.$/;
    expect(errors[code].meaning).toMatch(ends);
    expect(errors[code].action).toMatch(ends);
    expect(errors[code].title).not.toMatch(/[.。!！]$/);
  });

  test('titles fit on a tile', () => {
    const longest = language === 'zh' ? 16 : 44;
    expect(errorCodes.filter((code) => [...errors[code].title].length > longest)).toEqual([]);
  });
});

test('What the window itself can do, it says without a command line', () => {
  const codes = errorCodes.filter((code) => windowActions[code] !== undefined);
  expect(codes.length).toBeGreaterThan(5);
  for (const code of codes) {
    expect(commands(errorCatalogue[code].action), code).not.toEqual([]);
    for (const action of Object.values(windowActions[code] ?? {}))
      expect(action, code).not.toMatch(/`|(?<!\.)slipway /);
  }
});

describe('What a person reads of an error', () => {
  const plain = new SlipwayError('port/gone', 'virtual:01 vanished at byte 512.').toReport();
  const special = new SlipwayError('port/busy', 'ModemManager holds ttyUSB0.', { action: 'Press F2.' }).toReport();

  test('is the catalogue in the language, with the engine’s own sentence as evidence', () => {
    expect(errorText(plain, 'de')).toEqual({ ...errorsDe['port/gone'], evidence: plain.message, evidenceLang: 'en' });
    expect(errorText(plain, 'en').action).toBe(errorCatalogue['port/gone'].action);
  });

  test('is the better action that the engine knows, where it is in the same language', () => {
    expect(errorText(special, 'en').action).toBe('Press F2.');
    expect(errorText(special, 'zh').action).toBe(errorsZh['port/busy'].action);
    expect(errorText(special, 'zh').evidence).toContain('Press F2.');
  });
});
