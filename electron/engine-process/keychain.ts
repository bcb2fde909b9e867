// Owns: the operating system's keychain as the engine reaches it: main holds it, so each seal is a question to main.
// Imports siblings, the contract's errors and the key store's interface. Start reading at `createRemoteBox`.
import { SlipwayError } from '../contract/errors.ts';
import { say } from '../contract/sentences.ts';
import type { SealingBox } from '../engine/identity/keystore.ts';
import type { FromEngine, ToEngine } from './control.ts';

type Answer = Extract<ToEngine, { kind: 'sealed' | 'not-sealed' }>;

export interface RemoteBox extends SealingBox {
  answer(message: Answer): void;
}

export function createRemoteBox(send: (message: FromEngine) => void): RemoteBox {
  const waiting = new Map<number, PromiseWithResolvers<Uint8Array>>();
  let lastId = 0;
  const ask = (act: 'seal' | 'open', bytes: Uint8Array): Promise<Uint8Array> => {
    lastId += 1;
    const answer = Promise.withResolvers<Uint8Array>();
    waiting.set(lastId, answer);
    send({ kind: 'seal', id: lastId, act, base64: Buffer.from(bytes).toString('base64') });
    return answer.promise;
  };
  return {
    seal: (bytes) => ask('seal', bytes),
    open: (bytes) => ask('open', bytes),
    answer(message) {
      const answer = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'sealed') answer?.resolve(Buffer.from(message.base64, 'base64'));
      else {
        answer?.reject(
          new SlipwayError('secret/locked', say('keychain-closed', { reason: message.why }), {
            action: say('do-unlock-keychain'),
          }),
        );
      }
    },
  };
}
