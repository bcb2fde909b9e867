// Owns: the procedures about the key store and the fleets.
// Imports zod, oRPC's contract builder and the contract; api.ts joins the areas.
import * as z from 'zod';
import { authoritySchema, fleetStateSchema, keysSchema, newAuthoritySchema, newFleetSchema } from '../library.ts';
import { base, ok } from './base.ts';

export const keys = {
  get: base
    .route({ method: 'GET', path: '/keys', summary: 'How secrets are sealed, and the issuing CAs' })
    .output(keysSchema),
  unlock: base
    .route({ method: 'POST', path: '/keys/unlock', summary: 'Open the key store with its passphrase' })
    .input(z.strictObject({ passphrase: z.string().min(1).max(1024) }))
    .output(ok),
  lock: base.route({ method: 'POST', path: '/keys/lock', summary: 'Forget what the passphrase opened' }).output(ok),
  createAuthority: base
    .route({ method: 'POST', path: '/keys/authorities', summary: 'Make an issuing CA', successStatus: 201 })
    .input(newAuthoritySchema)
    .output(authoritySchema),
  importAuthority: base
    .route({
      method: 'POST',
      path: '/keys/authorities/import',
      summary: 'Import an issuing CA from files of the station',
    })
    .input(z.strictObject({ name: newAuthoritySchema.shape.name, certificateFile: z.string(), keyFile: z.string() }))
    .output(authoritySchema),
};

export const fleets = {
  list: base
    .route({ method: 'GET', path: '/fleets', summary: 'Fleets and what waits for each' })
    .output(z.array(fleetStateSchema)),
  set: base
    .route({ method: 'PUT', path: '/fleets', summary: 'Add a fleet or change one' })
    .input(newFleetSchema)
    .output(ok),
  remove: base
    .route({
      method: 'DELETE',
      path: '/fleets/{name}',
      summary: 'Forget a fleet; what waits for it stays in the outbox',
    })
    .input(z.strictObject({ name: z.string() }))
    .output(ok),
  test: base
    .route({
      method: 'POST',
      path: '/fleets/{name}/test',
      summary: 'Try whether a fleet can be reached and lets this station in; tells it nothing',
    })
    .input(z.strictObject({ name: z.string() }))
    .output(ok),
};
