// Owns: the procedures about the station itself, its ports and slots, and the virtual bench.
// Imports zod, oRPC's contract builder and the contract; api.ts joins the areas.
import * as z from 'zod';
import { hardwareIdentitySchema, portInfoSchema, portStatusSchema, slotSchema } from '../device.ts';
import { doctorCheckSchema } from '../doctor.ts';
import { errorReportSchema } from '../error-report.ts';
import { textFileSchema } from '../library.ts';
import { base, ok } from './base.ts';

export const stationInfoSchema = z.strictObject({
  version: z.string(),
  node: z.string(),
  dataDir: z.string(),
  startedAtMs: z.number(),
  /** Names the journal for good: numbers of its events mean nothing in another one, such as that of the virtual bench. */
  journalId: z.string(),
  lastSeq: z.number(),
  unitCount: z.number(),
  outboxWaiting: z.number(),
  isVirtualBench: z.boolean(),
  /** What people call this station; on labels, exports and records' screens. */
  name: z.string(),
  /** `undecided` until a person chose at the first start; `fixed` where the command line said it. */
  mode: z.enum(['undecided', 'virtual', 'real']),
  /** The mode cannot be changed from here: the command line decided. */
  isModeFixed: z.boolean(),
});
export type StationInfo = z.infer<typeof stationInfoSchema>;

export const virtualUnitSchema = z.strictObject({
  slot: z.string(),
  chip: z.string(),
  mac: z.string(),
  temper: z.string(),
  isPlugged: z.boolean(),
  portId: z.string(),
});
export type VirtualUnit = z.infer<typeof virtualUnitSchema>;

export const station = {
  info: base
    .route({ method: 'GET', path: '/station', summary: 'What this station is and how it is' })
    .output(stationInfoSchema),
  doctor: base
    .route({ method: 'GET', path: '/station/doctor', summary: 'What is wrong with the station, and what mends it' })
    .output(z.array(doctorCheckSchema)),
  rename: base
    .route({ method: 'PUT', path: '/station/name', summary: 'Give this station another name' })
    .input(z.strictObject({ name: z.string().trim().min(1).max(64) }))
    .output(ok),
  setMode: base
    .route({
      method: 'PUT',
      path: '/station/mode',
      summary: 'Work with real ports or with a virtual bench; the station reopens, and nothing may be running',
    })
    .input(z.strictObject({ mode: z.enum(['virtual', 'real']), units: z.int().min(1).max(32).default(4) }))
    .output(ok),
  supportFile: base
    .route({
      method: 'GET',
      path: '/station/support',
      summary: 'Facts for a support engineer, without secrets: doctor, ports, settings, recent runs and errors',
    })
    .output(textFileSchema),
};

export const ports = {
  list: base
    .route({ method: 'GET', path: '/ports', summary: 'Ports that are there, their slots and who holds them' })
    .output(z.array(portStatusSchema)),
  identify: base
    .route({ method: 'POST', path: '/ports/identify', summary: 'Ask the unit on a port who it is; writes nothing' })
    .input(z.strictObject({ target: z.string(), family: z.string().default('esp') }))
    .output(hardwareIdentitySchema),
  probe: base
    .route({
      method: 'POST',
      path: '/ports/probe',
      summary: 'Try a network port before it becomes a slot: whether it answers, and who is behind it; writes nothing',
    })
    .input(
      z.strictObject({
        /** `rfc2217://host:port` or `tcp://host:port`. */
        address: z.string().min(1).max(300),
        family: z.string().default('esp'),
      }),
    )
    .output(
      z.strictObject({
        /** Its `topology` is what a slot matches. */
        port: portInfoSchema,
        /** Null where the port answers and no unit does, for the reason in `silence`. */
        hardware: hardwareIdentitySchema.nullable(),
        silence: z.nullable(errorReportSchema),
      }),
    ),
};

export const slots = {
  list: base.route({ method: 'GET', path: '/slots', summary: 'The slots of this station' }).output(z.array(slotSchema)),
  set: base
    .route({ method: 'PUT', path: '/slots', summary: 'Replace the slots of this station' })
    .input(z.array(slotSchema))
    .output(ok),
};

export const bench = {
  list: base
    .route({ method: 'GET', path: '/bench', summary: 'The units of the virtual bench' })
    .output(z.array(virtualUnitSchema)),
  plug: base
    .route({ method: 'POST', path: '/bench/plug', summary: 'Plug a virtual unit in' })
    .input(z.strictObject({ slot: z.string() }))
    .output(ok),
  unplug: base
    .route({ method: 'POST', path: '/bench/unplug', summary: 'Pull a virtual unit out' })
    .input(z.strictObject({ slot: z.string() }))
    .output(ok),
  replace: base
    .route({
      method: 'POST',
      path: '/bench/replace',
      summary: 'Take the virtual unit out for good and plug another one in that has never been written',
    })
    .input(z.strictObject({ slot: z.string() }))
    .output(virtualUnitSchema),
  setTemper: base
    .route({ method: 'POST', path: '/bench/temper', summary: 'Make a virtual unit misbehave' })
    .input(z.strictObject({ slot: z.string(), temper: z.string() }))
    .output(ok),
};
