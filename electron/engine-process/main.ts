// Owns: the engine as a process of its own, started and supervised by electron/main. Nothing of Electron is imported:
// it runs in Electron's utility process and under Node 24 alike. Start reading at `startEngineProcess`.
import nodeModule from 'node:module';
import path from 'node:path';
import { createMessagePortServer, type MessagePortServer } from '../api/message-port.ts';
import { SlipwayError, toSlipwayError } from '../contract/errors.ts';
import type { Engine } from '../engine/engine.ts';
import { openHost } from '../engine/host.ts';
import { readStore } from '../engine/identity/keystore-file.ts';
import type { Sealing, ToEngine } from './control.ts';
import { answerFirst } from './first-answers.ts';
import { createRemoteBox } from './keychain.ts';
import { openParentLink } from './parent-link.ts';
import { type WorkMessage, watchWork } from './work-watch.ts';

/** When what happens at every start has been compiled. */
const keepCodeAfterMs = 10_000;

type OpenRequest = Extract<ToEngine, { kind: 'open' }>;

function startEngineProcess(): void {
  standInForFormData();
  // Read by now; what the engine starts has code of its own.
  delete process.env.NODE_COMPILE_CACHE;
  const ended = new AbortController();
  let open: Promise<{ engine: Engine; server: MessagePortServer }> | undefined;
  const opened = Promise.withResolvers<MessagePortServer>();
  let hasWindow = false;
  let runs = 0;
  // Main has been told why and ends this process: that is no defect of it.
  opened.promise.catch(() => undefined);
  const link = openParentLink(process, {
    onMessage(message) {
      if (message.kind === 'open') {
        open ??= openEngine(message);
        open.then(({ server }) => opened.resolve(server), opened.reject);
      } else if (message.kind === 'close') {
        const isClosing = message.ifIdle === undefined || runs === 0;
        // Before anything else is heard that could begin a run.
        if (isClosing) void close();
        if (message.ifIdle === true) link?.send({ kind: 'closing', isClosing });
      } else if (message.kind === 'sealed' || message.kind === 'not-sealed') box.answer(message);
    },
    // A window's wire may come before the station is open, and its calls wait.
    onPort(port) {
      hasWindow = true;
      void opened.promise.then(
        (server) => server.accept(port),
        () => port.close(),
      );
    },
    // Runs stop at their next safe point and can be resumed; nobody is left to look after them.
    onLost: () => void close(),
  });
  if (link === undefined) {
    process.stderr.write(
      'This is the engine of the Slipway app, which starts it. Use `slipway` on the command line.\n',
    );
    process.exit(2);
  }
  const box = createRemoteBox(link.send);
  const log = (line: string) => link.send({ kind: 'log', line });
  const onDefect = (thrown: unknown, where: string) => log(`${where}: ${stackOf(thrown)}`);

  async function openEngine(request: OpenRequest): Promise<{ engine: Engine; server: MessagePortServer }> {
    try {
      const engine = await openStation(request);
      const server = createMessagePortServer(engine, { onDefect });
      const tell = (message: WorkMessage) => {
        if (message.kind === 'working') runs = message.runs;
        link?.send(message);
      };
      watchWork(engine, tell, ended.signal).catch((thrown: unknown) => {
        // Main must not believe that nothing works while it no longer hears.
        onDefect(thrown, 'watching the work');
        process.exit(1);
      });
      link?.send({ kind: 'ready' });
      // A page that is there asks by itself; one that comes has no need to.
      if (!hasWindow) void answerFirst(engine).then((answers) => link?.send({ kind: 'first-answers', answers }));
      // At its end it is kept as well, but stations are switched off rather than ended.
      // A Node that is too old has no such thing; it gets to say that it is too old.
      setTimeout(() => nodeModule.flushCompileCache?.(), keepCodeAfterMs).unref();
      return { engine, server };
    } catch (thrown) {
      const error = toSlipwayError(thrown);
      const { code, message, action, context } = error.toReport();
      const told = Object.entries(context).flatMap(([name, value]) => (value == null ? [] : [[name, value] as const]));
      link?.send({ kind: 'refused', message, action, code, context: Object.fromEntries(told) });
      throw error;
    }
  }
  const openStation = async ({ dataDir, sealing, virtualUnits }: OpenRequest): Promise<Engine> =>
    openHost({
      dataDir,
      virtualUnits,
      // By passphrase, a person unlocks it in the window.
      ...((await sealingOf(dataDir, sealing)) === 'os-keychain' ? { keychain: { kind: 'os-keychain', box } } : {}),
      log,
    });

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      try {
        const opened = await open?.catch(() => undefined);
        ended.abort();
        opened?.server.close();
        await opened?.engine.close();
      } finally {
        process.exit(0);
      }
    })();
    return closing;
  };
  process.on('SIGTERM', () => void close()).on('SIGINT', () => void close());
  process.on('uncaughtException', (thrown) => {
    onDefect(thrown, 'uncaught');
    // Main starts a new one, whose recovery settles what this one was doing.
    process.exitCode = 1;
    setImmediate(() => process.exit(1));
  });
  link.send({ kind: 'loaded' });
}

/**
 * oRPC asks of each message whether it is a FormData, for which Node loads all of its fetch: 35 ms before the first answer
 * to a window that waits. Nothing here makes or reads forms; fetch, when a fleet needs it, has its own class.
 */
function standInForFormData(): void {
  // Assigned: to define it anew, Node would read it first.
  Reflect.set(globalThis, 'FormData', class FormData {});
}

/** A key store stays sealed as it was made, whatever this computer could do better by now. */
async function sealingOf(dataDir: string, possible: Sealing): Promise<Sealing> {
  const store = await readStore(path.join(dataDir, 'keystore.json')).catch(() => undefined);
  return store?.sealing.kind ?? possible;
}

const stackOf = (thrown: unknown): string =>
  thrown instanceof SlipwayError || !(thrown instanceof Error) ? String(thrown) : (thrown.stack ?? thrown.message);

startEngineProcess();
