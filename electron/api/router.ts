// Owns: the server side of the contract: each procedure calls the engine's method of the same name, and nothing more.
// May import contract and the engine's interface. The wires (in-process, message-port, ws, http) serve what this makes.
// Start reading at `createRouter`; errors are translated in wire-error.ts, streams cancelled in stream.ts.
import { implement } from '@orpc/server';
import { contract } from '../contract/api.ts';
import type { Engine } from '../engine/engine.ts';
import { streamOf } from './stream.ts';
import { type OnDefect, toWireError } from './wire-error.ts';

export interface RouterOptions {
  /** Told about failures that should be impossible; the client only learns that there was one. */
  readonly onDefect?: OnDefect | undefined;
}

export type Router = ReturnType<typeof createRouter>;

/** Handlers hold no logic: what a procedure does is the engine's to know. */
export function createRouter(engine: Engine, options: RouterOptions = {}) {
  const os = implement(contract).use(async ({ next, path, signal: requestSignal }) => {
    const signal = requestSignal ?? new AbortController().signal;
    const translate = (thrown: unknown) => toWireError(thrown, path, options.onDefect);
    try {
      // A call whose client has already left must not begin: nobody would ever abort it again.
      signal.throwIfAborted();
      return await next({ context: { signal, translate } });
    } catch (thrown) {
      throw translate(thrown);
    }
  });
  return os.router({
    station: {
      info: os.station.info.handler(({ input, context }) => engine.station.info(input, context)),
      doctor: os.station.doctor.handler(({ input, context }) => engine.station.doctor(input, context)),
    },
    ports: {
      list: os.ports.list.handler(({ input, context }) => engine.ports.list(input, context)),
      identify: os.ports.identify.handler(({ input, context }) => engine.ports.identify(input, context)),
    },
    slots: {
      list: os.slots.list.handler(({ input, context }) => engine.slots.list(input, context)),
      set: os.slots.set.handler(({ input, context }) => engine.slots.set(input, context)),
    },
    bench: {
      list: os.bench.list.handler(({ input, context }) => engine.bench.list(input, context)),
      plug: os.bench.plug.handler(({ input, context }) => engine.bench.plug(input, context)),
      unplug: os.bench.unplug.handler(({ input, context }) => engine.bench.unplug(input, context)),
      setTemper: os.bench.setTemper.handler(({ input, context }) => engine.bench.setTemper(input, context)),
    },
    recipes: {
      check: os.recipes.check.handler(({ input, context }) => engine.recipes.check(input, context)),
      import: os.recipes.import.handler(({ input, context }) => engine.recipes.import(input, context)),
      list: os.recipes.list.handler(({ input, context }) => engine.recipes.list(input, context)),
    },
    runs: {
      start: os.runs.start.handler(({ input, context }) => engine.runs.start(input, context)),
      cancel: os.runs.cancel.handler(({ input, context }) => engine.runs.cancel(input, context)),
      wait: os.runs.wait.handler(({ input, context }) => engine.runs.wait(input, context)),
      list: os.runs.list.handler(({ input, context }) => engine.runs.list(input, context)),
      get: os.runs.get.handler(({ input, context }) => engine.runs.get(input, context)),
    },
    units: {
      search: os.units.search.handler(({ input, context }) => engine.units.search(input, context)),
      get: os.units.get.handler(({ input, context }) => engine.units.get(input, context)),
      decide: os.units.decide.handler(({ input, context }) => engine.units.decide(input, context)),
      export: os.units.export.handler(({ input, context }) =>
        streamOf(context, (signal) => engine.units.export(input, { signal })),
      ),
    },
    outbox: {
      list: os.outbox.list.handler(({ input, context }) => engine.outbox.list(input, context)),
      retry: os.outbox.retry.handler(({ input, context }) => engine.outbox.retry(input, context)),
      exportFile: os.outbox.exportFile.handler(({ input, context }) => engine.outbox.exportFile(input, context)),
    },
    events: {
      stream: os.events.stream.handler(({ input, context }) =>
        streamOf(context, (signal) => engine.events.stream(input, { signal })),
      ),
    },
  });
}
