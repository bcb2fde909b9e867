import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demoFirmware } from './make-firmware.ts';

test('the committed demonstration firmware is what the code makes, and small', () => {
  let total = 0;
  for (const [name, bytes] of demoFirmware()) {
    const committed = readFileSync(join(import.meta.dirname, '..', 'resources', 'virtual-bench', name));
    expect(Buffer.compare(committed, bytes), `${name}: run scripts/make-firmware.ts`).toBe(0);
    total += bytes.length;
  }
  expect(total).toBeLessThan(400_000);
});
