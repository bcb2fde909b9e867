// Owns: how the recipe editor looks: our tokens, so that it follows light and dark by itself. Imports CodeMirror only.
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const chrome = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--sw-text)',
    backgroundColor: 'var(--sw-surface-1)',
    fontSize: '0.875rem',
  },
  // The host draws the focus: above the gutter, which would cover an outline of the editor's own.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--sw-font-mono)', lineHeight: '1.6', fontVariantLigatures: 'none' },
  '.cm-content': { caretColor: 'var(--sw-text)', paddingBlock: '8px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--sw-text)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'color-mix(in oklch, var(--sw-accent) 28%, transparent)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in oklch, var(--sw-text) 4%, transparent)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sw-surface-1)',
    color: 'var(--sw-text-dim)',
    border: 'none',
    borderRight: '1px solid var(--sw-line)',
  },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--sw-text)' },
  '.cm-lineNumbers .cm-gutterElement': { paddingInline: '12px 8px', fontVariantNumeric: 'tabular-nums' },
  '.cm-matchingBracket': { backgroundColor: 'color-mix(in oklch, var(--sw-accent) 22%, transparent)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--sw-surface-2)', border: 'none', color: 'var(--sw-text-dim)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--sw-surface-0)',
    border: '1px solid var(--sw-line)',
    borderRadius: '6px',
    boxShadow: '0 6px 24px color-mix(in oklch, black 22%, transparent)',
    color: 'var(--sw-text)',
    fontFamily: 'var(--sw-font-ui)',
  },
  // The one for completions has its explanation beside it, and must not cut it off.
  '.cm-tooltip-hover': { overflow: 'hidden' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--sw-font-mono)', maxHeight: '16em' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px', lineHeight: '1.4' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--sw-accent-fill)',
    color: 'var(--sw-accent-on)',
  },
  '.cm-completionDetail': { fontFamily: 'var(--sw-font-ui)', fontStyle: 'normal', opacity: '0.85' },
  '.cm-tooltip.cm-completionInfo': { padding: '8px 12px', maxWidth: '21.25rem' },
  '.cm-schema': { padding: '8px 12px', maxWidth: '23.75rem', fontSize: '0.875rem', lineHeight: '1.45' },
  '.cm-schema-path': { fontFamily: 'var(--sw-font-mono)', fontWeight: '600' },
  '.cm-schema-form': { color: 'var(--sw-text-dim)', fontSize: '0.75rem', overflowWrap: 'anywhere' },
  '.cm-diagnostic': { padding: '8px 12px', borderLeftWidth: '3px', fontSize: '0.875rem', maxWidth: '28.75rem' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--sw-state-fail)' },
  // The stock underline is an image in a data: address, which the page's policy rightly refuses.
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--sw-state-fail)',
    textDecorationSkipInk: 'none',
    textUnderlineOffset: '3px',
  },
  '.cm-lint-marker-error': {
    content: '""',
    width: '0.715em',
    height: '0.715em',
    margin: '0.25em 0 0 0.15em',
    borderRadius: '50%',
    backgroundColor: 'var(--sw-state-fail)',
  },
  '.cm-panels': { backgroundColor: 'var(--sw-surface-2)', color: 'var(--sw-text)', borderColor: 'var(--sw-line)' },
  '.cm-panel.cm-search': { padding: '8px 12px', fontFamily: 'var(--sw-font-ui)', fontSize: '0.875rem' },
  '.cm-textfield': {
    backgroundColor: 'var(--sw-surface-0)',
    border: '1px solid var(--sw-line)',
    borderRadius: '6px',
    padding: '4px 8px',
    fontSize: '0.875rem',
  },
  '.cm-button': {
    backgroundColor: 'var(--sw-surface-0)',
    backgroundImage: 'none',
    border: '1px solid var(--sw-line)',
    borderRadius: '6px',
    padding: '4px 10px',
    fontSize: '0.875rem',
  },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in oklch, var(--sw-state-attention) 35%, transparent)' },
  '.cm-searchMatch-selected': { backgroundColor: 'color-mix(in oklch, var(--sw-state-attention) 65%, transparent)' },
});

const highlight = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--sw-accent)' },
  { tag: [tags.string, tags.content], color: 'var(--sw-text)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--sw-text)' },
  { tag: tags.comment, color: 'var(--sw-text-dim)', fontStyle: 'italic' },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: 'var(--sw-text-dim)' },
  { tag: tags.invalid, color: 'var(--sw-state-fail)' },
]);

export const editorTheme: Extension = [chrome, syntaxHighlighting(highlight)];
