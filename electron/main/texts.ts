// Owns: the words that the operating system shows for the app: menu, dialogs, notifications; in en, de and zh.
// Everything inside the window has its own texts. Imports nothing. Start reading at `textsFor`.

export interface MainTexts {
  readonly file: string;
  readonly openBundle: string;
  readonly bundles: string;
  readonly print: string;
  readonly quit: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly view: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly actualSize: string;
  readonly fullScreen: string;
  readonly kiosk: string;
  readonly window: string;
  readonly minimize: string;
  readonly close: string;
  readonly help: string;
  readonly doctor: string;
  readonly about: string;
  /** Quitting while units are being worked on. */
  readonly quitTitle: (units: number) => string;
  readonly quitDetail: string;
  readonly quitStay: string;
  readonly quitStop: string;
  /** Closing the last window while units are being worked on. */
  readonly closeTitle: (units: number) => string;
  readonly closeDetail: string;
  readonly closeKeep: string;
  readonly closeGo: string;
  /** The page of the window ended several times in a row. */
  readonly pageEndsTitle: string;
  readonly pageEndsDetail: string;
  readonly pageReload: string;
  /** Started again on other records than those of the station that runs. */
  readonly otherRecordsTitle: string;
  readonly otherRecordsDetail: (asked: string, open: string) => string;
  readonly understood: string;
  readonly failed: (slot: string) => string;
  readonly failedDetail: Readonly<Record<'FAIL' | 'ERROR' | 'TIMEOUT' | 'ABORTED', string>>;
}

const en: MainTexts = {
  file: 'File',
  openBundle: 'Open bundle…',
  bundles: 'Slipway bundles',
  print: 'Print…',
  quit: 'Quit Slipway',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  actualSize: 'Actual size',
  fullScreen: 'Full screen',
  kiosk: 'Kiosk mode',
  window: 'Window',
  minimize: 'Minimize',
  close: 'Close window',
  help: 'Help',
  doctor: 'Check this station',
  about: 'About Slipway',
  quitTitle: (units) => (units === 1 ? 'One unit is being written.' : `${units} units are being written.`),
  quitDetail:
    'If Slipway quits, each run stops at its next safe point. Nothing is lost: the units can be resumed. Until then they are not finished.',
  quitStay: 'Go on writing',
  quitStop: 'Stop and quit',
  closeTitle: (units) => (units === 1 ? 'One unit is being written.' : `${units} units are being written.`),
  closeDetail:
    'The runs go on without the window, and Slipway ends when they are done. Start Slipway again to see them.',
  closeKeep: 'Keep the window',
  closeGo: 'Close the window',
  pageEndsTitle: 'The screens of Slipway ended several times.',
  pageEndsDetail:
    'Runs do not need them and go on. Load them again; if they end again, restart the computer and send the support file.',
  pageReload: 'Load again',
  otherRecordsTitle: 'Slipway is open on other records.',
  otherRecordsDetail: (asked, open) =>
    `Asked for: ${asked}\nOpen: ${open}\n\nThis window shows the records that are open. Quit Slipway first to open the others.`,
  understood: 'OK',
  failed: (slot) => `Slot ${slot} needs you`,
  failedDetail: {
    FAIL: 'The unit did not pass.',
    ERROR: 'The station stopped the run; the unit may be good.',
    TIMEOUT: 'The unit took too long.',
    ABORTED: 'The run was stopped.',
  },
};

