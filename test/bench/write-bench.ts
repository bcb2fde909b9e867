// Owns: our write and verify against `esptool write_flash` on the same emulated unit, at modelled and unlimited lines.
// May import processes.ts, scripts/results.ts and the maker of firmware. Start reading at `benchWrites`.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { makeFirmware } from '../../electron/engine/drivers/esp/firmware.ts';
import type { ResultRow } from '../../scripts/results.ts';
import { type Cost, median, openDevices, runEsptool, runNode } from './processes.ts';

const clientSchema = z.array(
  z.object({
    connectMs: z.number(),
    totalMs: z.number(),
    baudRate: z.number(),
    repeats: z.array(z.object({ flashMs: z.number(), verifyMs: z.number(), cpuMs: z.number(), sentBytes: z.number() })),
  }),
);
export const clientResults = (cost: Cost) => clientSchema.parse(JSON.parse(cost.stdout));

/** Start bit, eight data bits, stop bit. */
const bitsPerByte = 10;
const megabyte = 1_000_000;
/** Writes before those that count: the first ones still compile, which an engine does once. */
const warmUps = 3;

interface Case {
  readonly line: 'uart' | 'unlimited';
  readonly baudRate: number;
  readonly appBytes: number;
}

/** Images are as large as keeps each run in seconds. */
const cases: readonly Case[] = [
  { line: 'uart', baudRate: 115_200, appBytes: 0x20000 },
  { line: 'uart', baudRate: 460_800, appBytes: 0x60000 },
  { line: 'uart', baudRate: 921_600, appBytes: 0xe0000 },
  { line: 'uart', baudRate: 2_000_000, appBytes: 0xe0000 },
  { line: 'unlimited', baudRate: 921_600, appBytes: 0xe0000 },
];

export async function makeImage(folder: string, appBytes: number): Promise<string> {
  const file = path.join(folder, `app-${appBytes}.bin`);
  await writeFile(file, makeFirmware({ chip: 'esp32c3', version: '1.0.0', appBytes }).app.bytes);
  return file;
}

const esptoolArgs = (port: number, baudRate: number, file: string, hasStub: boolean) => [
  ...['--chip', 'esp32c3', '--port', `rfc2217://127.0.0.1:${port}`, '--baud', String(baudRate)],
  ...['--before', 'no_reset', '--after', 'no_reset', ...(hasStub ? [] : ['--no-stub'])],
  ...['write_flash', '--flash_mode', 'keep', '--flash_freq', 'keep', '--flash_size', 'keep', '-z', '0x10000', file],
];
export const clientArgs = (ports: readonly number[], baudRate: number, file: string): string[] => [
  ...ports.flatMap((port) => ['--url', `rfc2217://127.0.0.1:${port}`]),
  ...['--baud', String(baudRate), '--image', file],
];

/** Whole processes, start to end, on a blank unit each time; ours and esptool's take turns. */
export async function benchWrites(folder: string, runs: number, say: (line: string) => void): Promise<ResultRow[]> {
  const rows: ResultRow[] = [];
  for (const one of cases) {
    const file = await makeImage(folder, one.appBytes);
    for (const hasStub of [true, false]) {
      await using devices = await openDevices(['--line', one.line]);
      const [port = 0] = devices.ports;
      const ours: { cost: Cost; client: z.infer<typeof clientSchema>[number] }[] = [];
      const theirs: Cost[] = [];
      for (let run = 0; run < runs; run += 1) {
        await devices.blank();
        const cost = await runNode('write-client.ts', [
          ...clientArgs([port], one.baudRate, file),
          ...(hasStub ? [] : ['--no-stub']),
        ]);
        const [client] = clientResults(cost);
        if (client) ours.push({ cost, client });
        await devices.blank();
        theirs.push(await runEsptool(esptoolArgs(port, one.baudRate, file, hasStub)));
      }
      const name = `${one.line === 'uart' ? `${one.baudRate} baud` : 'unlimited line'}, ${hasStub ? 'stub' : 'ROM only'}`;
      const ourS = median(ours.map(({ cost }) => cost.wallS));
      const theirS = median(theirs.map(({ wallS }) => wallS));
      rows.push({
        figure: `write + verify, ${name}`,
        value: `${(ourS / theirS).toFixed(2)} of esptool's time`,
        detail: `${one.appBytes / 1024} KiB compressed: ours ${ourS.toFixed(2)} s, esptool ${theirS.toFixed(2)} s, whole processes, medians of ${runs}`,
      });
      if (one.baudRate === 921_600 && one.line === 'uart' && hasStub)
        rows.push(lineShare(ours.map(({ client }) => client)));
      say(`${name}: ours ${ourS.toFixed(2)} s, esptool ${theirS.toFixed(2)} s`);
    }
  }
  return rows;
}

