// Owns: all that a page of the app can reach of Electron: `window.slipwayShell`, and the shell's messages with their ports.
// Runs sandboxed; imports Electron and the contract's types only.
import { contextBridge, ipcRenderer } from 'electron';
import type { ShellRequest, SlipwayShell } from '../contract/shell.ts';

const versionWord = process.argv.find((word) => word.startsWith('--slipway-version='));

const shell: SlipwayShell = {
  platform: process.platform,
  appVersion: versionWord?.split('=')[1] ?? '',
  electronVersion: process.versions.electron ?? '',
  request: (request: ShellRequest) => ipcRenderer.invoke('slipway:request', request),
};
contextBridge.exposeInMainWorld('slipwayShell', shell);

ipcRenderer.on('slipway:message', (event, message: unknown) => {
  window.postMessage(message, window.location.origin, event.ports);
});
