import { SlipwayError } from '../../contract/errors.ts';
import type { Sentence } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { fillTemplate } from '../recipe/template.ts';

/** One attribute of a distinguished name, as @peculiar/x509 takes it: its OID and its typed value. */
export type NameAttribute = Record<
  string,
  { utf8String: string }[] | { printableString: string }[] | { ia5String: string }[]
>;

/** RFC 4514 section 3 and RFC 4519; C is a PrintableString, DC and E are IA5Strings (RFC 5280 Appendix A). */
const attributeTypes = new Map([
  ['CN', '2.5.4.3'],
  ['SERIALNUMBER', '2.5.4.5'],
  ['C', '2.5.4.6'],
  ['L', '2.5.4.7'],
  ['ST', '2.5.4.8'],
  ['STREET', '2.5.4.9'],
  ['O', '2.5.4.10'],
  ['OU', '2.5.4.11'],
  ['UID', '0.9.2342.19200300.100.1.1'],
  ['DC', '0.9.2342.19200300.100.1.25'],
  ['E', '1.2.840.113549.1.9.1'],
]);

/**
 * Reads a name such as `CN={serial},O=ACME` and fills its words afterwards, attribute by attribute: a value from
 * outside cannot end its attribute and begin another. (The library's own reader takes an escaped backslash before a comma for an escaped comma.)
 * RFC 4514 2.1: text begins with the last element of the sequence, so the result is in reverse.
 * Throws recipe/wrong-type; several attributes in one element (`+`) are not supported.
 */
export function parseDistinguishedName(template: string, words: Readonly<Record<string, string>>): NameAttribute[] {
  const refuse = (reason: Sentence) =>
    new SlipwayError('recipe/wrong-type', say('name-not-distinguished', { subject: template, reason }));
  return splitElements(template, refuse)
    .map(({ type, value }) => {
      const oid = attributeTypes.get(type.toUpperCase());
      if (oid === undefined)
        throw refuse(say('reason-name-type', { part: type, allowed: [...attributeTypes.keys()].join(', ') }));
      const text = fillTemplate(value, words);
      if (text === '') throw refuse(say('reason-name-empty', { part: type }));
      if (/\p{Cc}/u.test(text)) throw refuse(say('reason-name-control', { part: type }));
      return attributeOf(type.toUpperCase(), oid, text, refuse);
    })
    .reverse();
}

type Refuse = (reason: Sentence) => SlipwayError;

function attributeOf(type: string, oid: string, text: string, refuse: Refuse): NameAttribute {
  if (type === 'C') {
    if (!/^[A-Za-z]{2}$/.test(text)) throw refuse(say('reason-name-country'));
    return { [oid]: [{ printableString: text }] };
  }
  if (type !== 'DC' && type !== 'E') return { [oid]: [{ utf8String: text }] };
  if (!/^[\x20-\x7e]+$/.test(text)) throw refuse(say('reason-name-ascii', { part: type }));
  return { [oid]: [{ ia5String: text }] };
}

interface Element {
  readonly type: string;
  readonly value: string;
}

/** RFC 4514 section 3: elements between commas, `type=value`, with `\` before a special character or two hex digits. */
function splitElements(text: string, refuse: Refuse): Element[] {
  const elements: Element[] = [];
  const token = /\\([0-9A-Fa-f]{2})|\\([ "#+,;<=>\\])|([\\"+;<>])|(,)|([^\\"+;<>,]+)/gu;
  let raw = '';
  const finish = () => {
    const [, type = '', value = ''] = /^\s*([A-Za-z]+)=(.*)$/su.exec(raw) ?? [];
    if (type === '') throw refuse(say('reason-name-no-type', { part: raw }));
    elements.push({ type, value });
    raw = '';
  };
  for (const [, hex, special, forbidden, comma, plain] of text.matchAll(token)) {
    if (forbidden !== undefined) throw refuse(say('reason-name-backslash', { part: forbidden }));
    if (comma !== undefined) finish();
    else raw += hex === undefined ? (special ?? plain ?? '') : String.fromCharCode(Number.parseInt(hex, 16));
  }
  finish();
  return elements;
}
