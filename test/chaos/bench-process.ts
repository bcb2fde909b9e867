// Owns: the virtual bench in its own process, as chaos asks it. May import siblings and the driver's parsers.
// Start reading at `startBench`.
import * as z from 'zod';
import { parseNvs } from '../../electron/engine/drivers/esp/nvs.ts';
import { describePrivateKey } from '../../electron/engine/identity/keys.ts';
import { startLineChild } from './lines.ts';

const unitSchema = z.object({ slot: z.string(), mac: z.string(), url: z.string() });
const readySchema = z.object({ ready: z.literal(true), units: z.array(unitSchema) });
const answerSchema = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);
const inspectionSchema = z.object({
  mac: z.string(),
  fuseBurns: z.number(),
  userDataHex: z.string(),
  identitiesSeen: z.array(z.string()),
  flashProgrammedBytes: z.number(),
});
export type Inspection = z.infer<typeof inspectionSchema>;

/** The identity that a unit's store holds, read from its flash without the station. */
export interface HeldIdentity {
  readonly serial: string;
  readonly keyFingerprint: string;
  readonly certificatePem: string | null;
}

/** Where firmware.ts puts NVS. */
const nvs = { offset: 0x9000, length: 0x6000 } as const;
const answerTimeoutMs = 30_000;

export interface BenchProcess extends AsyncDisposable {
  readonly slots: readonly { readonly slot: string; readonly mac: string; readonly url: string }[];
  inspect(slot: string): Promise<Inspection>;
  /** Undefined while the unit has none that can be read. */
  held(slot: string): Promise<HeldIdentity | undefined>;
  replace(slot: string, mac: string): Promise<void>;
}

export async function startBench(units: number): Promise<BenchProcess> {
  const waiting: ((message: unknown) => void)[] = [];
  const answer = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The bench process does not answer.')), answerTimeoutMs);
      waiting.push((message) => {
        clearTimeout(timer);
        resolve(message);
      });
    });
  const main = 'electron/engine/virtual-bench/bench-main.ts';
  const first = answer();
  const child = startLineChild([main, '--units', String(units), '--fast'], {}, (message) => waiting.shift()?.(message));
  const ready = readySchema.parse(await first);

  async function ask(command: Readonly<Record<string, unknown>>): Promise<unknown> {
    const reply = answer();
    child.send(command);
    const parsed = answerSchema.parse(await reply);
    if (!parsed.ok) throw new Error(`The bench refused ${JSON.stringify(command)}: ${parsed.error}`);
    return parsed.result;
  }

  return {
    slots: ready.units,
    inspect: async (slot) => inspectionSchema.parse(await ask({ do: 'inspect', slot })),
    async held(slot) {
      const text = z.string().parse(await ask({ do: 'readFlash', slot, ...nvs }));
      return tryIdentity(new Uint8Array(Buffer.from(text, 'base64')));
    },
    async replace(slot, mac) {
      await ask({ do: 'replace', slot, mac });
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.gone;
    },
  };
}

function tryIdentity(bytes: Uint8Array): HeldIdentity | undefined {
  try {
    const entries = parseNvs(bytes).filter(({ namespace }) => namespace === 'factory');
    const find = (key: string) => entries.find((entry) => entry.key === key)?.value;
    const [serial, key, certificate] = [find('serial'), find('key'), find('cert')];
    if (serial?.type !== 'string' || key?.type !== 'blob') return undefined;
    return {
      serial: serial.value,
      keyFingerprint: describePrivateKey(key.value).keyFingerprint,
      certificatePem: certificate?.type === 'string' ? certificate.value : null,
    };
  } catch {
    return undefined;
  }
}
