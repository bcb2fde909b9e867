import type { RecipeFact } from '../../../electron/contract/recipe-facts.ts';
import type { GallerySection } from '../gallery.ts';
import { FactList } from './FactList.tsx';

const every: readonly RecipeFact[] = [
  { kind: 'chip', chip: 'esp32c3' },
  { kind: 'write', image: 'bootloader', sizeBytes: 20_480, to: 0 },
  { kind: 'write', image: 'app', sizeBytes: 1_280_000, to: { partition: 'factory' } },
  { kind: 'write', image: 'spiffs', sizeBytes: null, to: { partition: 'storage' } },
  { kind: 'preserve', partitions: ['phy_init', 'calibration'] },
  { kind: 'serial', from: 'scheme', rule: 'AC-{YY}{WW}-{n:05}' },
  { kind: 'key', keyType: 'ed25519', hasCertificate: true },
  { kind: 'config', count: 6, partition: 'nvs' },
  { kind: 'fuse', userData: '{serial}' },
  { kind: 'boot', asksIdentity: true },
  { kind: 'measure', names: ['bootTime', 'freeHeap', 'supply'] },
  { kind: 'enroll', fleet: 'demo' },
];

export const gallery: GallerySection = {
  title: 'FactList',
  cases: [{ name: 'Everything that a recipe can do', render: () => <FactList facts={every} /> }],
};
