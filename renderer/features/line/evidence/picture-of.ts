// Owns: which drawing helps with which error. Pure. The drawings are in Pictures.tsx.
import type { ErrorCode } from '../../../../electron/contract/errors.ts';

export type PictureName = 'cable' | 'boot' | 'tray' | 'label' | 'port';

const pictures: Readonly<Partial<Record<ErrorCode, PictureName>>> = {
  'port/gone': 'cable',
  'port/silent': 'cable',
  'port/garbage': 'cable',
  'port/not-found': 'cable',
  'port/open-failed': 'cable',
  'device/timeout': 'cable',
  'device/rejected': 'cable',
  'device/wrong-mode': 'boot',
  'port/no-modem-lines': 'boot',
  'port/busy': 'port',
  'port/forbidden': 'port',
  'identity/serial-needed': 'label',
  'identity/serial-invalid': 'label',
  'identity/duplicate-serial': 'label',
  'boot/silent': 'tray',
  'boot/failed': 'tray',
  'boot/pattern-missing': 'tray',
  'boot/identity-missing': 'tray',
  'boot/identity-mismatch': 'tray',
  'device/write-failed': 'tray',
  'device/verify-mismatch': 'tray',
  'device/flash-unknown': 'tray',
  'device/fuse-mismatch': 'tray',
  'job/failed-for-good': 'tray',
  'measure/missing': 'tray',
  'measure/out-of-limits': 'tray',
};

/** Undefined where words say it better: most errors of recipes, bundles and fleets. */
export const pictureOf = (code: ErrorCode): PictureName | undefined => pictures[code];
