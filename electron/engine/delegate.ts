// Owns: an engine that passes every call on to another one, which may be replaced while clients stay connected.
// May import the engine's interface. Start reading at `createDelegate`; a procedure that is missing here does not compile.
import type { Engine } from './engine.ts';

/** `via` gives each call the engine of the moment, and may let it wait for one. */
export function createDelegate(via: <T>(call: (engine: Engine) => Promise<T>) => Promise<T>): Omit<Engine, 'close'> {
  return {
    station: {
      info: (input, options) => via(({ station }) => station.info(input, options)),
      doctor: (input, options) => via(({ station }) => station.doctor(input, options)),
      rename: (input, options) => via(({ station }) => station.rename(input, options)),
      setMode: (input, options) => via(({ station }) => station.setMode(input, options)),
      supportFile: (input, options) => via(({ station }) => station.supportFile(input, options)),
    },
    ports: {
      list: (input, options) => via(({ ports }) => ports.list(input, options)),
      identify: (input, options) => via(({ ports }) => ports.identify(input, options)),
      probe: (input, options) => via(({ ports }) => ports.probe(input, options)),
    },
    slots: {
      list: (input, options) => via(({ slots }) => slots.list(input, options)),
      set: (input, options) => via(({ slots }) => slots.set(input, options)),
    },
    bench: {
      list: (input, options) => via(({ bench }) => bench.list(input, options)),
      plug: (input, options) => via(({ bench }) => bench.plug(input, options)),
      unplug: (input, options) => via(({ bench }) => bench.unplug(input, options)),
      replace: (input, options) => via(({ bench }) => bench.replace(input, options)),
      setTemper: (input, options) => via(({ bench }) => bench.setTemper(input, options)),
    },
    recipes: {
      check: (input, options) => via(({ recipes }) => recipes.check(input, options)),
      import: (input, options) => via(({ recipes }) => recipes.import(input, options)),
      list: (input, options) => via(({ recipes }) => recipes.list(input, options)),
      shelf: (input, options) => via(({ recipes }) => recipes.shelf(input, options)),
      remove: (input, options) => via(({ recipes }) => recipes.remove(input, options)),
      source: (input, options) => via(({ recipes }) => recipes.source(input, options)),
      validate: (input, options) => via(({ recipes }) => recipes.validate(input, options)),
      schema: (input, options) => via(({ recipes }) => recipes.schema(input, options)),
      rehearse: (input, options) => via(({ recipes }) => recipes.rehearse(input, options)),
    },
    runs: {
      start: (input, options) => via(({ runs }) => runs.start(input, options)),
      cancel: (input, options) => via(({ runs }) => runs.cancel(input, options)),
      wait: (input, options) => via(({ runs }) => runs.wait(input, options)),
      list: (input, options) => via(({ runs }) => runs.list(input, options)),
      get: (input, options) => via(({ runs }) => runs.get(input, options)),
    },
    units: {
      search: (input, options) => via(({ units }) => units.search(input, options)),
      count: (input, options) => via(({ units }) => units.count(input, options)),
      products: (input, options) => via(({ units }) => units.products(input, options)),
      get: (input, options) => via(({ units }) => units.get(input, options)),
      events: (input, options) => via(({ units }) => units.events(input, options)),
      decide: (input, options) => via(({ units }) => units.decide(input, options)),
      export: (input, options) => via(({ units }) => units.export(input, options)),
    },
    outbox: {
      list: (input, options) => via(({ outbox }) => outbox.list(input, options)),
      retry: (input, options) => via(({ outbox }) => outbox.retry(input, options)),
      exportFile: (input, options) => via(({ outbox }) => outbox.exportFile(input, options)),
      carryFile: (input, options) => via(({ outbox }) => outbox.carryFile(input, options)),
      deliver: (input, options) => via(({ outbox }) => outbox.deliver(input, options)),
      takeReceipt: (input, options) => via(({ outbox }) => outbox.takeReceipt(input, options)),
    },
    stations: {
      list: (input, options) => via(({ stations }) => stations.list(input, options)),
      self: (input, options) => via(({ stations }) => stations.self(input, options)),
      add: (input, options) => via(({ stations }) => stations.add(input, options)),
      remove: (input, options) => via(({ stations }) => stations.remove(input, options)),
    },
    line: {
      get: (input, options) => via(({ line }) => line.get(input, options)),
      setup: (input, options) => via(({ line }) => line.setup(input, options)),
      clear: (input, options) => via(({ line }) => line.clear(input, options)),
      start: (input, options) => via(({ line }) => line.start(input, options)),
      stop: (input, options) => via(({ line }) => line.stop(input, options)),
      hold: (input, options) => via(({ line }) => line.hold(input, options)),
    },
    stats: {
      summary: (input, options) => via(({ stats }) => stats.summary(input, options)),
    },
    uploads: {
      begin: (input, options) => via(({ uploads }) => uploads.begin(input, options)),
      append: (input, options) => via(({ uploads }) => uploads.append(input, options)),
      discard: (input, options) => via(({ uploads }) => uploads.discard(input, options)),
    },
    drafts: {
      list: (input, options) => via(({ drafts }) => drafts.list(input, options)),
      read: (input, options) => via(({ drafts }) => drafts.read(input, options)),
      create: (input, options) => via(({ drafts }) => drafts.create(input, options)),
      write: (input, options) => via(({ drafts }) => drafts.write(input, options)),
      addFile: (input, options) => via(({ drafts }) => drafts.addFile(input, options)),
      removeFile: (input, options) => via(({ drafts }) => drafts.removeFile(input, options)),
      remove: (input, options) => via(({ drafts }) => drafts.remove(input, options)),
    },
    trust: {
      get: (input, options) => via(({ trust }) => trust.get(input, options)),
      inspect: (input, options) => via(({ trust }) => trust.inspect(input, options)),
      add: (input, options) => via(({ trust }) => trust.add(input, options)),
      remove: (input, options) => via(({ trust }) => trust.remove(input, options)),
      setThreshold: (input, options) => via(({ trust }) => trust.setThreshold(input, options)),
    },
    keys: {
      get: (input, options) => via(({ keys }) => keys.get(input, options)),
      unlock: (input, options) => via(({ keys }) => keys.unlock(input, options)),
      lock: (input, options) => via(({ keys }) => keys.lock(input, options)),
      createAuthority: (input, options) => via(({ keys }) => keys.createAuthority(input, options)),
      importAuthority: (input, options) => via(({ keys }) => keys.importAuthority(input, options)),
    },
    fleets: {
      list: (input, options) => via(({ fleets }) => fleets.list(input, options)),
      set: (input, options) => via(({ fleets }) => fleets.set(input, options)),
      remove: (input, options) => via(({ fleets }) => fleets.remove(input, options)),
      test: (input, options) => via(({ fleets }) => fleets.test(input, options)),
    },
    events: {
      stream: (input, options) => via(({ events }) => events.stream(input, options)),
    },
  };
}
