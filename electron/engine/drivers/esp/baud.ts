// Raising the line rate, and coming back when the line does not carry it.
import { op, words } from './codec.ts';
import { CHIP_MAGIC_ADDRESS, type Loader, trySync } from './connect.ts';

/** Time that the unit needs to change its UART over; esptool waits as long. */
const SETTLE_MS = 50;
const CHECK_TIMEOUT_MS = 300;
const CHECKS = 3;

/** Rates to try after the one asked for, in order. */
const LADDER = [921_600, 460_800, 230_400] as const;

export const rateLadder = (wanted: number, initial: number): readonly number[] => [
  wanted,
  ...LADDER.filter((rate) => rate < wanted && rate > initial),
];

/** Changes both ends. `false` when the unit does not answer at the new rate, or refuses it. */
export async function tryChangeRate(loader: Loader, baudRate: number, signal: AbortSignal): Promise<boolean> {
  const { link, isStub } = loader;
  const { transport, clock } = link;
  const before = transport.baudRate;
  const outcome = await link.tryRequest(op.changeBaudRate, words(baudRate, isStub ? before : 0), { signal });
  if (outcome.kind === 'failed') return false;
  await transport.setBaudRate(baudRate, signal);
  await clock.sleep(SETTLE_MS, signal);
  await link.forget();
  for (let check = 0; check < CHECKS; check++) {
    if (await answers(loader, signal)) return true;
  }
  await transport.setBaudRate(before, signal);
  await link.forget();
  return false;
}

/** A register whose value is known to be readable; in secure download mode there is none, so SYNC must do. */
async function answers(loader: Loader, signal: AbortSignal): Promise<boolean> {
  if (loader.isSecureDownload) return (await trySync(loader.link, signal)) !== undefined;
  const options = { timeoutMs: CHECK_TIMEOUT_MS, signal };
  return (await loader.link.tryRequest(op.readReg, words(CHIP_MAGIC_ADDRESS), options)).kind === 'ok';
}
