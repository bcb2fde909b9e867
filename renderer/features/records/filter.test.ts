import { describe, expect, test } from 'vitest';
import type { UnitRecord } from '../../../electron/contract/records.ts';
import { startOfDay } from '../../data/index.ts';
import { countConditions, dayOf, everyUnit, filterOf, isStillFitting, tryDay } from './filter.ts';

const noon = new Date(2026, 2, 15, 12).getTime();

describe('the filter that a query means', () => {
  test('nothing given asks for everything', () => {
    expect(filterOf(everyUnit, noon)).toEqual({});
    expect(countConditions(everyUnit)).toBe(0);
  });

  test('text without what surrounds it, and each condition', () => {
    const query = {
      ...everyUnit,
      text: '  AC-26 ',
      status: 'failed',
      product: 'acme-sensor',
      chip: 'ESP32-C3',
    } as const;
    expect(filterOf(query, noon)).toEqual({ text: 'AC-26', status: 'failed', product: 'acme-sensor', chip: 'esp32c3' });
    expect(countConditions(query)).toBe(3);
  });

  test('equal queries at two times of a day are the same question', () => {
    const query = { ...everyUnit, period: { kind: 'days', before: 6 } } as const;
    expect(filterOf(query, noon)).toEqual(filterOf(query, noon + 3_600_000));
    expect(filterOf(query, noon).sinceMs).toBe(new Date(2026, 2, 9).getTime());
  });

  test('days from and to, both included', () => {
    const query = { ...everyUnit, period: { kind: 'between', from: '2026-03-01', to: '2026-03-02' } } as const;
    expect(filterOf(query, noon)).toEqual({
      sinceMs: new Date(2026, 2, 1).getTime(),
      untilMs: new Date(2026, 2, 3).getTime(),
    });
  });

  test('half a period leaves the other end open', () => {
    expect(filterOf({ ...everyUnit, period: { kind: 'between', from: null, to: null } }, noon)).toEqual({});
  });
});

describe('a unit that a filter found', () => {
  const unit: UnitRecord = {
    unitId: 'u-1',
    hardwareId: 'esp:1',
    family: 'esp',
    chip: 'esp32c3',
    mac: null,
    status: 'failed',
    serial: null,
    keyFingerprint: null,
    product: 'acme-sensor',
    productVersion: '1.0.0',
    lastRunId: null,
    firstSeenAtMs: noon,
    updatedAtMs: noon,
  };
  const filter = {
    status: 'failed',
    product: 'acme-sensor',
    chip: 'esp32c3',
    sinceMs: noon,
    untilMs: noon + 1,
  } as const;

  test('still fits while nothing that was asked for has changed', () => {
    expect(isStillFitting(unit, filter)).toBe(true);
    expect(isStillFitting({ ...unit, status: 'passed', serial: 'S1' }, { text: 'S1' })).toBe(true);
  });

  test.each<Partial<UnitRecord>>([
    { status: 'passed' },
    { product: 'acme-gateway' },
    { product: null },
    { chip: 'esp32s3' },
    { updatedAtMs: noon - 1 },
    { updatedAtMs: noon + 1 },
  ])('no longer fits as %o', (change) => {
    expect(isStillFitting({ ...unit, ...change }, filter)).toBe(false);
  });
});

describe('days', () => {
  test('are those of the calendar: 31 February is none', () => {
    expect(tryDay('2026-02-31')).toBeUndefined();
    expect(tryDay('soon')).toBeUndefined();
    expect(dayOf(tryDay('2026-01-09') ?? 0)).toBe('2026-01-09');
  });

  test('begin at midnight, also where a clock is put forward or back', () => {
    for (let day = 0; day < 366; day++) {
      const start = new Date(startOfDay(noon, day));
      expect([start.getHours(), start.getMinutes()]).toEqual([0, 0]);
    }
  });
});
