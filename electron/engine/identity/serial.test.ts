import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTestJournal } from '../../../test/fleet/test-journal.ts';
import { provokes } from '../../../test/support/provoke.ts';
import { createVirtualClock } from '../../../test/support/virtual-clock.ts';
import type { SerialPolicy } from '../../contract/recipe.ts';
import { hasValidCheck } from './check-digit.ts';
import { fillScheme } from './scheme.ts';
import { createSerials } from './serial.ts';

const at = (iso: string) => Date.parse(iso);

describe('a scheme', () => {
  test.each([
    ['AC-{YY}{WW}-{n:05}', '2026-01-05T08:00Z', 'AC-2602-00042'],
    ['{YYYY}{MM}{DD}/{n}', '2026-03-09T23:59Z', '20260309/42'],
    // ISO 8601: 29 December 2025 is in week 1 of 2026, 1 January 2027 in week 53 of 2026.
    ['{YY}{WW}-{n:3}', '2025-12-29T00:00Z', '2601-042'],
    ['{YYYY}-{WW}-{n:3}', '2027-01-01T00:00Z', '2026-53-042'],
    ['{YY}{MM}{DD}W{WW}-{n}', '2027-01-01T00:00Z', '270101W53-42'],
  ])('%s at %s gives %s', (scheme, when, serial) => {
    expect(fillScheme(scheme, undefined, at(when)).render(42)).toBe(serial);
  });

  test('puts its check digit at {check}, or at the end', () => {
    const week = at('2026-01-05T08:00Z');
    expect(fillScheme('{n:10}', 'luhn', week).render(7992739871)).toBe('79927398713');
    expect(fillScheme('{check}-{n:10}', 'luhn', week).render(7992739871)).toBe('3-7992739871');
    expect(hasValidCheck('iso7064-mod97', fillScheme('AC-{n:06}', 'iso7064-mod97', week).render(77))).toBe(true);
  });

  test('never gives the same text for two numbers', () => {
    fc.assert(
      fc.property(
        fc.nat(99_999),
        fc.nat(99_999),
        fc.constantFrom('luhn', 'damm', 'iso7064-mod97', undefined),
        (a, b, check) => {
          const { render } = fillScheme('X{YY}-{n:05}', check, 0);
          expect(render(a) === render(b)).toBe(a === b);
        },
      ),
    );
  });

  for (const [scheme, why] of [
    ['AC-0001', 'without a number'],
    ['{n}{n}', 'with two numbers'],
    ['{n}-{year}', 'with an unknown field'],
    ['{n}}', 'with a brace too many'],
    ['{n}{check}', 'with a check field and no method'],
    ['{n:0}', 'with a width of nothing'],
  ] as const) {
    provokes('identity/scheme-invalid', `is refused ${why}`, () => fillScheme(scheme, undefined, 0));
  }
  provokes('identity/scheme-invalid', 'is refused with two check fields', () =>
    fillScheme('{check}{n}{check}', 'damm', 0),
  );
  provokes('identity/scheme-invalid', 'is refused where no check can be made', () =>
    fillScheme('é{n}', 'luhn', 0).render(1),
  );
});

/** The real journal in a file, as it is on a station. */
async function station(file?: string, clock = createVirtualClock()) {
  const { journal, see, filePath } = await openTestJournal(clock, file);
  const serials = createSerials({ journal, clock });
  const reserve = (policy: SerialPolicy, unitId: string, more: { pool?: readonly string[]; scanned?: string } = {}) => {
    see(unitId);
    return serials.reserve({ policy, pool: more.pool ?? null, unitId, runId: `run-${unitId}`, scanned: more.scanned });
  };
  return { journal, clock, reserve, filePath };
}
const policy = { scheme: 'AC-{YY}{WW}-{n:05}' };

