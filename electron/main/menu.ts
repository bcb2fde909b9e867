// Owns: the application menu. On the line it is out of sight (Alt shows it); on macOS there has to be one.
// Start reading at `createMenu`.
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MainTexts } from './texts.ts';

export interface MenuActs {
  openBundle(): void;
  print(): void;
  toggleKiosk(): void;
  /** Not while the window is a kiosk, which nothing but the page's question ends. */
  toggleFullScreen(): void;
  go(route: string): void;
  close(): void;
  quit(): void;
}

export function createMenu(texts: MainTexts, acts: MenuActs, platform: NodeJS.Platform): Menu {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const quit: MenuItemConstructorOptions = { label: texts.quit, accelerator: 'CmdOrCtrl+Q', click: () => acts.quit() };
  const about: MenuItemConstructorOptions = { label: texts.about, click: () => acts.go('/station/about') };
  const isMac = platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac
      ? [{ label: 'Slipway', submenu: [about, separator, { role: 'services' as const }, separator, quit] }]
      : []),
    {
      label: texts.file,
      submenu: [
        { label: texts.openBundle, accelerator: 'CmdOrCtrl+O', click: () => acts.openBundle() },
        { label: texts.print, accelerator: 'CmdOrCtrl+P', click: () => acts.print() },
        separator,
        { label: texts.close, accelerator: 'CmdOrCtrl+W', click: () => acts.close() },
        ...(isMac ? [] : [quit]),
      ],
    },
    {
      label: texts.edit,
      submenu: [
        { label: texts.undo, role: 'undo' },
        { label: texts.redo, role: 'redo' },
        separator,
        { label: texts.cut, role: 'cut' },
        { label: texts.copy, role: 'copy' },
        { label: texts.paste, role: 'paste' },
        { label: texts.selectAll, role: 'selectAll' },
      ],
    },
    {
      label: texts.view,
      submenu: [
        { label: texts.actualSize, role: 'resetZoom' },
        { label: texts.zoomIn, role: 'zoomIn' },
        { label: texts.zoomOut, role: 'zoomOut' },
        separator,
        {
          label: texts.fullScreen,
          accelerator: isMac ? 'Ctrl+Command+F' : 'F11',
          click: () => acts.toggleFullScreen(),
        },
        { label: texts.kiosk, accelerator: 'CmdOrCtrl+Shift+F11', click: () => acts.toggleKiosk() },
      ],
    },
    {
      label: texts.window,
      submenu: [{ label: texts.minimize, role: 'minimize' }],
    },
    {
      label: texts.help,
      role: 'help',
      submenu: [{ label: texts.doctor, click: () => acts.go('/station/doctor') }, ...(isMac ? [] : [about])],
    },
  ];
  return Menu.buildFromTemplate(template);
}
