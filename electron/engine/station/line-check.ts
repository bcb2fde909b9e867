// Owns: whether the unit in a slot may be made now, and what stands in the way. May import contract and the journal.
// Touches no unit. Start reading at `findObstacle`; the order of the questions is the order in which they matter.

import type { HardwareIdentity } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import type { LineSlot } from '../../contract/line.ts';
import type { UnitRecord } from '../../contract/records.ts';
import { reasonOf } from '../../contract/sentence.ts';
import { say } from '../../contract/sentences.ts';
import { checkedLabel } from '../identity/serial.ts';
import type { JournalReader } from '../journal/journal.ts';
import { tryFailedForGood } from '../steps/failed-for-good.ts';
import type { SlotChange } from './line-board.ts';
import type { LineRecipe } from './line-recipe.ts';

export interface LineRequest {
  readonly slot: string;
  readonly scannedSerial?: string | undefined;
  /** A person wants a unit made again that has passed. */
  readonly again: boolean;
}

export interface Question extends LineRequest {
  readonly recipe: LineRecipe;
  /** Undefined where the unit did not say who it is. */
  readonly hardware: HardwareIdentity | undefined;
  /** Its record, where it has been here before. */
  readonly unit: UnitRecord | undefined;
  /** Whether the order has room for this unit; true without an order. */
  readonly hasRoom: (unit: UnitRecord | undefined) => boolean;
}

/** `change` shows it on the line; `error` is for whoever asked for the run. */
export interface Obstacle {
  readonly change: SlotChange;
  readonly error: SlipwayError;
}

export function findObstacle(journal: JournalReader, question: Question): Obstacle | undefined {
  return (
    failedForGood(journal, question) ??
    wrongUnit(question) ??
    repeat(journal, question) ??
    attention(journal, question) ??
    missingLabel(journal, question) ??
    fullOrder(question)
  );
}

/** What stands in a unit's way whatever is to be made of it; undefined for one that may be begun again. */
export function findUnitObstacle(journal: JournalReader, unit: UnitRecord): Obstacle | undefined {
  return retired({ unit }) ?? failedForGood(journal, { unit }) ?? attention(journal, { unit });
}

/** The slot shows a unit that failed for good: only a decision, or another unit, ends that. */
export const isFailedForGood = ({ hold }: Pick<LineSlot, 'hold'>): boolean =>
  hold?.kind === 'refused' && hold.error.code === 'job/failed-for-good';

export function refusal(error: SlipwayError): Obstacle {
  return { change: { phase: 'hold', hold: { kind: 'refused', error: error.toReport() } }, error };
}

function wrongUnit({ slot, recipe, hardware, unit }: Question): Obstacle | undefined {
  if (hardware !== undefined && hardware.chip !== recipe.chip) {
    return refusal(
      new SlipwayError(
        'device/wrong-chip',
        say('chip-not-of-recipe', { expected: recipe.chip, slot, found: hardware.chip }),
      ),
    );
  }
  return retired({ unit });
}

function retired({ unit }: Pick<Question, 'unit'>): Obstacle | undefined {
  if (unit?.status !== 'retired') return undefined;
  return refusal(
    new SlipwayError('identity/duplicate-hardware', say('unit-retired', { unit: unit.serial ?? unit.unitId }), {
      context: { unitId: unit.unitId, hardwareId: unit.hardwareId },
    }),
  );
}

/**
 * Before all others: whatever else is wrong with it here, this unit is not to be shipped. Neither `again` nor another recipe
 * lets it through; one that was retired says that instead.
 */
function failedForGood(journal: JournalReader, { unit }: Pick<Question, 'unit'>): Obstacle | undefined {
  const found = unit === undefined || unit.status === 'retired' ? undefined : tryFailedForGood(journal, unit);
  if (found === undefined) return undefined;
  const { change, error } = refusal(found.error);
  return { change: { ...change, failedBefore: found.failure }, error };
}

/** What is on the unit is what this recipe would put there: nothing may be gained, and a good unit may be lost. */
function repeat(journal: JournalReader, { slot, recipe, unit, again }: Question): Obstacle | undefined {
  const pass = unit === undefined || again ? undefined : journal.passOfUnit(unit.unitId);
  if (pass === undefined || pass.recipeHash !== recipe.hash) return undefined;
  const { runId, slot: place, finishedAtMs, serial } = pass;
  return {
    change: { phase: 'repeat', repeatOf: { runId, slot: place, finishedAtMs, serial } },
    error: new SlipwayError(
      'job/already-passed',
      say('unit-passed-before', { slot, unit: serial ?? unit?.unitId ?? '?', otherSlot: place }),
      { context: { runId, serial, finishedAtMs } },
    ),
  };
}

function attention(journal: JournalReader, { unit }: Pick<Question, 'unit'>): Obstacle | undefined {
  if (unit?.status !== 'needs-attention') return undefined;
  const acts = journal.openActs(unit.unitId).filter(({ isIrreversible }) => isIrreversible);
  const names = acts.map(({ act }) => act).join(', ');
  const reason = names === '' ? say('attention-open-end') : say('attention-open-acts', { act: names });
  return {
    change: { phase: 'hold', hold: { kind: 'attention', ...reasonOf(reason) } },
    error: new SlipwayError(
      'job/needs-attention',
      say('attention-unit', { unit: unit.serial ?? unit.unitId, reason }),
      {
        context: { unitId: unit.unitId },
      },
    ),
  };
}

function missingLabel(
  journal: JournalReader,
  { recipe: { serial: policy }, unit, scannedSerial }: Question,
): Obstacle | undefined {
  if (policy === undefined || !('scan' in policy)) return undefined;
  // A unit that has its number keeps it: what is tried again needs no second scan.
  const own = unit === undefined ? undefined : journal.serialOfUnit(unit.unitId);
  if (own !== undefined && scannedSerial === undefined) return undefined;
  const change = { phase: 'hold', hold: { kind: 'scan', pattern: policy.scan } } as const;
  try {
    const serial = checkedLabel(policy, scannedSerial);
    const error = foreignLabel(serial, own?.serial, journal.serial(serial)?.unitId, unit?.unitId);
    return error === undefined ? undefined : { change, error };
  } catch (thrown) {
    if (thrown instanceof SlipwayError) return { change, error: thrown };
    throw thrown;
  }
}

function foreignLabel(
  serial: string,
  own: string | undefined,
  holder: string | undefined,
  unitId: string | undefined,
): SlipwayError | undefined {
  if (own !== undefined && own !== serial) {
    return new SlipwayError('identity/serial-invalid', say('serial-other-label', { scanned: serial, serial: own }));
  }
  if (holder === undefined || holder === unitId) return undefined;
  return new SlipwayError('identity/duplicate-serial', say('serial-of-other-unit', { serial, otherUnitId: holder }));
}

function fullOrder({ slot, unit, hasRoom }: Question): Obstacle | undefined {
  if (hasRoom(unit)) return undefined;
  return {
    change: { phase: 'hold', hold: { kind: 'order-complete' } },
    error: new SlipwayError('job/order-complete', say('order-full', { slot })),
  };
}