describe('serial numbers by scheme', () => {
  test('count up, and the same unit gets its own again', async () => {
    const { reserve } = await station();
    expect(reserve(policy, 'a').serial).toBe('AC-2602-00001');
    expect(reserve(policy, 'b').serial).toBe('AC-2602-00002');
    expect(reserve(policy, 'a')).toEqual({ serial: 'AC-2602-00001', number: 1 });
  });

  test('begin at `first`, and again with each week', async () => {
    const { reserve, clock } = await station();
    const from100 = { ...policy, first: 100 };
    expect(reserve(from100, 'a').serial).toBe('AC-2602-00100');
    clock.setNow(at('2026-01-12T00:00Z'));
    expect(reserve(from100, 'b').serial).toBe('AC-2603-00100');
    clock.setNow(at('2026-01-11T00:00Z'));
    expect(reserve(from100, 'c').serial).toBe('AC-2602-00101');
  });

  test('go on after the station was killed', async () => {
    const first = await station();
    first.reserve(policy, 'a');
    first.journal.close();
    const second = await station(first.filePath, first.clock);
    expect(second.reserve(policy, 'b').serial).toBe('AC-2602-00002');
    expect(second.reserve(policy, 'a').serial).toBe('AC-2602-00001');
  });

  test('are never given out again after they were released', async () => {
    const { reserve, journal } = await station();
    const { serial } = reserve(policy, 'a');
    journal.append({ kind: 'serial.released', serial, unitId: 'a', runId: 'run-a', reason: 'scrapped' });
    expect(reserve(policy, 'b').serial).toBe('AC-2602-00002');
    expect(reserve(policy, 'a').serial).toBe('AC-2602-00003');
  });

  test('pass over what another scheme or a label has already given', async () => {
    const { reserve } = await station();
    reserve({ scan: 'AC-.*' }, 'a', { scanned: 'AC-2602-00001\r\n' });
    reserve({ scheme: 'AC-2602-{n:05}', first: 2 }, 'b');
    expect(reserve(policy, 'c').serial).toBe('AC-2602-00003');
  });

  test('two units never have the same, whatever is asked in whatever order', async () => {
    const { reserve, journal } = await station();
    const pool = ['P1', 'P2', '1', '2', 'S-3'];
    const ask = fc.record({
      unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      policy: fc.constantFrom<SerialPolicy>(
        { scheme: 'S-{n}' },
        { scheme: '{n}' },
        { pool: 'p.csv' },
        { scheme: 'S-{n:01}' },
      ),
      isReleased: fc.boolean(),
    });
    const owner = new Map<string, string>();
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 12 }), (asks) => {
        for (const { unit, policy: of, isReleased } of asks) {
          let serial: string;
          try {
            serial = reserve(of, unit, { pool }).serial;
          } catch (thrown) {
            expect(thrown).toMatchObject({ code: 'identity/pool-exhausted' });
            continue;
          }
          expect(owner.get(serial) ?? unit).toBe(unit);
          owner.set(serial, unit);
          if (isReleased) {
            journal.append({ kind: 'serial.released', serial, unitId: unit, runId: 'r', reason: 'test' });
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(owner.size).toBeGreaterThan(8);
  });

  provokes(
    'identity/pool-exhausted',
    'at `last`',
    async () => {
      const { reserve } = await station();
      reserve({ scheme: 'X{n}', last: 1 }, 'a');
      reserve({ scheme: 'X{n}', last: 1 }, 'b');
    },
    (error) => expect(error.message).toContain('the last one is 1'),
  );
  provokes('identity/pool-exhausted', 'when the width of {n} is full', async () => {
    const { reserve } = await station();
    reserve({ scheme: 'X{n:1}', first: 9 }, 'a');
    reserve({ scheme: 'X{n:1}', first: 9 }, 'b');
  });
});

describe('serial numbers from a pool', () => {
  test('are given in order, each once', async () => {
    const { reserve } = await station();
    const pool = ['K7', 'K3', 'K9'];
    expect(['a', 'b', 'a', 'c'].map((unit) => reserve({ pool: 'p.csv' }, unit, { pool }).serial)).toEqual([
      'K7',
      'K3',
      'K7',
      'K9',
    ]);
  });

  provokes('identity/pool-exhausted', 'when all are given', async () => {
    const { reserve } = await station();
    reserve({ pool: 'p.csv' }, 'a', { pool: ['K7'] });
    reserve({ pool: 'p.csv' }, 'b', { pool: ['K7'] });
  });
  provokes('identity/pool-invalid', 'when no list was loaded', async () => {
    const { reserve } = await station();
    reserve({ pool: 'p.csv' }, 'a');
  });
});

describe('serial numbers from the label', () => {
  const scan = { scan: 'AC[0-9]{3}', check: 'luhn' } as const;

  test('are taken as they are, when they fit', async () => {
    const { reserve } = await station();
    expect(reserve({ scan: 'AC[0-9]+' }, 'a', { scanned: ' AC123\t' })).toEqual({ serial: 'AC123', number: null });
  });

  provokes('identity/serial-needed', 'when none was scanned', async () => {
    const { reserve } = await station();
    reserve(scan, 'a', { scanned: ' ' });
  });
  provokes('identity/serial-invalid', 'when it does not match as a whole', async () => {
    const { reserve } = await station();
    reserve(scan, 'a', { scanned: 'AC1234' });
  });
  provokes('identity/serial-invalid', 'when its check digit is wrong', async () => {
    const { reserve } = await station();
    const good = [...'0123456789'].find((digit) => hasValidCheck('luhn', `AC12${digit}`));
    reserve(scan, 'a', { scanned: `AC12${(Number(good) + 1) % 10}` });
  });
  provokes('identity/serial-invalid', 'when the unit has another one already', async () => {
    const { reserve } = await station();
    reserve({ scan: 'A[0-9]' }, 'a', { scanned: 'A1' });
    reserve({ scan: 'A[0-9]' }, 'a', { scanned: 'A2' });
  });
  provokes(
    'identity/duplicate-serial',
    'when another unit has it, and names that unit',
    async () => {
      const { reserve } = await station();
      reserve({ scan: 'A[0-9]' }, 'unit-one', { scanned: 'A1' });
      reserve({ scan: 'A[0-9]' }, 'unit-two', { scanned: 'A1' });
    },
    (error) => expect(error.message).toContain('unit-one'),
  );
});
