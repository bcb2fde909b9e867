import { describe, expect, test } from 'vitest';
import type { UnitRecord } from '../../../../electron/contract/records.ts';
import { csvLine } from './csv.ts';
import { type ExportPlan, writeUnits } from './write-units.ts';

const unit = (serial: string | null): UnitRecord => ({
  unitId: `u-${serial}`,
  hardwareId: 'esp:aa',
  family: 'esp',
  chip: 'esp32c3',
  mac: null,
  status: 'passed',
  serial,
  keyFingerprint: null,
  product: 'acme "sensor", large',
  productVersion: '1.0.0',
  lastRunId: null,
  firstSeenAtMs: Date.UTC(2026, 0, 2, 3, 4, 5, 6),
  updatedAtMs: 0,
});

async function* pages(...serials: string[][]) {
  for (const page of serials) yield page.map(unit);
}

async function written(plan: Partial<ExportPlan>, ...serials: string[][]) {
  const texts: string[] = [];
  const counts: number[] = [];
  const count = await writeUnits(
    pages(...serials),
    { format: 'csv', fields: ['serial', 'product', 'mac', 'firstSeenAtMs'], hasByteOrderMark: false, ...plan },
    async (text) => void texts.push(text),
    (now) => counts.push(now),
  );
  return { text: texts.join(''), counts, count };
}

describe('CSV', () => {
  test('a head, a line for each unit of each page, CRLF, quotes doubled, times as people read them', async () => {
    const { text, counts, count } = await written({}, ['A1', 'A2'], ['A3']);
    expect(text).toBe(
      [
        'serial,product,mac,firstSeenAt',
        'A1,"acme ""sensor"", large",,2026-01-02T03:04:05.006Z',
        'A2,"acme ""sensor"", large",,2026-01-02T03:04:05.006Z',
        'A3,"acme ""sensor"", large",,2026-01-02T03:04:05.006Z',
        '',
      ].join('\r\n'),
    );
    expect([count, counts]).toEqual([3, [2, 3]]);
  });

  test('begins with a byte order mark only when asked', async () => {
    expect((await written({ hasByteOrderMark: true }, [])).text.startsWith('\uFEFFserial')).toBe(true);
    expect((await written({}, [])).text.startsWith('serial')).toBe(true);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('%j does not reach a spreadsheet as a formula', (cell) => {
    expect(csvLine([cell]).replace(/^"/, '').startsWith("'")).toBe(true);
  });
});

describe('JSON', () => {
  test.each([[[]], [[['A1']]], [[['A1', 'A2'], ['A3']]]])(
    'is one valid list of whole records: %j',
    async (...serials) => {
      const { text } = await written({ format: 'json' }, ...(serials[0] ?? []));
      expect(JSON.parse(text)).toEqual((serials[0] ?? []).flat().map(unit));
    },
  );
});

test('what the writer throws ends the export', async () => {
  const full = () => Promise.reject(new Error('disk full'));
  const plan = { format: 'csv', fields: ['serial'], hasByteOrderMark: false } as const;
  await expect(writeUnits(pages(['A1']), plan, full, () => undefined)).rejects.toThrow('disk full');
});
