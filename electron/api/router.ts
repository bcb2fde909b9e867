// Owns: the server side of the contract: each procedure calls the engine's method of the same name, and nothing more.
// May import contract and the engine's interface. The wires (in-process, message-port, ws, http) serve what this makes.
// Start reading at `createRouter`; errors are translated in call-error.ts, streams cancelled in stream.ts.
import { implement } from '@orpc/server';
import { contract } from '../contract/api.ts';
import type { Engine } from '../engine/engine.ts';
import { type OnDefect, toWireError } from './call-error.ts';
import { streamOf } from './stream.ts';

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
      rename: os.station.rename.handler(({ input, context }) => engine.station.rename(input, context)),
      setMode: os.station.setMode.handler(({ input, context }) => engine.station.setMode(input, context)),
      supportFile: os.station.supportFile.handler(({ input, context }) => engine.station.supportFile(input, context)),
    },
    ports: {
      list: os.ports.list.handler(({ input, context }) => engine.ports.list(input, context)),
      identify: os.ports.identify.handler(({ input, context }) => engine.ports.identify(input, context)),
      probe: os.ports.probe.handler(({ input, context }) => engine.ports.probe(input, context)),
    },
    slots: {
      list: os.slots.list.handler(({ input, context }) => engine.slots.list(input, context)),
      set: os.slots.set.handler(({ input, context }) => engine.slots.set(input, context)),
    },
    bench: {
      list: os.bench.list.handler(({ input, context }) => engine.bench.list(input, context)),
      plug: os.bench.plug.handler(({ input, context }) => engine.bench.plug(input, context)),
      unplug: os.bench.unplug.handler(({ input, context }) => engine.bench.unplug(input, context)),
      replace: os.bench.replace.handler(({ input, context }) => engine.bench.replace(input, context)),
      setTemper: os.bench.setTemper.handler(({ input, context }) => engine.bench.setTemper(input, context)),
    },
    recipes: {
      check: os.recipes.check.handler(({ input, context }) => engine.recipes.check(input, context)),
      import: os.recipes.import.handler(({ input, context }) => engine.recipes.import(input, context)),
      list: os.recipes.list.handler(({ input, context }) => engine.recipes.list(input, context)),
      shelf: os.recipes.shelf.handler(({ input, context }) => engine.recipes.shelf(input, context)),
      remove: os.recipes.remove.handler(({ input, context }) => engine.recipes.remove(input, context)),
      source: os.recipes.source.handler(({ input, context }) => engine.recipes.source(input, context)),
      validate: os.recipes.validate.handler(({ input, context }) => engine.recipes.validate(input, context)),
      schema: os.recipes.schema.handler(({ input, context }) => engine.recipes.schema(input, context)),
      rehearse: os.recipes.rehearse.handler(({ input, context }) =>
        streamOf(context, (signal) => engine.recipes.rehearse(input, { signal })),
      ),
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
      count: os.units.count.handler(({ input, context }) => engine.units.count(input, context)),
      products: os.units.products.handler(({ input, context }) => engine.units.products(input, context)),
      get: os.units.get.handler(({ input, context }) => engine.units.get(input, context)),
      events: os.units.events.handler(({ input, context }) => engine.units.events(input, context)),
      decide: os.units.decide.handler(({ input, context }) => engine.units.decide(input, context)),
      export: os.units.export.handler(({ input, context }) =>
        streamOf(context, (signal) => engine.units.export(input, { signal })),
      ),
    },
    outbox: {
      list: os.outbox.list.handler(({ input, context }) => engine.outbox.list(input, context)),
      retry: os.outbox.retry.handler(({ input, context }) => engine.outbox.retry(input, context)),
      exportFile: os.outbox.exportFile.handler(({ input, context }) => engine.outbox.exportFile(input, context)),
      carryFile: os.outbox.carryFile.handler(({ input, context }) => engine.outbox.carryFile(input, context)),
      deliver: os.outbox.deliver.handler(({ input, context }) =>
        streamOf(context, (signal) => engine.outbox.deliver(input, { signal })),
      ),
      takeReceipt: os.outbox.takeReceipt.handler(({ input, context }) => engine.outbox.takeReceipt(input, context)),
    },
    stations: {
      list: os.stations.list.handler(({ input, context }) => engine.stations.list(input, context)),
      self: os.stations.self.handler(({ input, context }) => engine.stations.self(input, context)),
      add: os.stations.add.handler(({ input, context }) => engine.stations.add(input, context)),
      remove: os.stations.remove.handler(({ input, context }) => engine.stations.remove(input, context)),
    },
    line: {
      get: os.line.get.handler(({ input, context }) => engine.line.get(input, context)),
      setup: os.line.setup.handler(({ input, context }) => engine.line.setup(input, context)),
      clear: os.line.clear.handler(({ input, context }) => engine.line.clear(input, context)),
      start: os.line.start.handler(({ input, context }) => engine.line.start(input, context)),
      stop: os.line.stop.handler(({ input, context }) => engine.line.stop(input, context)),
      hold: os.line.hold.handler(({ input, context }) =>
        streamOf(context, (signal) => engine.line.hold(input, { signal })),
      ),
    },
    stats: {
      summary: os.stats.summary.handler(({ input, context }) => engine.stats.summary(input, context)),
    },
    uploads: {
      begin: os.uploads.begin.handler(({ input, context }) => engine.uploads.begin(input, context)),
      append: os.uploads.append.handler(({ input, context }) => engine.uploads.append(input, context)),
      discard: os.uploads.discard.handler(({ input, context }) => engine.uploads.discard(input, context)),
    },
    drafts: {
      list: os.drafts.list.handler(({ input, context }) => engine.drafts.list(input, context)),
      read: os.drafts.read.handler(({ input, context }) => engine.drafts.read(input, context)),
      create: os.drafts.create.handler(({ input, context }) => engine.drafts.create(input, context)),
      write: os.drafts.write.handler(({ input, context }) => engine.drafts.write(input, context)),
      addFile: os.drafts.addFile.handler(({ input, context }) => engine.drafts.addFile(input, context)),
      removeFile: os.drafts.removeFile.handler(({ input, context }) => engine.drafts.removeFile(input, context)),
      remove: os.drafts.remove.handler(({ input, context }) => engine.drafts.remove(input, context)),
    },
    trust: {
      get: os.trust.get.handler(({ input, context }) => engine.trust.get(input, context)),
      inspect: os.trust.inspect.handler(({ input, context }) => engine.trust.inspect(input, context)),
      add: os.trust.add.handler(({ input, context }) => engine.trust.add(input, context)),
      remove: os.trust.remove.handler(({ input, context }) => engine.trust.remove(input, context)),
      setThreshold: os.trust.setThreshold.handler(({ input, context }) => engine.trust.setThreshold(input, context)),
    },
    keys: {
      get: os.keys.get.handler(({ input, context }) => engine.keys.get(input, context)),
      unlock: os.keys.unlock.handler(({ input, context }) => engine.keys.unlock(input, context)),
      lock: os.keys.lock.handler(({ input, context }) => engine.keys.lock(input, context)),
      createAuthority: os.keys.createAuthority.handler(({ input, context }) =>
        engine.keys.createAuthority(input, context),
      ),
      importAuthority: os.keys.importAuthority.handler(({ input, context }) =>
        engine.keys.importAuthority(input, context),
      ),
    },
    fleets: {
      list: os.fleets.list.handler(({ input, context }) => engine.fleets.list(input, context)),
      set: os.fleets.set.handler(({ input, context }) => engine.fleets.set(input, context)),
      remove: os.fleets.remove.handler(({ input, context }) => engine.fleets.remove(input, context)),
      test: os.fleets.test.handler(({ input, context }) => engine.fleets.test(input, context)),
    },
    events: {
      stream: os.events.stream.handler(({ input, context }) =>
        streamOf(context, (signal) => engine.events.stream(input, { signal })),
      ),
    },
  });
}
