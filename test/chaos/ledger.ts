// Owns: the account that chaos keeps of the journal by its own rules, without the station's tables or its state machine.
// Imports the contract only. Start reading at `createLedger`.
import type { JournalBody, JournalBodyOf, JournalEvent } from '../../electron/contract/events.ts';
import { nameOfEvent } from './event-names.ts';

interface LedgerRun {
  readonly runId: string;
  readonly slot: string;
  unitId: string | undefined;
  /** Name of the last event in it. */
  last: string;
  end: string | undefined;
}

export interface LedgerUnit {
  readonly unitId: string;
  readonly hardwareId: string;
  serial: string | undefined;
  /** Keys that were confirmed and not voided since. */
  readonly confirmedKeys: Set<string>;
  certificatePem: string | null;
  /** Irreversible acts begun whose end is not recorded, by name. */
  readonly openActs: Map<string, string>;
  fuseConfirmations: number;
  outboxEntries: number;
  passes: number;
  isFlagged: boolean;
}

export interface Ledger {
  apply(event: JournalEvent): void;
  readonly lastSeq: number;
  readonly violations: readonly string[];
  unitByMac(mac: string): LedgerUnit | undefined;
  units(): readonly LedgerUnit[];
  openRuns(): readonly LedgerRun[];
  /** How the runs that have ended did end, by count. */
  readonly ends: ReadonlyMap<string, number>;
}

