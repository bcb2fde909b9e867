// Owns: completion and hover in a recipe, from its JSON Schema. Imports CodeMirror and siblings.
// Start reading at `schemaAssist`. What a key means comes as words in the language of the window.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { autocompletion } from '@codemirror/autocomplete';
import type { EditorState, Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import { describeForm, type Form, formsAt, keysAt, valuesAt } from './schema-walk.ts';
import { placeAt, type YamlPlace } from './yaml-path.ts';

/** What a key means, in words; undefined where the schema must speak for itself. The path has `*` for items. */
export type Explain = (path: readonly string[]) => string | undefined;

export interface AssistWords {
  readonly explain: Explain;
  readonly required: string;
}

export function schemaAssist(schema: Form, words: AssistWords): Extension {
  return [
    autocompletion({ override: [(context) => complete(context, schema, words)], icons: false }),
    hoverTooltip((view, pos) => {
      const hit = keyAround(view.state, pos);
      if (hit === undefined) return null;
      const forms = formsAt(schema, hit.path);
      const meaning = words.explain(hit.path);
      if (forms.length === 0 && meaning === undefined) return null;
      return { pos: hit.from, end: hit.to, above: true, create: () => ({ dom: card(hit.path, meaning, forms) }) };
    }),
  ];
}

function complete(context: CompletionContext, schema: Form, words: AssistWords): CompletionResult | null {
  const place = placeIn(context.state, context.pos);
  if (place === undefined) return null;
  const from = context.pos - place.prefix.length;
  const options = place.kind === 'key' ? keyOptions(place, schema, words) : valueOptions(place, schema);
  if (options.length === 0) return null;
  // A value is offered as soon as its key is there; a key when somebody begins to write or asks.
  if (place.kind === 'key' && place.prefix === '' && !context.explicit) return null;
  return { from, options, validFor: /^[\w.-]*$/ };
}

function keyOptions(place: YamlPlace, schema: Form, { explain, required }: AssistWords): Completion[] {
  return keysAt(schema, place.path)
    .filter(({ key }) => !place.siblings.has(key))
    .map(({ key, forms, isRequired }) => {
      const info = explain([...place.path, key]);
      return {
        label: key,
        apply: opensSection(forms) ? `${key}:` : `${key}: `,
        boost: isRequired ? 1 : 0,
        ...(isRequired ? { detail: required } : {}),
        ...(info === undefined ? {} : { info }),
      };
    });
}

const opensSection = (forms: readonly Form[]) =>
  forms.length > 0 && forms.every(({ type }) => type === 'object' || type === 'array');

const valueOptions = (place: YamlPlace, schema: Form): Completion[] =>
  valuesAt(schema, place.path).map((value) => ({ label: value }));

const linesOf = (state: EditorState) => state.doc.toString().split('\n');

function placeIn(state: EditorState, pos: number): YamlPlace | undefined {
  const line = state.doc.lineAt(pos);
  return placeAt(linesOf(state), line.number - 1, pos - line.from);
}

/** The key under the pointer, and where it stands. */
function keyAround(state: EditorState, pos: number): { path: readonly string[]; from: number; to: number } | undefined {
  const line = state.doc.lineAt(pos);
  const key = /^[\s-]*([\w.-]+)\s*:(?=\s|$)/.exec(line.text);
  if (key?.[1] === undefined) return undefined;
  const start = key[0].indexOf(key[1]);
  const from = line.from + start;
  const to = from + key[1].length;
  if (pos < from || pos > to) return undefined;
  const place = placeAt(linesOf(state), line.number - 1, key[0].length);
  return place === undefined ? undefined : { path: place.path, from, to };
}

function card(path: readonly string[], meaning: string | undefined, forms: readonly Form[]): HTMLElement {
  const part = (className: string, text: string) => {
    const element = document.createElement('div');
    element.className = className;
    element.textContent = text;
    return element;
  };
  const dom = part('cm-schema', '');
  dom.append(part('cm-schema-path', path.filter((key) => key !== '*').join('.')));
  const text = meaning ?? forms.find(({ description }) => description !== undefined)?.description;
  if (text !== undefined) dom.append(part('', text));
  for (const form of new Set(forms.filter(({ properties }) => properties === undefined).map(describeForm))) {
    dom.append(part('cm-schema-form', form));
  }
  return dom;
}
