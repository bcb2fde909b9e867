// Owns: the virtual bench: emulated units at named slots, plugged into the virtual bus or served over the network.
// May import contract, util, transport, and the emulators of the driver families. Start reading at `createVirtualBench`.
import type { VirtualUnit } from '../../contract/api.ts';
import type { PortInfo } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import {
  createEspEmulator,
  type EspEmulator,
  type EspEmulatorOptions,
  type EspInspection,
} from '../drivers/esp/emulator/emulator.ts';
import { countedTempers, plainTempers, tryParseTemper } from '../drivers/esp/emulator/temper.ts';
import { type LineServer, serveRawLine } from '../transport/line-server.ts';
import { openPtyBridge, type PtyBridge, type PtyNotAvailable } from '../transport/pty-bridge.ts';
import { serveRfc2217 } from '../transport/rfc2217-server.ts';
import { createVirtualLine, type VirtualBus, type VirtualLine } from '../transport/virtual.ts';
import type { LineModel } from '../transport/virtual-device.ts';
import type { Clock } from '../util/clock.ts';
import { openUnitStore, type UnitStore } from './unit-store.ts';

export interface VirtualUnitSpec {
  /** `01`; its port is `virtual:01`. */
  readonly slot: string;
  readonly chip: string;
  readonly mac: string;
  readonly temper?: string;
  /** Whatever else the emulator takes: flash size, timing, secure download. */
  readonly emulator?: Partial<
    Omit<EspEmulatorOptions, 'chip' | 'mac' | 'clock' | 'temper' | 'onFlashChange' | 'onFuseChange'>
  >;
}

export interface VirtualBenchDeps {
  readonly clock: Clock;
  /** Absent in a process that only serves units over the network. */
  readonly bus?: VirtualBus;
  readonly units: readonly VirtualUnitSpec[];
  /** How the lines behave; a USB-UART adapter when not given. */
  readonly model?: LineModel;
  /** Flash and fuses are kept here, a file per unit; in memory only when not given. */
  readonly dataDir?: string;
  /** Units are plugged in from the start unless this is false. */
  readonly isPlugged?: boolean;
}

export interface VirtualBench extends AsyncDisposable {
  list(): VirtualUnit[];
  /** Rejects unknown slots with port/not-found, as all that name one do. Plugging in what is plugged in does nothing. */
  plug(slot: string): void;
  /** Pulls the unit out: it loses power in the middle of whatever it does. */
  unplug(slot: string): void;
  /** Throws wire/invalid-input for a word that names no temper. */
  setTemper(slot: string, temper: string): void;
  inspect(slot: string): EspInspection;
  /** Takes the unit out for good and plugs another, blank one in; who served its line must serve it anew. */
  replace(slot: string, mac: string): void;
  /** The emulated chip itself, for tests. */
  unit(slot: string): EspEmulator;
  /** Its line, for faults of the cable. */
  line(slot: string): VirtualLine;
  /** Puts a unit behind a TCP port of this machine; the bus must not use it meanwhile. */
  serve(slot: string, dialect: 'rfc2217' | 'tcp', port?: number): Promise<LineServer>;
  /** Puts a unit behind a pseudo-terminal, which carries neither rate nor reset lines; says why where there are none. */
  servePty(slot: string): Promise<PtyBridge | PtyNotAvailable>;
  close(): Promise<void>;
}

/** What a CP2102N or CH343 does: the chip's UART rate, and a millisecond towards the host. */
export const usbAdapterModel: LineModel = { rate: 'uart', latencyMs: 1, bufferBytes: 4096 };

interface Place {
  readonly spec: VirtualUnitSpec;
  readonly port: PortInfo;
  readonly device: EspEmulator;
  readonly line: VirtualLine;
  readonly store: UnitStore | undefined;
}

export function createVirtualBench(deps: VirtualBenchDeps): VirtualBench {
  const model = deps.model ?? usbAdapterModel;
  const places = new Map(deps.units.map((spec) => [spec.slot, openPlace(spec)]));
  const servers: (LineServer | PtyBridge)[] = [];
  if (deps.isPlugged !== false) for (const slot of places.keys()) plug(slot);

  function openPlace(spec: VirtualUnitSpec): Place {
    if (spec.temper !== undefined) assertTemper(spec.temper);
    const store = deps.dataDir === undefined ? undefined : openUnitStore(deps.dataDir, spec);
    const device = createEspEmulator({
      ...spec.emulator,
      chip: spec.chip,
      mac: spec.mac,
      clock: deps.clock,
      ...(spec.temper === undefined ? {} : { temper: spec.temper }),
      ...(store === undefined ? {} : { onFlashChange: store.writeFlash, onFuseChange: store.writeFuses }),
    });
    store?.restore(device);
    const id = `virtual:${spec.slot}`;
    const line = createVirtualLine(device, model, deps.clock, id);
    const port: PortInfo = {
      id,
      kind: 'virtual',
      path: id,
      topology: id,
      // Tells one unit from the next in the same place, as the adapter of a real one does.
      usbSerialNumber: spec.mac,
      manufacturer: 'Slipway virtual bench',
      product: spec.chip,
    };
    return { spec, port, device, line, store };
  }

  function placeOf(slot: string): Place {
    const place = places.get(slot);
    if (!place) {
      throw new SlipwayError('port/not-found', say('bench-no-slot', { slot, allowed: [...places.keys()].join(', ') }), {
        context: { slot },
      });
    }
    return place;
  }

  function plug(slot: string): void {
    const { line, port } = placeOf(slot);
    // A unit that pulled itself out (temper `unplug@N`) is still in its place, but off.
    if (line.isPlugged && !line.host.isAttached) line.unplug();
    if (deps.bus) deps.bus.plug(port, line);
    else line.plug();
  }

  async function close(): Promise<void> {
    await Promise.all(servers.map((server) => server.close()));
    for (const { line, store } of places.values()) {
      line.unplug();
      store?.close();
    }
  }

  return {
    list: () =>
      [...places.values()].map(({ spec, device, line, port }) => ({
        slot: spec.slot,
        chip: spec.chip,
        mac: spec.mac,
        temper: device.inspect().temper,
        isPlugged: line.host.isAttached,
        portId: port.id,
      })),
    plug,
    unplug: (slot) => placeOf(slot).line.unplug(),
    setTemper(slot, temper) {
      const { device } = placeOf(slot);
      assertTemper(temper);
      device.setTemper(temper);
    },
    inspect: (slot) => placeOf(slot).device.inspect(),
    replace(slot, mac) {
      const { spec, line, store } = placeOf(slot);
      line.unplug();
      store?.close();
      places.set(slot, openPlace({ ...spec, mac }));
      plug(slot);
    },
    unit: (slot) => placeOf(slot).device,
    line: (slot) => placeOf(slot).line,
    async serve(slot, dialect, port = 0) {
      const { line } = placeOf(slot);
      const server =
        dialect === 'rfc2217' ? await serveRfc2217(line.host, { port }) : await serveRawLine(line.host, { port });
      servers.push(server);
      return server;
    },
    async servePty(slot) {
      const bridge = await openPtyBridge(placeOf(slot).line.host);
      if (bridge.kind === 'open') servers.push(bridge);
      return bridge;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function assertTemper(temper: string): void {
  if (tryParseTemper(temper)) return;
  const known = [...plainTempers, ...countedTempers.map((name) => `${name}@N`)].join(', ');
  throw new SlipwayError('wire/invalid-input', say('bench-no-temper', { temper, allowed: known }), {
    context: { temper },
  });
}
