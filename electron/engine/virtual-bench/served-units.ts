// Owns: virtual units for programs that are not ours: esptool, a terminal, a plant's own tool. No station is involved.
// May import contract, transport, util and siblings. Start reading at `serveVirtualUnits`.
import { SlipwayError } from '../../contract/errors.ts';
import { instantFlashTiming } from '../drivers/esp/emulator/nor-flash.ts';
import type { LineModel } from '../transport/virtual-device.ts';
import { systemClock } from '../util/clock.ts';
import { createVirtualBench, usbAdapterModel, type VirtualBench } from './bench.ts';

export interface ServeRequest {
  readonly units: number;
  readonly chip: string;
  readonly as: 'rfc2217' | 'tcp' | 'pty';
  /** Lines and flash without waiting times. */
  readonly isFast: boolean;
}

const unlimited: LineModel = { rate: 'unlimited', latencyMs: 0, bufferBytes: 65_536 };
/** pyserial waits 50 ms between DTR and RTS for the server's answer, so EN must rise later than that. */
const strapDelayMs = 150;

/** Rejects with station/usage where this computer has no pseudo-terminals. */
export async function serveVirtualUnits(request: ServeRequest) {
  // Neither TCP nor a pty says at which rate it is read, so only RFC 2217 can have a line with one.
  const hasRate = request.as === 'rfc2217' && !request.isFast;
  const bench = createVirtualBench({
    clock: systemClock,
    model: hasRate ? usbAdapterModel : unlimited,
    units: Array.from({ length: request.units }, (_, index) => ({
      slot: String(index + 1).padStart(2, '0'),
      chip: request.chip,
      mac: `7c:df:a1:00:01:${(index + 1).toString(16).padStart(2, '0')}`,
      emulator: {
        strapDelayMs,
        // Without reset lines nobody could bring a unit into its boot loader: it waits there from power-on.
        startInDownload: request.as !== 'rfc2217',
        ...(request.isFast ? { flashTiming: instantFlashTiming } : {}),
      },
    })),
  });
  try {
    const units = [];
    for (const { slot, chip, mac } of bench.list()) {
      units.push({ slot, chip, mac, at: await addressOf(bench, slot, request.as) });
    }
    return { units, [Symbol.asyncDispose]: () => bench.close() };
  } catch (thrown) {
    await bench.close();
    throw thrown;
  }
}

async function addressOf(bench: VirtualBench, slot: string, as: ServeRequest['as']): Promise<string> {
  if (as !== 'pty') {
    const { host, port } = await bench.serve(slot, as);
    return `${as === 'tcp' ? 'socket' : as}://${host}:${port}`;
  }
  const bridge = await bench.servePty(slot);
  if (bridge.kind === 'open') return bridge.path;
  throw new SlipwayError('station/usage', bridge.why, {
    action: 'Serve the units over the network instead: --as rfc2217.',
  });
}
