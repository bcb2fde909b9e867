// A recipe being written, on a real engine: problems at their lines, saving, leaving, files and dry runs.
import { EditorView } from '@codemirror/view';
import { configure, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, test } from 'vitest';
import { type RenderStationOptions, renderStation } from '../../../test-support/render-station.tsx';
import { DraftScreen } from './DraftScreen.tsx';

const name = 'acme-sensor';

beforeAll(() => {
  // Each step asks a real engine in another process, on a machine that has other work too.
  configure({ asyncUtilTimeout: 10_000 });
  // Browsers tell of a selection after the change; happy-dom in the middle of it, where CodeMirror can take no other.
  document.addEventListener('selectionchange', (event) => event.stopImmediatePropagation(), { capture: true });
});

async function openDraft(options: RenderStationOptions = { ui: <DraftScreen name={name} /> }) {
  const station = await renderStation(options);
  const text = await screen.findByRole('textbox', { name: `Text of the recipe ${name}` }, { timeout: 10_000 });
  const editor = EditorView.findFromDOM(text);
  if (editor === null) throw new Error('there is no editor');
  return {
    ...station,
    editor,
    /** As somebody would type it over: `from` becomes `to`. */
    change(from: string, to: string) {
      const at = editor.state.doc.toString().indexOf(from);
      if (at < 0) throw new Error(`"${from}" does not stand in the recipe`);
      editor.dispatch({ changes: { from: at, to: at + from.length, insert: to } });
    },
  };
}
const saved = async ({ client }: Awaited<ReturnType<typeof openDraft>>) => (await client.drafts.read({ name })).text;