const de: MainTexts = {
  file: 'Datei',
  openBundle: 'Bundle öffnen …',
  bundles: 'Slipway-Bundles',
  print: 'Drucken …',
  quit: 'Slipway beenden',
  edit: 'Bearbeiten',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  selectAll: 'Alles auswählen',
  view: 'Ansicht',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  actualSize: 'Originalgröße',
  fullScreen: 'Vollbild',
  kiosk: 'Kioskmodus',
  window: 'Fenster',
  minimize: 'Minimieren',
  close: 'Fenster schließen',
  help: 'Hilfe',
  doctor: 'Station prüfen',
  about: 'Über Slipway',
  quitTitle: (units) =>
    units === 1 ? 'Ein Gerät wird gerade beschrieben.' : `${units} Geräte werden gerade beschrieben.`,
  quitDetail:
    'Wenn Slipway beendet wird, stoppt jeder Lauf am nächsten sicheren Punkt. Es geht nichts verloren: Die Geräte lassen sich fortsetzen. Bis dahin sind sie nicht fertig.',
  quitStay: 'Weiter schreiben',
  quitStop: 'Stoppen und beenden',
  closeTitle: (units) =>
    units === 1 ? 'Ein Gerät wird gerade beschrieben.' : `${units} Geräte werden gerade beschrieben.`,
  closeDetail:
    'Die Läufe gehen ohne Fenster weiter, und Slipway endet, wenn sie fertig sind. Starten Sie Slipway erneut, um sie zu sehen.',
  closeKeep: 'Fenster behalten',
  closeGo: 'Fenster schließen',
  pageEndsTitle: 'Die Anzeige von Slipway ist mehrmals abgestürzt.',
  pageEndsDetail:
    'Läufe brauchen sie nicht und gehen weiter. Laden Sie die Anzeige neu; stürzt sie wieder ab, starten Sie den Computer neu und senden Sie die Supportdatei.',
  pageReload: 'Neu laden',
  otherRecordsTitle: 'Slipway arbeitet schon mit anderen Aufzeichnungen.',
  otherRecordsDetail: (asked, open) =>
    `Angefordert: ${asked}\nGeöffnet: ${open}\n\nDieses Fenster zeigt die geöffneten Aufzeichnungen. Beenden Sie Slipway zuerst, um die anderen zu öffnen.`,
  understood: 'OK',
  failed: (slot) => `Platz ${slot} braucht Sie`,
  failedDetail: {
    FAIL: 'Das Gerät hat nicht bestanden.',
    ERROR: 'Die Station hat den Lauf gestoppt; das Gerät kann in Ordnung sein.',
    TIMEOUT: 'Das Gerät hat zu lange gebraucht.',
    ABORTED: 'Der Lauf wurde gestoppt.',
  },
};

const zh: MainTexts = {
  file: '文件',
  openBundle: '打开配方包…',
  bundles: 'Slipway 配方包',
  print: '打印…',
  quit: '退出 Slipway',
  edit: '编辑',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图',
  zoomIn: '放大',
  zoomOut: '缩小',
  actualSize: '实际大小',
  fullScreen: '全屏',
  kiosk: '展台模式',
  window: '窗口',
  minimize: '最小化',
  close: '关闭窗口',
  help: '帮助',
  doctor: '检查此工作站',
  about: '关于 Slipway',
  quitTitle: (units) => `正在写入 ${units} 台设备。`,
  quitDetail:
    '如果现在退出，每次运行都会在下一个安全点停止。不会丢失任何数据：设备之后可以继续处理，但在此之前尚未完成。',
  quitStay: '继续写入',
  quitStop: '停止并退出',
  closeTitle: (units) => `正在写入 ${units} 台设备。`,
  closeDetail: '没有窗口，运行也会继续；全部完成后 Slipway 会自行结束。再次启动 Slipway 即可查看。',
  closeKeep: '保留窗口',
  closeGo: '关闭窗口',
  pageEndsTitle: 'Slipway 的界面多次崩溃。',
  pageEndsDetail: '运行不依赖界面，会继续进行。请重新加载；如果再次崩溃，请重启计算机并发送支持文件。',
  pageReload: '重新加载',
  otherRecordsTitle: 'Slipway 已在使用其他记录。',
  otherRecordsDetail: (asked, open) =>
    `请求的记录：${asked}\n已打开的记录：${open}\n\n此窗口显示已打开的记录。要打开其他记录，请先退出 Slipway。`,
  understood: '确定',
  failed: (slot) => `工位 ${slot} 需要处理`,
  failedDetail: {
    FAIL: '设备不合格。',
    ERROR: '工作站停止了此次运行；设备可能没有问题。',
    TIMEOUT: '设备耗时过长。',
    ABORTED: '运行已停止。',
  },
};

/** By the language of the operating system, `de-AT` as German; English for all others. */
export function textsFor(locale: string): MainTexts {
  const language = locale.toLowerCase().split(/[-_]/, 1)[0];
  return language === 'de' ? de : language === 'zh' ? zh : en;
}
