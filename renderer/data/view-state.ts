// Owns: view state that outlives the window: columns, sounds, theme. Never anything the engine knows. Imports zustand.
// Start reading at `createViewStore` and `useViewState`.
import * as z from 'zod/mini';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** What a feature keeps, by its name. Holds no state itself: a window's states live in its ViewStates. */
export interface ViewStore<T extends object> {
  readonly name: string;
  readonly initial: T;
  /** Checks what was kept; needed where a value has inner structure. */
  readonly schema: z.core.$ZodType<T> | undefined;
}

export function createViewStore<T extends object>(name: string, initial: T, schema?: z.core.$ZodType<T>): ViewStore<T> {
  return { name, initial, schema };
}

export interface ViewStates {
  open<T extends object>(store: ViewStore<T>): StoreApi<T>;
}

/** Storage may be full or forbidden: then preferences last as long as the page. */
export function createViewStates(storage: Storage): ViewStates {
  const opened = new Map<object, StoreApi<object>>();
  return {
    open<T extends object>(definition: ViewStore<T>): StoreApi<T> {
      const known = opened.get(definition);
      // The map's key is the definition, whose T is the store's.
      if (known) return known as StoreApi<T>;
      const key = `slipway.view.${definition.name}`;
      const store = createStore<T>(() => restore(definition, storage, key));
      store.subscribe((state) => {
        try {
          storage.setItem(key, JSON.stringify(state));
        } catch {
          // Nothing is lost but a preference at the next start.
        }
      });
      opened.set(definition, store);
      return store;
    },
  };
}

function restore<T extends object>({ initial, schema }: ViewStore<T>, storage: Storage, key: string): T {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return initial;
    const merged = {
      ...initial,
      ...Object.fromEntries(Object.entries(kept).filter(([name, value]) => fits(initial, name, value))),
    };
    if (schema === undefined) return merged;
    const checked = z.safeParse(schema, merged);
    return checked.success ? checked.data : initial;
  } catch {
    return initial;
  }
}

/** A value of a kind that the initial one is not comes from another version. */
function fits(initial: object, name: string, value: unknown): boolean {
  const example: unknown = Object.entries(initial).find(([key]) => key === name)?.[1];
  if (example === undefined) return false;
  return typeof example === typeof value && Array.isArray(example) === Array.isArray(value);
}
