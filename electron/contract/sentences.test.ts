import { describe, expect, test } from 'vitest';
import { SlipwayError } from './errors.ts';
import { evidenceNames } from './evidence.ts';
import { recipeDetailSchema } from './recipe-problems.ts';
import { codeNameOf, placeholder } from './sentence.ts';
import { bundleSentences } from './sentences/bundles.ts';
import { deviceSentences } from './sentences/devices.ts';
import { fleetSentences } from './sentences/fleets.ts';
import { imageSentences } from './sentences/images.ts';
import { portSentences } from './sentences/ports.ts';
import { runSentences } from './sentences/runs.ts';
import { stationSentences } from './sentences/stations.ts';
import { say, sentences } from './sentences.ts';

const busy = say('port-held', { port: 'virtual:01', holder: say('holder-run', { runId: '01J', slot: '3' }) });

test('A sentence has its text in English, and its code with values', () => {
  expect(say('slot-empty', { slot: '3' })).toEqual({
    code: 'slot-empty',
    values: { slot: '3' },
    text: 'Nothing is plugged into slot 3.',
  });
});

test('Addresses are in hexadecimal as datasheets have them, and stay numbers for programs', () => {
  const { text, values } = say('reason-partition-alignment', { partition: 'app0', offset: 0x1100, alignment: 0x10000 });
  expect(text).toBe('partition "app0" at 0x1100 is not aligned to 0x10000');
  expect(values['offset']).toBe(0x1100);
});

describe('A sentence inside of another', () => {
  test('is part of its text, and stands beside the values with its code', () => {
    expect(busy.text).toBe('The port virtual:01 is held by run 01J in slot 3.');
    expect(busy.values).toEqual({
      port: 'virtual:01',
      runId: '01J',
      slot: '3',
      holder: 'run 01J in slot 3',
      [codeNameOf('holder')]: 'holder-run',
    });
  });

  test('can be that of an error, without its advice', () => {
    const error = new SlipwayError('port/busy', busy, { action: say('do-check-tx-wire'), context: { slots: null } });
    expect(error.sentence).toEqual(busy);
    expect(new SlipwayError('port/busy', 'Held by somebody.').sentence).toBe('Held by somebody.');
  });
});

test('An error carries its sentence and its advice as codes, beside what else it points at', () => {
  const error = new SlipwayError('port/busy', busy, { action: say('do-check-tx-wire'), context: { status: 7 } });
  expect(error.message).toBe(busy.text);
  expect(error.action).toContain('TX of the adapter');
  expect(error.context).toMatchObject({ detail: 'port-held', advice: 'do-check-tx-wire', slot: '3', status: 7 });
});

test('Every value has a name that windows can show, and no code is that of a recipe’s problem', () => {
  const known = new Set<string>([...evidenceNames, 'fault']);
  const names = Object.values(sentences).flatMap((text) =>
    [...text.matchAll(placeholder)].map(([, name = '']) => name),
  );
  expect([...new Set(names)].filter((name) => !known.has(name))).toEqual([]);
  const details = recipeDetailSchema
    .unwrap()
    .options.flatMap(({ shape: { code } }) => ('values' in code ? [...code.values] : Object.values(code.enum)));
  expect(details.filter((code) => Object.hasOwn(sentences, code))).toEqual([]);
});

test('The areas have no code twice', () => {
  const areas = [
    bundleSentences,
    deviceSentences,
    fleetSentences,
    imageSentences,
    portSentences,
    runSentences,
    stationSentences,
  ];
  expect(areas.flatMap((area) => Object.keys(area)).toSorted()).toEqual(Object.keys(sentences).toSorted());
});
