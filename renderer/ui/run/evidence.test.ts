import { expect, test } from 'vitest';
import { showEvidence } from './evidence.ts';

test('what a name promises is shown as such', () => {
  const shown = showEvidence({
    writtenBytes: 51_616,
    durationMs: 43.6,
    offset: 65_536,
    baudRate: 921_600,
    isKnownUnit: false,
    keyFingerprint: '04d7c20d8cd4b207c64337c103f3b7ba',
    serial: 'AC-2648-00001',
    entryId: null,
  });
  expect(shown.map(({ name, shown: { kind } }) => [name, kind])).toEqual([
    ['writtenBytes', 'bytes'],
    ['durationMs', 'duration'],
    ['offset', 'address'],
    ['baudRate', 'number'],
    ['isKnownUnit', 'yes-no'],
    ['keyFingerprint', 'hash'],
    ['serial', 'text'],
    ['entryId', 'nothing'],
  ]);
});

test('a list of things is a table with all their columns; a list of words stays one', () => {
  const [regions, names, mixed] = showEvidence({
    regions: [
      { name: 'app', offset: 16 },
      { name: 'nvs', sizeBytes: 4 },
    ],
    configKeys: ['server', 'region'],
    mixed: ['a', { b: 1 }],
  });
  expect(regions?.shown).toEqual({
    kind: 'table',
    columns: ['name', 'offset', 'sizeBytes'],
    rows: [
      [{ kind: 'text', value: 'app' }, { kind: 'address', value: 16 }, { kind: 'nothing' }],
      [{ kind: 'text', value: 'nvs' }, { kind: 'nothing' }, { kind: 'bytes', value: 4 }],
    ],
  });
  expect(names?.shown).toEqual({ kind: 'texts', values: ['server', 'region'] });
  expect(mixed?.shown).toEqual({ kind: 'texts', values: ['a', '{"b":1}'] });
});

test('things within things stay together', () => {
  expect(showEvidence({ identity: { asked: true } })).toEqual([
    {
      name: 'identity',
      shown: { kind: 'group', entries: [{ name: 'asked', shown: { kind: 'yes-no', value: true } }] },
    },
  ]);
});
