import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { whyNoPtyPair } from '../../../test/support/pty.ts';
import { useTempDir } from '../../../test/support/temp-dir.ts';
import { concatBytes } from '../util/bytes.ts';
import { systemClock } from '../util/clock.ts';
import { openPtyBridge } from './pty-bridge.ts';
import { createSerialOpener } from './serial.ts';
import { createVirtualLine } from './virtual.ts';

const why = whyNoPtyPair();

function echoLine() {
  let send: (bytes: Uint8Array) => void = () => undefined;
  let receivedBytes = 0;
  const line = createVirtualLine(
    {
      baudRate: 115200,
      connect: (far) => {
        send = far.send;
      },
      receive: (bytes) => {
        receivedBytes += bytes.length;
        send(bytes);
      },
      setLines: () => undefined,
      setPower: () => undefined,
    },
    { rate: 'unlimited', latencyMs: 0, bufferBytes: 4096 },
    systemClock,
  );
  line.plug();
  return { line, say: (bytes: Uint8Array) => send(bytes), received: () => receivedBytes };
}

describe.skipIf(why !== undefined)(
  why ? `a pty in front of a line (skipped: ${why})` : 'a pty in front of a line',
  () => {
    test('a serial program reaches the device, every byte value unchanged', async () => {
      const bridge = await openPtyBridge(echoLine().line.host);
      if (bridge.kind !== 'open') throw new Error(bridge.why);
      await using _open = bridge;
      const opener = createSerialOpener({ clock: systemClock, locate: async (port) => port });
      await using transport = await opener.open(
        { id: 'serial:pty', kind: 'serial', path: bridge.path },
        { baudRate: 115200 },
      );
      const sent = Uint8Array.from({ length: 100_000 }, (_, index) => index & 0xff);
      const chunks: Uint8Array[] = [];
      const received = (async () => {
        for (let length = 0; length < sent.length; ) {
          const chunk = await transport.read(2000);
          if (!chunk) break;
          chunks.push(chunk);
          length += chunk.length;
        }
      })();
      await transport.write(sent);
      await received;
      expect(Buffer.compare(concatBytes(chunks), sent)).toBe(0);
    });

    test('what the device says before anyone opens the port is not echoed back to it', async () => {
      const { line, say, received } = echoLine();
      const bridge = await openPtyBridge(line.host);
      if (bridge.kind !== 'open') throw new Error(bridge.why);
      await using _open = bridge;
      const settings = execFileSync('stty', ['-a', '-F', bridge.path], { encoding: 'utf8' });
      for (const setting of ['-echo', '-icanon', '-opost', '-icrnl', '-isig'])
        expect(settings.split(/\s+/)).toContain(setting);
      say(new TextEncoder().encode('boot\r\n'));
      // A byte that does go the whole way round proves that an echo would have come before it.
      execFileSync('sh', ['-c', `printf x > ${bridge.path}`]);
      await expect.poll(received).toBe(1);
    });

    test('what a device says after its terminal was ended goes into no other file', async () => {
      const { line, say } = echoLine();
      const bridge = await openPtyBridge(line.host);
      if (bridge.kind !== 'open') throw new Error(bridge.why);
      await using _open = bridge;
      const terminal = bridge.path.replace('/dev/', '');
      const keeper = execFileSync('ps', ['-o', 'pid=', '-t', terminal], { encoding: 'utf8' }).trim();
      process.kill(Number(keeper), 'SIGKILL');
      await expect.poll(() => existsSync(bridge.path)).toBe(false);
      // One of these gets the number that the terminal had.
      const dir = useTempDir();
      const files = Array.from({ length: 16 }, (_, index) => path.join(dir, String(index)));
      const open = files.map((file) => openSync(file, 'w'));
      onTestFinished(() => {
        for (const fd of open) closeSync(fd);
      });
      say(new TextEncoder().encode('bytes of a device'));
      await setTimeout(50);
      expect(files.map((file) => readFileSync(file, 'utf8')).join('')).toBe('');
    });

    test('a device that nobody listens to neither blocks nor grows, and closing leaves nothing behind', async () => {
      const { line, say } = echoLine();
      const bridge = await openPtyBridge(line.host);
      if (bridge.kind !== 'open') throw new Error(bridge.why);
      await using _open = bridge;
      for (let turn = 0; turn < 64; turn++) say(new Uint8Array(64 * 1024));
      await new Promise((resolve) => setImmediate(resolve));
      await bridge.close();
      expect(existsSync(bridge.path)).toBe(false);
      await expect.poll(() => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap')).toEqual([]);
    });
  },
);
