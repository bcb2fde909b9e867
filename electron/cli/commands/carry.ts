import path from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import type { SlipwayClient } from '../../api/connection.ts';
import type { DeliveryEvent } from '../../contract/carry.ts';
import type { TextFile } from '../../contract/library.ts';
import type { Act } from '../act.ts';
import type { CliContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { readWholeFile, sendFile } from '../send-file.ts';
import { printable, when } from '../style.ts';

/** What `slipway outbox` does with files that people carry. */
export function addCarrying(outbox: Command, act: Act): void {
  outbox
    .command('export')
    .description('write what waits into a signed file for carrying by hand')
    .argument('<file>', 'the file to write')
    .action(
      act(z.object({ file: z.string() }), async (context, { file }) => {
        const { assertReplaceable, writeCarryFile } = await import('../../engine/fleet/file.ts');
        const { isCarryFile } = await import('../../engine/fleet/carry-file.ts');
        const to = context.resolve(file);
        await assertReplaceable(to, isCarryFile, 'enrollment file');
        await using connection = await context.connect();
        const carried = await connection.client.outbox.carryFile(undefined, { signal: context.signal });
        const { text, entries, left, keyId } = carried;
        await writeCarryFile(to, text);
        const more = left === 0 ? '' : `${left} more found no room: take the receipts in, then export again.\n`;
        context.print(
          { path: to, entries, left, keyId },
          () => `${entries} entries written to ${to}, signed by ${keyId}.\n${more}`,
        );
        return undefined;
      }),
    );
  outbox
    .command('deliver')
    .description('deliver enrollment files that were carried here, and write a receipt for each')
    .argument('<files...>', 'files that `slipway outbox export` wrote on a station that this one trusts')
    .option('--receipts <dir>', 'folder for the receipts; beside each file unless given')
    .action(
      act(deliverSchema, async (context, { files, receipts }) => {
        await using connection = await context.connect();
        let isWhole = true;
        for (const file of files) {
          const from = context.resolve(file);
          const to = path.join(receipts === undefined ? path.dirname(from) : context.resolve(receipts), nameOf(from));
          isWhole = (await deliverFile(context, connection.client, from, to)) && isWhole;
        }
        return isWhole ? undefined : exitCodes.ERROR;
      }),
    );
  outbox
    .command('receipt')
    .description('take in receipts that were carried back: what they name no longer waits')
    .argument('<files...>', 'files that `slipway outbox deliver` wrote')
    .action(
      act(z.object({ files: z.array(z.string()) }), async (context, { files }) => {
        await using connection = await context.connect();
        let isWhole = true;
        for (const file of files) {
          const uploadId = await send(context, connection.client, context.resolve(file));
          const done = await connection.client.outbox.takeReceipt({ uploadId }, { signal: context.signal });
          context.print({ kind: 'receipt', file, ...done }, () => {
            const unknown = done.unknown.length === 0 ? '' : `, ${done.unknown.length} not in this outbox`;
            const by = `${printable(done.station.name)} (${done.station.keyId})`;
            return `${file}: ${done.settled} delivered, ${done.known} known already${unknown}; signed by ${by}.\n`;
          });
          isWhole = done.unknown.length === 0 && isWhole;
        }
        return isWhole ? undefined : exitCodes.ERROR;
      }),
    );
}

const deliverSchema = z.object({ files: z.array(z.string()), receipts: z.string().optional() });

/** `waiting.enroll.json` is answered by `waiting.receipt.json`. */
const nameOf = (file: string): string => `${path.basename(file).replace(/(?:\.enroll)?\.json$/i, '')}.receipt.json`;

async function send(context: CliContext, client: SlipwayClient, file: string): Promise<string> {
  const { carriedSizeLimitBytes } = await import('../../engine/fleet/envelope.ts');
  const bytes = await readWholeFile(file, carriedSizeLimitBytes);
  return sendFile(client, path.basename(file), bytes, context.signal);
}

/** Delivers one file; false where something of it was not delivered. */
async function deliverFile(context: CliContext, client: SlipwayClient, from: string, to: string): Promise<boolean> {
  const { assertReplaceable, writeCarryFile } = await import('../../engine/fleet/file.ts');
  const { isReceiptFile } = await import('../../engine/fleet/carry-file.ts');
  await assertReplaceable(to, isReceiptFile, 'receipt');
  const uploadId = await send(context, client, from);
  let isWhole = false;
  for await (const event of await client.outbox.deliver({ uploadId }, { signal: context.signal })) {
    if (event.kind === 'ended') {
      if (event.receipt !== null) await writeCarryFile(to, event.receipt.text);
      isWhole = event.failed + event.left === 0;
    }
    context.print(recordOf(event, from, to), () => wordsOf(event, from, to));
  }
  return isWhole;
}

/** A receipt is in its file; on a line it would only be in the way. */
const recordOf = (event: DeliveryEvent, file: string, receiptFile: string) =>
  event.kind === 'ended'
    ? { ...event, file, receipt: event.receipt === null ? null : receiptFile }
    : { ...event, ...(event.kind === 'opened' ? { file } : {}) };

function wordsOf(event: DeliveryEvent, file: string, receiptFile: string): string {
  if (event.kind === 'opened') {
    const { station, requests, createdAtMs } = event;
    return `${file}: ${requests} units of ${printable(station.name)} (${station.keyId}), written ${when(createdAtMs)} UTC\n`;
  }
  if (event.kind === 'request') {
    const { serial, fleet, outcome, error } = event;
    const why =
      error === null ? '' : `\n    ${printable(error.message)} [${error.code}]\n    → ${printable(error.action)}`;
    return `  ${printable(serial)} → ${fleet}: ${outcomeWords[outcome]}${why}\n`;
  }
  return `${sumOf(event)}\n${receiptWords(event.receipt, receiptFile)}`;
}

const outcomeWords = {
  delivered: 'delivered',
  known: 'delivered by this station before',
  failed: 'FAILED',
  left: 'left for the next time',
} as const;

const sumOf = ({ delivered, known, failed, left }: Extract<DeliveryEvent, { kind: 'ended' }>): string =>
  `${delivered} delivered, ${known} delivered before, ${failed} failed, ${left} left${left > 0 ? ': deliver the file again later' : ''}.`;

const receiptWords = (receipt: TextFile | null, file: string): string =>
  receipt === null ? '' : `Receipt: ${file}; take it in with \`slipway outbox receipt\` where the file was written.\n`;