/** How much of the time that the write took the line needed for the bytes at its rate. */
function lineShare(clients: z.infer<typeof clientSchema>): ResultRow {
  const shares = clients.flatMap(({ baudRate, repeats }) =>
    repeats.map(({ sentBytes, flashMs }) => (sentBytes * bitsPerByte * 1000) / baudRate / flashMs),
  );
  return {
    figure: "share of the line's limit at 921600 baud",
    value: `${(median(shares) * 100).toFixed(1)} %`,
    detail:
      'bytes sent while writing, times ten bits, by the rate, over the time from the first command to the last acknowledgement',
  };
}

/** CPU for each further megabyte: what starting a process costs is taken off both. */
export async function benchCpu(folder: string, runs: number): Promise<ResultRow[]> {
  const [small, large] = [0x1000, 0xe0000];
  await using devices = await openDevices(['--line', 'unlimited']);
  const [port = 0] = devices.ports;
  const theirs = { small: [] as number[], large: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    for (const [size, into] of [
      [small, theirs.small],
      [large, theirs.large],
    ] as const) {
      await devices.blank();
      into.push((await runEsptool(esptoolArgs(port, 921_600, await makeImage(folder, size), true))).cpuS);
    }
  }
  await devices.blank();
  const file = await makeImage(folder, large);
  const cost = await runNode('write-client.ts', [
    ...clientArgs([port], 921_600, file),
    ...['--repeat', String(runs + warmUps)],
  ]);
  const repeats = clientResults(cost).flatMap((client) => client.repeats.slice(warmUps));
  const ours = (median(repeats.map(({ cpuMs }) => cpuMs)) * megabyte) / large;
  const esptool = ((median(theirs.large) - median(theirs.small)) * 1000 * megabyte) / (large - small);
  return [
    {
      figure: 'CPU for each megabyte written and verified',
      value: `${(ours / esptool).toFixed(2)} of esptool's`,
      detail: `ours ${ours.toFixed(0)} ms/MB in a running process, esptool ${esptool.toFixed(0)} ms/MB with its start taken off; unlimited line, medians of ${runs}`,
    },
  ];
}

/** Sixteen units written at once by one process against one unit by one process. */
export async function benchSlots(folder: string, runs: number): Promise<ResultRow[]> {
  const file = await makeImage(folder, 0x60000);
  const timeOf = async (units: number) => {
    await using devices = await openDevices(['--line', 'uart', '--units', String(units)]);
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await devices.blank();
      const results = clientResults(await runNode('write-client.ts', clientArgs(devices.ports, 921_600, file)));
      times.push(Math.max(...results.map(({ totalMs }) => totalMs)));
    }
    return median(times);
  };
  const one = await timeOf(1);
  const sixteen = await timeOf(16);
  return [
    {
      figure: '16 slots at once at 921600 baud',
      value: `${(sixteen / one).toFixed(3)} of one slot's time`,
      detail: `slowest of 16: ${(sixteen / 1000).toFixed(2)} s; one alone: ${(one / 1000).toFixed(2)} s; connect, write and verify of 384 KiB, medians of ${runs}`,
    },
  ];
}

/** The most memory that our process ever had, for a small and a large image. */
export async function benchMemory(folder: string, runs: number): Promise<ResultRow[]> {
  await using devices = await openDevices(['--line', 'unlimited', '--flash', String(16 * 1024 * 1024)]);
  const [port = 0] = devices.ports;
  const peak = async (sizeBytes: number) => {
    const file = path.join(folder, `data-${sizeBytes}.bin`);
    // Bytes that no compressor makes smaller are the worst case for what must be held.
    const bytes = Buffer.alloc(sizeBytes);
    for (let at = 0; at < sizeBytes; at += 4) bytes.writeUInt32LE(Math.imul(at + 1, 2_654_435_761) >>> 0, at);
    await writeFile(file, bytes);
    const peaks: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await devices.blank();
      const cost = await runNode('write-client.ts', [...clientArgs([port], 921_600, file), '--kind', 'data']);
      peaks.push(cost.maxRssKiB);
    }
    return median(peaks);
  };
  const small = await peak(1024 * 1024);
  const large = await peak(12 * 1024 * 1024);
  return [
    {
      figure: 'memory for an image twelve times as large',
      value: `${(large / small).toFixed(2)} times`,
      detail: `most resident memory of the process: ${Math.round(large / 1024)} MiB for 12 MiB, ${Math.round(small / 1024)} MiB for 1 MiB, medians of ${runs}`,
    },
  ];
}
