// Owns: opening a serial port in a process of its own, for tests that need another user or another holder.
// Run as: node open-port.ts <path> [hold]. Prints the error's report, or `{"code":"opened"}`; with `hold` it stays.
import { SlipwayError } from '../../electron/contract/errors.ts';
import { createSerialOpener } from '../../electron/engine/transport/serial.ts';
import { systemClock } from '../../electron/engine/util/clock.ts';

const [path = '', mode] = process.argv.slice(2);
const opener = createSerialOpener({ clock: systemClock, locate: async (port) => port });
try {
  const transport = await opener.open({ id: `serial:${path}`, kind: 'serial', path }, { baudRate: 115200 });
  console.log(JSON.stringify({ code: 'opened' }));
  if (mode === 'hold') process.stdin.resume().on('end', () => void transport.close());
  else await transport.close();
} catch (thrown) {
  console.log(JSON.stringify(thrown instanceof SlipwayError ? thrown.toReport() : { code: String(thrown) }));
}
