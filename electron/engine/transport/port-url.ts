// Owns: the text forms of a port: URLs, device nodes and ids. May import contract and util. Start reading at `parsePortUrl`.
import type { PortInfo } from '../../contract/device.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { say } from '../../contract/sentences.ts';
import { parseAddress } from './socket.ts';

/**
 * Reads `rfc2217://host:port`, `tcp://host:port`, `/dev/ttyUSB0`, `COM3`, `virtual:01`, and the ids of PortInfo.
 * Throws port/not-found on anything else; whether the port exists is not asked.
 */
export function parsePortUrl(text: string): PortInfo {
  const network = /^(tcp|rfc2217):(?:\/\/)?([^/]+)\/?$/.exec(text);
  const [, kind, path] = network ?? [];
  if ((kind === 'tcp' || kind === 'rfc2217') && path && parseAddress(path)) {
    return { id: `${kind}:${path}`, kind, path, topology: `${kind}://${path}` };
  }
  if (/^virtual:[\w.-]+$/.test(text)) return { id: text, kind: 'virtual', path: text };
  const node = text.replace(/^serial:/, '');
  if (/^\/dev\/[\w./:-]+$/.test(node) || /^(?:\\\\\.\\)?COM\d+$/i.test(node)) {
    return { id: `serial:${node}`, kind: 'serial', path: node };
  }
  throw new SlipwayError('port/not-found', say('port-not-named', { port: text }), {
    action: say('do-name-a-port'),
  });
}
