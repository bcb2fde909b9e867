// Owns: the Espressif family (ESP8266, ESP32 and its successors) as a driver. May import contract, util, transport
// types, image, and its own folder. Start reading at `espDriver`; session.ts is the conversation, codec.ts the bytes.
import type { PortInfo } from '../../../contract/device.ts';
import { SlipwayError } from '../../../contract/errors.ts';
import { say } from '../../../contract/sentences.ts';
import { readEspImage } from '../../image/esp.ts';
import type { DriverModule, PlacedImage } from '../driver.ts';
import { INITIAL_BAUD_RATE } from './bring-up.ts';
import { chipByName, chipNames } from './chips.ts';
import { type EspOptions, espOptionsSchema } from './options.ts';
import { parsePartitionTable } from './partition-table.ts';
import { PARTITION_TABLE_BYTES } from './plan.ts';
import { openSession } from './session.ts';

const ESPRESSIF_VENDOR_ID = 0x303a;
/** Probes and boards of other families: STMicroelectronics, SEGGER, Arm DAPLink, Raspberry Pi, Nordic. */
const FOREIGN_VENDOR_IDS: ReadonlySet<number> = new Set([0x0483, 0x1366, 0x0d28, 0x2e8a, 0x1915]);

export const espDriver: DriverModule<EspOptions> = {
  id: 'esp',
  label: 'Espressif ESP8266, ESP32',
  chips: chipNames,
  match(port: PortInfo) {
    if (port.usbVendorId === ESPRESSIF_VENDOR_ID) return 'yes';
    // A USB-UART bridge says nothing of what is behind it.
    return port.usbVendorId !== undefined && FOREIGN_VENDOR_IDS.has(port.usbVendorId) ? 'no' : 'maybe';
  },
  optionsSchema: espOptionsSchema,
  initialBaudRate: INITIAL_BAUD_RATE,
  inspect: inspectImage,
  open: openSession,
};

async function inspectImage(image: PlacedImage, chipName: string): Promise<Record<string, string | number | boolean>> {
  const { source, kind } = image;
  const chip = chipByName(chipName);
  if (!chip) {
    throw new SlipwayError(
      'device/unsupported-chip',
      say('chip-not-of-family', { chip: chipName, allowed: chipNames.join(', ') }),
    );
  }
  if (kind === 'partition-table') {
    const bytes = await source.read(0, Math.min(source.sizeBytes, PARTITION_TABLE_BYTES));
    const partitions = parsePartitionTable(bytes);
    return { partitions: partitions.length, labels: partitions.map(({ label }) => label).join(', ') };
  }
  if (kind === 'data') return {};
  const found = await readEspImage(source, chip);
  const { descriptor } = found;
  return {
    segments: found.segments.length,
    entryAddress: `0x${found.entryAddress.toString(16)}`,
    imageBytes: found.imageBytes,
    flashMode: found.flashMode,
    hasHash: found.appendedSha256 !== undefined,
    ...(found.minRevision !== undefined && { minRevision: found.minRevision }),
    ...(found.maxRevision !== undefined && { maxRevision: found.maxRevision }),
    ...(descriptor && {
      project: descriptor.projectName,
      version: descriptor.version,
      idfVersion: descriptor.idfVersion,
    }),
  };
}
