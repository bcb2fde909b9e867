import { expect, test } from 'vitest';
import { chipName, chipOfName } from './chip-name.ts';

test.each([
  ['esp32', 'ESP32'],
  ['esp32s2', 'ESP32-S2'],
  ['esp32c3', 'ESP32-C3'],
  ['esp32c61', 'ESP32-C61'],
  ['esp8266', 'ESP8266'],
  ['nrf52840', 'NRF52840'],
])('%s is written %s, and read back', (chip, name) => {
  expect(chipName(chip)).toBe(name);
  expect(chipOfName(name)).toBe(chip);
  expect(chipOfName(chip)).toBe(chip);
});
