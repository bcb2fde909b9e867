// Owns: the procedures about the line and what it has made.
// Imports zod, oRPC's contract builder and the contract; api.ts joins the areas.
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { lineSetupSchema, lineStateSchema } from '../line.ts';
import { statsQuerySchema, statsSchema } from '../stats.ts';
import { base, ok } from './base.ts';

export const line = {
  get: base
    .route({ method: 'GET', path: '/line', summary: 'The line: its set-up, its order and what each slot is doing' })
    .output(lineStateSchema),
  setup: base
    .route({
      method: 'PUT',
      path: '/line',
      summary: 'Set the line up; an order of another name starts counting anew',
    })
    .input(lineSetupSchema)
    .output(lineStateSchema),
  clear: base
    .route({ method: 'DELETE', path: '/line', summary: 'Take the set-up away: nothing starts by itself any more' })
    .output(ok),
  start: base
    .route({
      method: 'POST',
      path: '/line/start',
      summary: 'Start, retry or repeat the unit in a slot',
      successStatus: 201,
    })
    .input(
      z.strictObject({
        slot: z.string(),
        scannedSerial: z.string().max(128).optional(),
        /** The unit has passed before, and is to be made again all the same. */
        again: z.boolean().default(false),
      }),
    )
    .output(z.strictObject({ runId: z.string() })),
  stop: base
    .route({ method: 'POST', path: '/line/stop', summary: 'Stop the run in a slot at its next safe point' })
    .input(z.strictObject({ slot: z.string() }))
    .output(ok),
  hold: base
    .route({
      method: 'GET',
      path: '/line/hold',
      summary: 'While this is listened to no unit starts by itself: somebody finds out which slot is which',
    })
    .output(eventIterator(z.strictObject({ held: z.literal(true) }))),
};

export const stats = {
  summary: base
    .route({ method: 'GET', path: '/stats', summary: 'Yield, takt and failures of the runs of some time' })
    .input(statsQuerySchema)
    .output(statsSchema),
};
