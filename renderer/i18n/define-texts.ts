// Owns: the form of a feature's texts, checked by the compiler. Imports nothing. Start reading at `defineTexts`.

export const languages = ['en', 'de', 'zh'] as const;
export type Language = (typeof languages)[number];

type Entries = Readonly<Record<string, string>>;
/** Chinese has one plural form (CLDR), so it needs no `_one`. */
type WithoutOne<T> = { readonly [K in keyof T as K extends `${string}_one` ? never : K]: string };
type Same<T> = { readonly [K in keyof T]: string };

export interface Texts<T extends Entries = Entries> {
  readonly namespace: string;
  readonly en: T;
  readonly de: Same<T>;
  readonly zh: WithoutOne<T>;
}

/**
 * The texts of one part of the window in all languages. A missing key, or one more, does not compile. Placeholders are
 * `{{name}}`; a key with `_one` and `_other` is chosen by `count`.
 */
export function defineTexts<const T extends Entries>(
  namespace: string,
  texts: { readonly en: T; readonly de: Same<NoInfer<T>>; readonly zh: WithoutOne<NoInfer<T>> },
): Texts<T> {
  return { namespace, ...texts };
}

type Placeholders<S extends string> = S extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** A key as a component writes it: plurals without their ending. */
export type TextKey<T extends Entries> = {
  [K in keyof T & string]: K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;
}[keyof T & string];

type TextOf<T extends Entries, K extends string> = K extends keyof T
  ? T[K]
  : `${K}_other` extends keyof T
    ? T[`${K}_other`]
    : never;
type IsPlural<T extends Entries, K extends string> = `${K}_other` extends keyof T ? 'count' : never;
type Names<T extends Entries, K extends string> = Placeholders<TextOf<T, K>> | IsPlural<T, K>;

/** The values that a text wants, by name; none for a text without placeholders. */
export type TextValues<T extends Entries, K extends string> = [Names<T, K>] extends [never]
  ? []
  : [values: { readonly [N in Names<T, K>]: N extends 'count' ? number : string | number }];

export type Translate<T extends Entries> = <K extends TextKey<T>>(key: K, ...values: TextValues<T, K>) => string;
