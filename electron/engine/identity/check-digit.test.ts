import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CheckMethod, checkDigits, hasValidCheck } from './check-digit.ts';

describe('check digits of known numbers', () => {
  test.each<[CheckMethod, string, string, string]>([
    ['luhn', '7992739871', '3', 'the usual example of the Luhn algorithm: 79927398713'],
    ['luhn', '49015420323751', '8', 'IMEI example of 3GPP TS 23.003 Annex B: 490154203237518'],
    ['luhn', 'US037833100', '5', 'ISIN of Apple Inc., ISO 6166: letters in two digits, then Luhn'],
    ['luhn', 'DE000BAY001', '7', 'ISIN of Bayer AG, ISO 6166'],
    ['damm', '572', '4', 'the usual worked example of the Damm algorithm: 5724'],
    ['iso7064-mod97', '794', '44', 'example of ISO/IEC 7064 MOD 97-10'],
    ['iso7064-mod97', '5493000IBP32UQZ0KL', '24', 'a legal entity identifier in use, ISO 17442'],
    ['iso7064-mod97', 'WEST12345698765432GB', '82', 'IBAN registry example GB82 WEST 1234 5698 7654 32'],
  ])('%s over %s is %s (%s)', (method, payload, check) => {
    expect(checkDigits(method, payload)).toBe(check);
    expect(hasValidCheck(method, payload + check)).toBe(true);
  });
});

describe('every check method', () => {
  const methods: CheckMethod[] = ['luhn', 'damm', 'iso7064-mod97'];
  test.each(methods)('%s notices every single wrong digit', (method) => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{1,16}$/), fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const whole = digits + checkDigits(method, digits);
        const index = at % whole.length;
        const wrong = whole.slice(0, index) + ((Number(whole[index]) + by) % 10) + whole.slice(index + 1);
        expect(hasValidCheck(method, wrong)).toBe(false);
      }),
    );
  });

  test.each(['damm', 'iso7064-mod97'] as const)('%s notices every swap of two neighbours', (method) => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{2,16}$/), fc.nat(), (digits, at) => {
        const whole = digits + checkDigits(method, digits);
        const index = at % (whole.length - 1);
        const swapped = whole.slice(0, index) + whole[index + 1] + whole[index] + whole.slice(index + 2);
        fc.pre(swapped !== whole);
        expect(hasValidCheck(method, swapped)).toBe(false);
      }),
    );
  });

  test('cannot be made where nothing can be counted', () => {
    expect(checkDigits('luhn', '--')).toBeUndefined();
    expect(checkDigits('luhn', 'é1')).toBeUndefined();
    expect(checkDigits('damm', 'AC-')).toBeUndefined();
  });
});
