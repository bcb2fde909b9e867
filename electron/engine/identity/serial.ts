import { SlipwayError } from '../../contract/errors.ts';
import type { SerialPolicy } from '../../contract/recipe.ts';
import { say } from '../../contract/sentences.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clock } from '../util/clock.ts';
import { hasValidCheck } from './check-digit.ts';
import { fillScheme } from './scheme.ts';

export interface SerialRequest {
  readonly policy: SerialPolicy;
  /** Serial numbers of the recipe's pool file, in order; null where the recipe has none. */
  readonly pool: readonly string[] | null;
  readonly unitId: string;
  readonly runId: string;
  readonly scanned: string | undefined;
}

export interface ReservedSerial {
  readonly serial: string;
  /** Its number in the scheme's sequence; null for pools and scanned labels. */
  readonly number: number | null;
}

export interface Serials {
  /**
   * Gives the unit its serial number and journals it before returning; the same unit gets its own again.
   * A number that was ever given out, even one that was released, is not given to another unit.
   * Throws identity/pool-exhausted, scheme-invalid, serial-needed, serial-invalid, duplicate-serial, pool-invalid.
   */
  reserve(request: SerialRequest): ReservedSerial;
}

interface Candidate extends ReservedSerial {
  /** Names the sequence or source in the journal. */
  readonly scheme: string;
}

/** Gives out serial numbers, each once for ever: choosing and journaling happen in one transaction. */
export function createSerials(deps: { readonly journal: Journal; readonly clock: Clock }): Serials {
  const { journal, clock } = deps;
  // Entries before the cursor are given out, and what is given out stays so: a long pool is walked once.
  const cursors = new WeakMap<readonly string[], number>();

  function fromScheme(policy: Extract<SerialPolicy, { scheme: string }>): Candidate {
    const scheme = fillScheme(policy.scheme, policy.check, clock.nowMs());
    const last = Math.min(policy.last ?? Number.MAX_SAFE_INTEGER, scheme.widest);
    let number = Math.max(policy.first ?? 1, (journal.lastNumber(scheme.key) ?? -1) + 1);
    // Another scheme, pool or label may have produced the same text: such a number is passed over.
    for (; number <= last; number++) {
      const serial = scheme.render(number);
      if (!journal.hasSerial(serial)) return { serial, number, scheme: scheme.key };
    }
    throw new SlipwayError('identity/pool-exhausted', say('serial-used-up', { scheme: scheme.key, last }));
  }

  function fromPool(name: string, pool: readonly string[] | null): Candidate {
    if (pool === null) {
      throw new SlipwayError('identity/pool-invalid', say('serial-pool-not-loaded', { pool: name }));
    }
    for (let index = cursors.get(pool) ?? 0; index < pool.length; index++) {
      const serial = pool[index];
      if (serial === undefined || journal.hasSerial(serial)) continue;
      cursors.set(pool, index);
      return { serial, number: null, scheme: `pool:${name}` };
    }
    throw new SlipwayError('identity/pool-exhausted', say('serial-pool-empty', { size: pool.length, pool: name }));
  }

  function fromLabel(policy: Extract<SerialPolicy, { scan: string }>, request: SerialRequest): Candidate {
    const serial = checkedLabel(policy, request.scanned);
    const row = journal.serial(serial);
    // A label that was taken back from this very unit may be put on it again: a person scans it, nothing is guessed.
    if (row !== undefined && row.unitId !== request.unitId) {
      throw new SlipwayError(
        'identity/duplicate-serial',
        say('serial-of-other-unit', { serial, otherUnitId: row.unitId }),
        { context: { status: row.state, otherRunId: row.runId } },
      );
    }
    return { serial, number: null, scheme: `scan:${policy.scan}` };
  }

  function choose(request: SerialRequest): Candidate {
    const { policy } = request;
    if ('scheme' in policy) return fromScheme(policy);
    if ('pool' in policy) return fromPool(policy.pool, request.pool);
    return fromLabel(policy, request);
  }

  return {
    reserve: (request) =>
      journal.transact(() => {
        const own = journal.serialOfUnit(request.unitId);
        if (own !== undefined) {
          assertLabelIsOf(own.serial, request);
          return { serial: own.serial, number: own.number };
        }
        const { serial, number, scheme } = choose(request);
        const { unitId, runId } = request;
        journal.append({ kind: 'serial.reserved', serial, unitId, runId, scheme, number });
        return { serial, number };
      }),
  };
}

/** A unit that has its number keeps it: a label with another one is on the wrong unit. */
function assertLabelIsOf(serial: string, request: SerialRequest): void {
  if (!('scan' in request.policy) || request.scanned === undefined || request.scanned.trim() === serial) return;
  throw new SlipwayError(
    'identity/serial-invalid',
    say('serial-other-label', { scanned: request.scanned.trim(), serial }),
    { context: { unitId: request.unitId } },
  );
}

/** What a label says, without what a scanner adds. Throws identity/serial-needed, identity/serial-invalid. */
export function checkedLabel(policy: Extract<SerialPolicy, { scan: string }>, scanned: string | undefined): string {
  // Barcode scanners end what they type with CR, LF or Tab.
  const serial = scanned?.trim() ?? '';
  if (serial === '') {
    throw new SlipwayError('identity/serial-needed', say('serial-to-scan'));
  }
  const place = { serial, pattern: policy.scan };
  if (!new RegExp(`^(?:${policy.scan})$`).test(serial)) {
    throw new SlipwayError('identity/serial-invalid', say('serial-no-match', place));
  }
  if (policy.check !== undefined && !hasValidCheck(policy.check, serial)) {
    throw new SlipwayError('identity/serial-invalid', say('serial-check-digit', { serial, check: policy.check }), {
      context: place,
    });
  }
  return serial;
}
