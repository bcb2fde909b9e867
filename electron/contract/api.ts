// Owns: the one contract between the engine and every client: window, command line, plant software.
// Imports zod, oRPC's contract builder and siblings. Routes give the HTTP face its paths; names give the RPC face its own.
// Start reading at `contract`, whose procedures are in api/, a file for each area; electron/api serves it, engine/engine.ts
// implements it.
import { stationProcedures } from './api/carry.ts';
import { drafts, recipes, trust, uploads } from './api/library.ts';
import { line, stats } from './api/line.ts';
import { events, outbox, units } from './api/records.ts';
import { runs } from './api/runs.ts';
import { fleets, keys } from './api/secrets.ts';
import { bench, ports, slots, station } from './api/station.ts';

export type { RecipeSummary } from './api/library.ts';
export type { StartRun } from './api/runs.ts';
export type { StationInfo, VirtualUnit } from './api/station.ts';

export const contract = {
  station,
  line,
  stats,
  uploads,
  ports,
  slots,
  bench,
  recipes,
  drafts,
  trust,
  keys,
  fleets,
  runs,
  units,
  outbox,
  stations: stationProcedures,
  events,
};
export type Contract = typeof contract;
