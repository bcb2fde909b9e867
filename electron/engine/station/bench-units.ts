import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import type { VirtualUnitSpec } from '../virtual-bench/bench.ts';

/** A bench of so many good units: `01`, `02`, … with a MAC each from Espressif's range that no real unit of ours has. */
export function virtualUnits(count: number, chip = 'esp32c3'): VirtualUnitSpec[] {
  if (!Number.isInteger(count) || count < 1 || count > 64) {
    throw new SlipwayError('wire/invalid-input', say('bench-too-many', { count }), {
      context: { count },
    });
  }
  return Array.from({ length: count }, (_, index) => {
    const slot = String(index + 1).padStart(2, '0');
    return { slot, chip, mac: `7c:df:a1:00:00:${(index + 1).toString(16).padStart(2, '0')}` };
  });
}
