// Owns: the procedures about files that people carry between stations. Imports zod, oRPC's contract builder and siblings.
// api.ts joins them. A file comes as an upload: no client names a path of the station.
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import {
  deliveryEventSchema,
  newTrustedStationSchema,
  ownStationSchema,
  receiptResultSchema,
  trustedStationSchema,
} from '../carry.ts';
import { textFileSchema } from '../library.ts';
import { base, ok } from './base.ts';

const upload = z.strictObject({ uploadId: z.string() });
const written = {
  entries: z.int(),
  /** Entries that found no room in this file: take in the receipts of this one, then write the next. */
  left: z.int(),
  keyId: z.string(),
};

export const carryProcedures = {
  exportFile: base
    .route({
      method: 'POST',
      path: '/outbox/export',
      summary: 'Write what waits into a signed file for carrying by hand',
    })
    .input(z.strictObject({ path: z.string() }))
    .output(z.strictObject({ path: z.string(), ...written })),
  carryFile: base
    .route({ method: 'POST', path: '/outbox/carry', summary: 'What waits, as one signed text for carrying by hand' })
    .output(textFileSchema.extend(written)),
  deliver: base
    .route({
      method: 'POST',
      path: '/outbox/deliver',
      summary:
        'Deliver an enrollment file that was carried here from a station that is trusted; repeating does no harm',
    })
    .input(upload)
    .output(eventIterator(deliveryEventSchema)),
  takeReceipt: base
    .route({
      method: 'POST',
      path: '/outbox/receipts',
      summary: 'Take in a receipt that was carried back: what it names no longer waits',
    })
    .input(upload)
    .output(receiptResultSchema),
};

export const stationProcedures = {
  list: base
    .route({ method: 'GET', path: '/stations', summary: 'Stations whose carried files this one takes in' })
    .output(z.array(trustedStationSchema)),
  self: base
    .route({ method: 'GET', path: '/stations/self', summary: "This station's own public key, for another to trust" })
    .output(ownStationSchema),
  add: base
    .route({
      method: 'POST',
      path: '/stations',
      summary: 'Take in the carried files of another station',
      successStatus: 201,
    })
    .input(newTrustedStationSchema)
    .output(trustedStationSchema),
  remove: base
    .route({ method: 'DELETE', path: '/stations/{keyId}', summary: 'Take in files of a station no longer' })
    .input(z.strictObject({ keyId: z.string() }))
    .output(ok),
};
