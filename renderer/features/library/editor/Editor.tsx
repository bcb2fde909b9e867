// Owns: the text of a recipe with marks, completion and hover. The only component that imports CodeMirror; loaded lazily.
// Start reading at `Editor`. The document lives in CodeMirror; `text` comes in and goes out as whole texts.
import { closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import { useStyleNonce } from '../../../data/index.ts';
import { useLanguage } from '../../../i18n/index.ts';
import { type Mark, positionOf, toDiagnostics } from './diagnostics.ts';
import classes from './Editor.module.css';
import { editorPhrases } from './phrases.ts';
import { type AssistWords, schemaAssist } from './schema-assist.ts';
import type { Form } from './schema-walk.ts';
import { editorTheme } from './theme.ts';

export interface EditorHandle {
  /** Puts the cursor there, in the middle of the view. */
  jumpTo(line: number, column: number): void;
}

export interface EditorProps {
  readonly label: string;
  /** Id of the element that says how to leave the editor by keyboard. */
  readonly describedBy?: string;
  readonly text: string;
  readonly onChange?: (text: string) => void;
  readonly marks?: readonly Mark[];
  readonly assist?: { readonly schema: Form; readonly words: AssistWords } | undefined;
  readonly handle?: Ref<EditorHandle>;
}

export default function Editor({ label, describedBy, text, onChange, marks = [], assist, handle }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const { language } = useLanguage();
  const nonce = useStyleNonce();
  const isReadOnly = onChange === undefined;
  const tellChange = useEffectEvent((next: string) => onChange?.(next));
  const first = useEffectEvent(() => ({ text, settings: settingsOf() }));
  const [settings] = useState(() => new Compartment());

  const settingsOf = (): Extension => [
    EditorState.phrases.of(editorPhrases[language]),
    EditorView.contentAttributes.of({
      'aria-label': label,
      // It takes the focus without it too, but not everything that looks for a way in knows that.
      tabindex: '0',
      ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
    }),
    assist === undefined || isReadOnly ? [] : schemaAssist(assist.schema, assist.words),
  ];
  const applySettings = useEffectEvent(() => view.current?.dispatch({ effects: settings.reconfigure(settingsOf()) }));

  useEffect(() => {
    if (host.current === null) return;
    const start = first();
    const made = new EditorView({
      parent: host.current,
      doc: start.text,
      extensions: [
        nonce === undefined ? [] : EditorView.cspNonce.of(nonce),
        base(isReadOnly),
        settings.of(start.settings),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) tellChange(update.state.doc.toString());
        }),
      ],
    });
    view.current = made;
    // The list of problems takes its room from the text: whoever is writing must not lose sight of the line.
    const resized = new ResizeObserver(() => {
      if (made.hasFocus) made.dispatch({ effects: EditorView.scrollIntoView(made.state.selection.main.head) });
    });
    resized.observe(host.current);
    return () => {
      resized.disconnect();
      made.destroy();
      view.current = undefined;
    };
  }, [nonce, isReadOnly, settings]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect event reads them; these say when they changed.
  useEffect(() => applySettings(), [language, label, describedBy, assist]);

  useEffect(() => {
    const current = view.current;
    if (current === undefined || current.state.doc.toString() === text) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const current = view.current;
    if (current) current.dispatch(setDiagnostics(current.state, toDiagnostics(current.state.doc, marks)));
  }, [marks]);

  useImperativeHandle(handle, () => ({
    jumpTo(line, column) {
      const current = view.current;
      if (current === undefined) return;
      closeCompletion(current);
      const anchor = positionOf(current.state.doc, line, column);
      current.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      current.focus();
    },
  }));

  return <div ref={host} className={classes.host} />;
}

function base(isReadOnly: boolean): Extension {
  const common = [
    editorTheme,
    lineNumbers(),
    foldGutter(),
    drawSelection(),
    yaml(),
    bracketMatching(),
    highlightSelectionMatches(),
    EditorView.lineWrapping,
  ];
  if (isReadOnly) {
    // Focusable all the same, so that it can be read and searched by keyboard.
    return [common, EditorState.readOnly.of(true), keymap.of([...defaultKeymap, ...searchKeymap, ...foldKeymap])];
  }
  return [
    common,
    lintGutter(),
    history(),
    dropCursor(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    indentUnit.of('  '),
    indentOnInput(),
    closeBrackets(),
    // Escape, then Tab leaves the editor: CodeMirror's own way out.
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
  ];
}
