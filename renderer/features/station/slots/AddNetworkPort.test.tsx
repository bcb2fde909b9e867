// A port server's port as people add it: typed or pasted, tried on a real engine, named; its failures at their fields.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { configure, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { errorCatalogue } from '../../../../electron/contract/errors.ts';
import { renderStation } from '../../../test-support/render-station.tsx';
import { StationScreen } from '../StationScreen.tsx';

// Each step asks a real engine in another process, on a machine that has other work too.
beforeAll(() => configure({ asyncUtilTimeout: 10_000 }));

describe('a network port', () => {
  /** Takes connections and never says a word. */
  async function aMutePort(): Promise<string> {
    const server = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return `127.0.0.1:${address.port}`;
  }

  /** A virtual unit behind a port server, in a process of its own as a real one is. */
  async function aServedUnit(): Promise<string> {
    const child = spawn(process.execPath, ['electron/cli/main.ts', 'bench', 'serve', '--units', '1', '--fast'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill());
    child.stdout.setEncoding('utf8');
    let printed = '';
    for await (const text of child.stdout) {
      printed += String(text);
      const at = /rfc2217:\/\/[\w.:]+/.exec(printed)?.[0];
      if (at !== undefined) return at;
    }
    throw new Error(`nothing is served: ${printed}`);
  }

  async function openDialog() {
    const station = await renderStation({ ui: <StationScreen section="slots" />, units: 0 });
    await station.user.click(await screen.findByRole('button', { name: 'Add a network port…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Add a network port' }));
    return { ...station, dialog, address: dialog.getByRole('textbox', { name: /^Address and port/ }) };
  }

  test('is pasted, tried, and becomes a slot with the unit that answers named', async () => {
    const at = await aServedUnit();
    const { client, user, dialog, address } = await openDialog();
    await user.click(dialog.getByRole('radio', { name: /^Raw TCP/ }));
    await user.click(address);
    await user.paste(at);
    // What was pasted says how it is spoken to.
    expect(dialog.getByRole('radio', { name: /^RFC 2217/ })).toHaveProperty('checked', true);
    await user.keyboard('{Enter}');
    expect(await dialog.findByText('A unit answers: ESP32-C3', {}, { timeout: 20_000 })).toBeDefined();
    expect(await client.slots.list()).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Make it slot 01' }));
    await waitFor(async () => expect(await client.slots.list()).toMatchObject([{ name: '01', match: at }]));
    expect(await screen.findByRole('button', { name: /^01/ })).toBeDefined();
  }, 60_000);

  test('that cannot be read or reached says so at its field, and none is saved', async () => {
    const { client, user, dialog, address } = await openDialog();
    await user.type(address, 'bench');
    await user.click(dialog.getByRole('button', { name: 'Try it' }));
    await waitFor(() => expect(address.getAttribute('aria-invalid')).toBe('true'));
    expect(dialog.getByText(/^Not an address: name or IP/)).toBeDefined();
    await user.clear(address);
    expect(address.getAttribute('aria-invalid')).not.toBe('true');
    await user.type(address, '127.0.0.1:1');
    await user.click(dialog.getByRole('button', { name: 'Try it' }));
    await waitFor(() => expect(address.getAttribute('aria-invalid')).toBe('true'));
    expect(dialog.getByText(new RegExp(`^${errorCatalogue['port/unreachable'].title}`))).toBeDefined();
    expect(await client.slots.list()).toEqual([]);
  });

  test('without a unit becomes a slot all the same; the same address does not become a second one', async () => {
    const at = await aMutePort();
    const { client, user, dialog, address } = await openDialog();
    await user.click(dialog.getByRole('radio', { name: /^Raw TCP/ }));
    await user.type(address, at);
    await user.click(dialog.getByRole('button', { name: 'Try it' }));
    expect(await dialog.findByText('The port answers, but no unit does', {}, { timeout: 20_000 })).toBeDefined();
    const name = dialog.getByRole('textbox', { name: /^Name/ });
    await user.clear(name);
    await user.type(name, 'far');
    await user.click(dialog.getByRole('button', { name: 'Make it slot far' }));
    await waitFor(async () => expect(await client.slots.list()).toMatchObject([{ name: 'far', match: `tcp://${at}` }]));

    await user.click(await screen.findByRole('button', { name: 'Add a network port…' }));
    const again = within(await screen.findByRole('dialog', { name: 'Add a network port' }));
    await user.type(again.getByRole('textbox', { name: /^Address and port/ }), `tcp://${at}`);
    await user.click(again.getByRole('button', { name: 'Try it' }));
    expect(await again.findByText('Slot far is at this address already.', {}, { timeout: 20_000 })).toBeDefined();
    expect(again.getByRole('button', { name: /^Make it slot/ })).toHaveProperty('disabled', true);
  }, 60_000);

  test('cannot be added to a virtual bench', async () => {
    await renderStation({ ui: <StationScreen section="slots" />, units: 1 });
    await screen.findByRole('button', { name: /^01/ });
    expect(screen.queryByRole('button', { name: 'Add a network port…' })).toBeNull();
  });
});
