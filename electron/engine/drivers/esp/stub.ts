// The flasher stub that Espressif publishes in the esptool-js package (Apache-2.0); loaded, never copied.
import * as z from 'zod';
import { espChips } from './chips.ts';

export interface FlasherStub {
  readonly entryAddress: number;
  readonly parts: readonly { readonly address: number; readonly bytes: Uint8Array }[];
}

const stubSchema = z.object({
  entry: z.int().nonnegative(),
  text_start: z.int().nonnegative(),
  decodedText: z.instanceof(Uint8Array),
  data_start: z.int().nonnegative().optional(),
  decodedData: z.instanceof(Uint8Array).optional(),
});

/** The ESP32-P4 has another one before this revision; the others have one for all. */
const p4Revisions = [1, 300] as const;

/** So that a chip that is seen for the first time need not wait for its own. */
export async function loadEveryStub(): Promise<void> {
  for (const { title } of espChips) for (const revision of p4Revisions) await loadStub(title, revision);
}

/** `chipTitle` in Espressif's spelling (`ESP32-C3`), `revision` as major * 100 + minor. Undefined when there is none. */
export async function loadStub(chipTitle: string, revision: number): Promise<FlasherStub | undefined> {
  // The package's index pulls in a browser's loader; the file with the stubs alone is enough.
  const { getStubJsonByChipName } = await import('esptool-js/lib/stubFlasher.js');
  const stub = stubSchema.safeParse(await getStubJsonByChipName(chipTitle, revision));
  if (!stub.success) return undefined;
  const { entry, text_start, decodedText, data_start, decodedData } = stub.data;
  const parts = [{ address: text_start, bytes: decodedText }];
  if (data_start !== undefined && decodedData !== undefined && decodedData.length > 0) {
    parts.push({ address: data_start, bytes: decodedData });
  }
  return { entryAddress: entry, parts };
}
