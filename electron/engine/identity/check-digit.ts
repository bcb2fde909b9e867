// Check digits over serial numbers. Letters, digits and separators come in; only letters and digits are counted.
// Luhn: ISO/IEC 7812-1 Annex B, with letters as their position (A=10 … Z=35) spelled in two digits, as ISIN and GSMA do.
// Damm: H. M. Damm, "Total anti-symmetrische Quasigruppen" (Marburg, 2004), the table of order 10; digits only.
// ISO/IEC 7064, MOD 97-10: two check digits, letters as A=10 … Z=35, as IBAN and LEI use it.

export type CheckMethod = 'luhn' | 'damm' | 'iso7064-mod97';

/** The check characters over `payload`; undefined where the method cannot be used on it. */
export function checkDigits(method: CheckMethod, payload: string): string | undefined {
  const digits = method === 'damm' ? plainDigits(payload) : spelledDigits(payload);
  if (digits === undefined || digits.length === 0) return undefined;
  if (method === 'luhn') return luhn(digits);
  if (method === 'damm') return damm(digits);
  return mod97(digits);
}

/** How many characters the method adds. */
export const checkLength = (method: CheckMethod): number => (method === 'iso7064-mod97' ? 2 : 1);

/** Whether the last characters of `text` are the check over what stands before them. */
export function hasValidCheck(method: CheckMethod, text: string): boolean {
  const length = checkLength(method);
  return checkDigits(method, text.slice(0, -length)) === text.slice(-length);
}

/** The Damm scheme is defined on decimal digits alone: letters are left out of the sum like separators. */
const plainDigits = (payload: string): string => payload.replaceAll(/[^0-9]/g, '');

function spelledDigits(payload: string): string | undefined {
  if (!/^[\x20-\x7e]*$/.test(payload)) return undefined;
  return payload
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
}

function luhn(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighted = index % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return String((10 - (sum % 10)) % 10);
}

const dammTable = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

function damm(digits: string): string {
  let interim = 0;
  for (const digit of digits) interim = Number(dammTable[interim]?.[Number(digit)]);
  return String(interim);
}

function mod97(digits: string): string {
  let remainder = 0;
  for (const digit of `${digits}00`) remainder = (remainder * 10 + Number(digit)) % 97;
  return String(98 - remainder).padStart(2, '0');
}
