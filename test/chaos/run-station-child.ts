// Owns: the station that chaos kills: a real one on its data directory, told what to do by lines on stdin.
// May import the engine and siblings. Start reading at the bottom.
import { createInterface } from 'node:readline';
import { toSlipwayError } from '../../electron/contract/errors.ts';
import type { StreamEvent } from '../../electron/contract/events.ts';
import { createStation, type Station } from '../../electron/engine/index.ts';
import { createTestBox } from '../support/main-job.ts';
import { digestOfEvent, nameOfEvent } from './event-names.ts';
import { childSettingsName, childSettingsSchema, orderSchema, type Report } from './protocol.ts';

const settings = childSettingsSchema.parse(JSON.parse(process.env[childSettingsName] ?? 'null'));
const stop = new AbortController();

/** Pipes of Linux are written synchronously: what was said before the kill has been said. */
const say = (report: Report) => process.stdout.write(`${JSON.stringify(report)}\n`);

function tell(streamed: StreamEvent): void {
  if (streamed.kind === 'journal') {
    const { event } = streamed;
    say({ say: 'event', seq: event.seq, what: nameOfEvent(event.body), digest: digestOfEvent(event) });
  } else if (streamed.kind === 'progress') {
    const { step, doneBytes, totalBytes } = streamed.progress;
    say({ say: 'progress', step, fraction: totalBytes === 0 ? 0 : doneBytes / totalBytes });
  }
}

async function follow(station: Station): Promise<void> {
  const events = await station.events.stream({ after: settings.afterSeq, progress: true }, { signal: stop.signal });
  for await (const event of events) tell(event);
}

async function provision(station: Station, slot: string): Promise<void> {
  const { signal } = stop;
  const end = (outcome: string, code: string | null, message: string | null) =>
    say({ say: 'ended', slot, outcome, code, message });
  try {
    const source = { recipeFile: settings.recipeFile };
    const { runId } = await station.runs.start({ target: slot, source, operator: 'chaos' }, { signal });
    const { outcome, error } = await station.runs.wait({ runId }, { signal });
    end(outcome ?? 'none', error?.code ?? null, error?.message ?? null);
  } catch (thrown) {
    if (signal.aborted) return;
    const error = toSlipwayError(thrown);
    end('refused', error.code, error.message);
  }
}

const station = await createStation({
  dataDir: settings.dataDir,
  keychain: { kind: 'os-keychain', box: createTestBox(Buffer.from(settings.boxKey, 'hex')) },
  log: (line) => process.stderr.write(`${line}\n`),
});
const following = follow(station);
await station.slots.set(settings.slots, { signal: stop.signal });
say({ say: 'ready' });
for await (const line of createInterface({ input: process.stdin })) {
  const order = orderSchema.parse(JSON.parse(line));
  if (order.do === 'close') break;
  void provision(station, order.slot);
}
// What waits for the fleet is delivered before the count.
await station.outbox.retry({}, { signal: stop.signal });
await station.close();
stop.abort();
await following;
say({ say: 'closed' });
process.stdin.destroy();