/** Every rule that is broken is noted as a sentence in `violations`. */
export function createLedger(): Ledger {
  const violations: string[] = [];
  const runs = new Map<string, LedgerRun>();
  const open = new Set<LedgerRun>();
  const units = new Map<string, LedgerUnit>();
  const unitByHardware = new Map<string, string>();
  const serialOwners = new Map<string, string>();
  const keyOwners = new Map<string, string>();
  const actIds = new Set<string>();
  const outboxKeys = new Set<string>();
  const ends = new Map<string, number>();
  /** Runs that a crash cut off; each needs an end before anything new starts. */
  const cutOff = new Set<LedgerRun>();
  let lastSeq = 0;

  const broken = (seq: number, what: string) => violations.push(`event ${seq}: ${what}`);

  function unitOf(seq: number, unitId: string): LedgerUnit {
    const unit = units.get(unitId);
    if (unit !== undefined) return unit;
    broken(seq, `unit ${unitId} was never seen`);
    return newUnit(unitId, '');
  }

  function owns(seq: number, owners: Map<string, string>, identity: string, unitId: string, what: string): void {
    const owner = owners.get(identity);
    if (owner !== undefined && owner !== unitId)
      broken(seq, `${what} ${identity} was given to ${owner} and to ${unitId}`);
    owners.set(identity, unitId);
  }

  function endRun(seq: number, runId: string, end: string): void {
    const run = runs.get(runId);
    if (run === undefined || run.end !== undefined) {
      broken(seq, `run ${runId} ended ${run === undefined ? 'without a start' : 'twice'}`);
      return;
    }
    run.end = end;
    open.delete(run);
    cutOff.delete(run);
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }

  function startRun(seq: number, body: JournalBodyOf<'run.started'>): void {
    for (const run of cutOff) broken(seq, `run ${run.runId} was cut off and has no end, but a new one starts`);
    cutOff.clear();
    for (const run of open) if (run.slot === body.slot) broken(seq, `two runs at once in slot ${run.slot}`);
    const run = { runId: body.runId, slot: body.slot, unitId: undefined, last: '', end: undefined };
    runs.set(body.runId, run);
    open.add(run);
  }

  function finishRun(seq: number, body: JournalBodyOf<'run.finished'>): void {
    endRun(seq, body.runId, body.error === null ? body.outcome : `${body.outcome} ${body.error.code}`);
    if (body.outcome !== 'PASS') return;
    const unit = unitOf(seq, runs.get(body.runId)?.unitId ?? '');
    unit.passes += 1;
    if (unit.openActs.size > 0) broken(seq, `unit ${unit.unitId} passed with open acts`);
    if (unit.confirmedKeys.size !== 1) broken(seq, `unit ${unit.unitId} passed with ${unit.confirmedKeys.size} keys`);
    if (unit.fuseConfirmations !== 1) broken(seq, `unit ${unit.unitId} passed with fuses ${unit.fuseConfirmations}`);
  }

  function applyBody(seq: number, body: JournalBody): void {
    switch (body.kind) {
      case 'station.opened':
        for (const run of open) cutOff.add(run);
        return;
      case 'unit.seen': {
        const { unitId, hardware } = body;
        const known = unitByHardware.get(hardware.hardwareId);
        if (known !== undefined && known !== unitId) broken(seq, `${hardware.hardwareId} is ${known} and ${unitId}`);
        unitByHardware.set(hardware.hardwareId, unitId);
        if (!units.has(unitId)) units.set(unitId, newUnit(unitId, hardware.hardwareId));
        return;
      }
      case 'run.started':
        startRun(seq, body);
        return;
      case 'run.unit': {
        const run = runs.get(body.runId);
        if (run !== undefined) run.unitId = body.unitId;
        return;
      }
      case 'run.finished':
        finishRun(seq, body);
        return;
      case 'run.interrupted':
        endRun(seq, body.runId, `interrupted, ${body.resolution}`);
        if (body.resolution === 'needs-attention') unitOf(seq, runs.get(body.runId)?.unitId ?? '').isFlagged = true;
        return;
      case 'serial.reserved': {
        const unit = unitOf(seq, body.unitId);
        owns(seq, serialOwners, body.serial, body.unitId, 'serial number');
        if (unit.serial !== undefined && unit.serial !== body.serial)
          broken(seq, `unit ${body.unitId} had ${unit.serial} and gets ${body.serial}`);
        unit.serial = body.serial;
        return;
      }
      case 'identity.issued':
        owns(seq, serialOwners, body.serial, body.unitId, 'serial number');
        if (keyOwners.has(body.keyFingerprint)) broken(seq, `key ${body.keyFingerprint} was issued twice`);
        keyOwners.set(body.keyFingerprint, body.unitId);
        unitOf(seq, body.unitId).certificatePem = body.certificatePem;
        return;
      case 'identity.confirmed':
        owns(seq, keyOwners, body.keyFingerprint, body.unitId, 'key');
        unitOf(seq, body.unitId).confirmedKeys.add(body.keyFingerprint);
        return;
      case 'identity.voided':
        unitOf(seq, body.unitId).confirmedKeys.delete(body.keyFingerprint);
        return;
      case 'act.intended': {
        const unit = unitOf(seq, body.unitId);
        if (actIds.has(body.actId)) broken(seq, `act ${body.actId} was begun twice`);
        actIds.add(body.actId);
        if (unit.openActs.has(body.act)) broken(seq, `${body.act} of ${body.unitId} was begun again, its end unknown`);
        if (body.act === fuseAct && unit.fuseConfirmations > 0)
          broken(seq, `the fuses of ${body.unitId} are burned, and are to be burned again`);
        if (body.isIrreversible) unit.openActs.set(body.act, body.actId);
        return;
      }
      case 'act.confirmed':
      case 'act.voided': {
        const unit = unitOf(seq, body.unitId);
        const act = [...unit.openActs].find(([, actId]) => actId === body.actId)?.[0];
        if (act === undefined) broken(seq, `act ${body.actId} ended without being open`);
        else unit.openActs.delete(act);
        if (act === fuseAct && body.kind === 'act.confirmed') unit.fuseConfirmations += 1;
        return;
      }
      case 'outbox.queued':
        if (outboxKeys.has(body.idempotencyKey)) broken(seq, `${body.idempotencyKey} was queued twice`);
        outboxKeys.add(body.idempotencyKey);
        unitOf(seq, body.unitId).outboxEntries += 1;
        return;
      default:
        return;
    }
  }

  return {
    violations,
    ends,
    get lastSeq() {
      return lastSeq;
    },
    apply(event) {
      if (event.seq !== lastSeq + 1) broken(event.seq, `follows ${lastSeq}: events are missing`);
      lastSeq = event.seq;
      applyBody(event.seq, event.body);
      const run = 'runId' in event.body && event.body.runId !== null ? runs.get(event.body.runId) : undefined;
      if (run !== undefined) run.last = nameOfEvent(event.body);
    },
    unitByMac: (mac) => units.get(unitByHardware.get(`esp:${mac}`) ?? ''),
    units: () => [...units.values()],
    openRuns: () => [...open],
  };
}

export const fuseAct = 'fuses.user-data';
export const identityAct = 'identity.issue';

const newUnit = (unitId: string, hardwareId: string): LedgerUnit => ({
  unitId,
  hardwareId,
  serial: undefined,
  confirmedKeys: new Set(),
  certificatePem: null,
  openActs: new Map(),
  fuseConfirmations: 0,
  outboxEntries: 0,
  passes: 0,
  isFlagged: false,
});
