// Owns: a station with its line set up and its slots empty, for one test. Start reading at `openLine`.
import { onTestFinished } from 'vitest';
import type { SlipwayClient } from '../../electron/api/connection.ts';
import { createInProcessClient } from '../../electron/api/in-process.ts';
import { toSlipwayError } from '../../electron/contract/errors.ts';
import type { LineSetup } from '../../electron/contract/line.ts';
import { type MainJobStation, type OpenMainJob, openMainJob } from './main-job-station.ts';
import { caught } from './provoke.ts';

export interface OpenLine {
  readonly client: SlipwayClient;
  readonly opened: MainJobStation;
  readonly setup: LineSetup;
  connect(): SlipwayClient;
  code(act: () => Promise<unknown>): Promise<string>;
}

/** A station whose slots are empty, with the line set up. */
export async function openLine(options: OpenMainJob & { setup?: Partial<LineSetup> } = {}): Promise<OpenLine> {
  const opened = await openMainJob(options);
  const connect = () => {
    const connection = createInProcessClient(opened.station);
    onTestFinished(() => connection.close());
    return connection.client;
  };
  const client = connect();
  for (const { slot } of await client.bench.list()) await client.bench.unplug({ slot });
  const setup: LineSetup = {
    source: { recipeFile: opened.job.recipeFile },
    operator: 'Ada',
    order: null,
    autoStart: true,
    ...options.setup,
  };
  await client.line.setup(setup);
  const code = async (act: () => Promise<unknown>) => toSlipwayError(await caught(act)).code;
  return { client, opened, setup, connect, code };
}