describe('a text', () => {
  test('says what it will do, and follows the text', async () => {
    const { change } = await openDraft();
    expect(await screen.findByText('Takes only a unit with ESP32-C3.')).toBeDefined();
    change('preserve: [phy_init]', '');
    await waitFor(() => expect(screen.queryByText(/Leaves alone/)).toBeNull());
  });

  test('shows a problem at its line, leads to it, and is saved right or wrong', async () => {
    const station = await openDraft();
    const { editor, change, user } = station;
    await screen.findByText('No problems. This recipe can be run.');
    change('kind: bootloader', 'kind: bootlaoder');
    const wrong =
      editor.state.doc
        .toString()
        .split('\n')
        .findIndex((line) => line.includes('bootlaoder')) + 1;

    const problem = await screen.findByRole('button', { name: new RegExp(`Line ${wrong}, column`) });
    expect(problem.textContent).toContain('Value not allowed in recipe');
    expect(editor.dom.querySelector('.cm-lintRange-error')?.textContent).toBe('kind: bootlaoder');
    await user.click(problem);
    expect(editor.state.doc.lineAt(editor.state.selection.main.head).number).toBe(wrong);

    expect(screen.getByText('Not saved')).toBeDefined();
    await user.keyboard('{Control>}s{/Control}');
    expect(await screen.findByText('Saved')).toBeDefined();
    expect(await saved(station)).toContain('kind: bootlaoder');
  });

  test('lists its problems in the order of its lines, and says why it cannot be used', async () => {
    const { change } = await openDraft();
    await screen.findByText('No problems. This recipe can be run.');
    change('kind: bootloader', 'kind: bootlaoder');
    change('title:', 'titel:');
    expect(await screen.findByText('3 problems')).toBeDefined();
    const list = screen.getByRole('region', { name: 'Problems' });
    const lines = within(list)
      .getAllByRole('button')
      .map(({ textContent }) => Number.parseInt(textContent ?? '', 10));
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(screen.getByText('To use it on the line, save it first.')).toBeDefined();
  });

  test('says in German what is wrong, and does not fall back to the engine’s English', async () => {
    await renderStation({ ui: <DraftScreen name={name} />, preferences: { language: 'de' } });
    const text = await screen.findByRole('textbox', { name: `Text des Rezepts ${name}` }, { timeout: 10_000 });
    const editor = EditorView.findFromDOM(text);
    if (editor === null) throw new Error('there is no editor');
    const at = editor.state.doc.toString().indexOf('kind: bootloader');
    editor.dispatch({ changes: { from: at, to: at + 'kind: bootloader'.length, insert: 'knid: bootloader' } });
    const list = await screen.findByRole('region', { name: 'Probleme' });
    expect(
      await within(list).findByText(/Einen Schlüssel „knid“ gibt es hier nicht; meinten Sie „kind“/),
    ).toBeDefined();
    expect(list.querySelector('[lang="en"]')).toBeNull();
  });

  test('that was not saved yet is kept where a crash of the window cannot take it, and the station keeps the saved one', async () => {
    const first = await openDraft();
    first.change('title: ACME', 'title: Unsaved');
    await screen.findByText('Not saved');
    const kept = window.localStorage.getItem('slipway.view.library.unsaved');
    expect(kept).toContain('title: Unsaved');
    expect(await saved(first)).not.toContain('Unsaved');
  });

  test('that somebody else changed meanwhile is not overwritten unawares', async () => {
    const { client, change, user, editor } = await openDraft();
    change('title: ACME', 'title: Mine');
    const { text } = await client.drafts.read({ name });
    await client.drafts.write({ name, text: text.replace('title: ACME', 'title: Theirs') });
    expect(await screen.findByText('This draft was changed elsewhere meanwhile')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Take the other text' }));
    await waitFor(() => expect(editor.state.doc.toString()).toContain('title: Theirs'));
  });
});

test('a text with problems does not become what the line makes without a question', async () => {
  const station = await openDraft();
  const { client, change, user } = station;
  await screen.findByText('No problems. This recipe can be run.');
  const right = await saved(station);
  await client.line.setup({ source: { draft: name }, operator: 'Ada', order: null, autoStart: false });
  change('kind: bootloader', 'kind: bootlaoder');
  await screen.findByRole('button', { name: /Line \d+, column/ });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const question = await screen.findByRole('dialog', { name: 'The line makes this draft' });
  await user.click(within(question).getByRole('button', { name: 'Go on writing' }));
  expect(await saved(station)).toBe(right);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(await screen.findByRole('button', { name: 'Save and stop the line' }));
  await waitFor(async () => expect(await saved(station)).toContain('bootlaoder'));
});

describe('a text whose draft somebody else removed', () => {
  async function loseDraft() {
    const station = await openDraft();
    station.change('title: ACME', 'title: Mine');
    await screen.findByText('Not saved');
    await station.client.drafts.remove({ name });
    await screen.findByText(`There is no draft “${name}”`);
    return station;
  }
  const shownText = async () =>
    EditorView.findFromDOM(
      await screen.findByRole('textbox', { name: `Text of the recipe ${name}` }),
    )?.state.doc.toString();

  test('stays in sight, and becomes a draft again without files that are none of it', async () => {
    const { client, user } = await loseDraft();
    expect(await shownText()).toContain('title: Mine');
    await user.click(screen.getByRole('button', { name: 'Save as a new draft' }));
    expect(await screen.findByText('Saved')).toBeDefined();
    const { text, files } = await client.drafts.read({ name });
    expect(text).toContain('title: Mine');
    expect(files).toEqual([]);
    expect(screen.queryByText(/^This draft was changed elsewhere/)).toBeNull();
    expect(await shownText()).toContain('title: Mine');
  });

  test('is forgotten only when the person says so', async () => {
    const { user } = await loseDraft();
    await user.click(screen.getByRole('button', { name: 'Discard the text' }));
    expect(await screen.findByText('It was removed, or never existed on this station.')).toBeDefined();
    expect(window.localStorage.getItem('slipway.view.library.unsaved')).not.toContain('title: Mine');
  });
});

test('leaving unsaved text asks first; saving and leaving does both', async () => {
  const station = await openDraft({ path: `/library/drafts/${name}` });
  station.change('title: ACME', 'title: Changed');
  await screen.findByText('Not saved');
  await station.user.click(within(screen.getByRole('region', { name })).getByRole('link', { name: 'Library' }));
  await station.user.click(await screen.findByRole('button', { name: 'Save and leave' }));
  expect(await screen.findByRole('heading', { name: 'Library' })).toBeDefined();
  expect(await saved(station)).toContain('title: Changed');
});

test('a draft that is not there says so', async () => {
  await renderStation({ ui: <DraftScreen name="nobodys" /> });
  expect(await screen.findByText('There is no draft “nobodys”')).toBeDefined();
});

test('files beside the recipe come and go, and the recipe misses one that went', async () => {
  const { user } = await openDraft();
  await user.click(screen.getByRole('tab', { name: 'Files' }));
  await user.click(await screen.findByRole('button', { name: 'Remove app.bin' }));
  expect(await screen.findByText('File named in recipe is missing')).toBeDefined();

  const input = [...document.querySelectorAll<HTMLInputElement>('input[type="file"]')].at(-1);
  if (input === undefined) throw new Error('there is nowhere to put a file');
  await user.upload(input, new File(['a,b'], 'serials.csv'));
  expect(await screen.findByRole('button', { name: 'Remove serials.csv' })).toBeDefined();
});

describe('a dry run', () => {
  test('of the example makes a working unit and leaves no record', async () => {
    const { client, user } = await openDraft();
    await user.click(screen.getByRole('tab', { name: 'Dry run' }));
    await user.click(screen.getByRole('button', { name: 'Start the dry run' }));
    expect(await screen.findByText('The recipe made a working unit.', {}, { timeout: 25_000 })).toBeDefined();
    expect(screen.getByRole('log').textContent).toContain('slipway: up');
    expect((await client.runs.list({})).rows).toEqual([]);
  });

  test('on a unit that does not boot fails as on the line, with what to do', async () => {
    const { user } = await openDraft();
    await user.click(screen.getByRole('tab', { name: 'Dry run' }));
    await user.click(screen.getByRole('combobox', { name: 'How the unit behaves' }));
    await user.click(await screen.findByRole('option', { name: 'Does not boot', hidden: true }));
    await user.click(screen.getByRole('button', { name: 'Start the dry run' }));
    const log = await screen.findByRole('log', {}, { timeout: 25_000 });
    expect(log.textContent).toMatch(/rst:|ESP-ROM/);
    const boot = screen.getByText('Prove that it boots as itself').closest('li');
    expect(boot?.dataset.state).toBe('failed');
    expect(screen.queryByText('The recipe made a working unit.')).toBeNull();
  });
});
