import { describe, expect, test } from 'vitest';
import { createEspUnit, dataAt, firmwareLike, operation } from '../../../../test/support/esp-unit.ts';
import { chipNames } from './chips.ts';

describe.each(chipNames)('%s', (chip) => {
  test.each([
    ['stub', true],
    ['ROM', false],
  ])('is identified, written, verified and read through the %s', async (_name, stub) => {
    await using unit = await createEspUnit({ chip, revision: { major: 1, minor: 2 } });
    await using session = await unit.open({ stub });
    expect(session.identity).toMatchObject({
      hardwareId: 'esp:7c:df:a1:00:00:01',
      mac: '7c:df:a1:00:00:01',
      chip,
      flashSizeBytes: 4 * 1024 * 1024,
      details: { loader: stub ? 'stub' : 'rom' },
    });
    if (chip !== 'esp8266') expect(session.identity.revision).toBe('1.2');

    const image = firmwareLike(20_001);
    const plan = await session.plan([dataAt(0x20000, image)], { preserve: [] });
    const report = await session.flash(plan, operation());
    expect(report).toMatchObject({ writtenBytes: 20_004, skippedBytes: 0 });
    expect(Buffer.compare(unit.emulator.flash.read(0x20000, image.length), image)).toBe(0);
    const [verified] = await session.verify(plan, operation());
    const isOldRom = chip === 'esp8266' && !stub;
    expect(verified?.method).toBe(isOldRom ? 'write-acknowledged' : 'md5-on-unit');
    if (isOldRom) expect(session.read).toBeUndefined();
    else
      expect(Buffer.compare((await session.read?.(0x20000, 5000, operation())) ?? image, image.subarray(0, 5000))).toBe(
        0,
      );
  });
});
