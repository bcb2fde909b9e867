// Owns: what to do about an error where the window itself can do it: the catalogue speaks of the command line there.
// Imports contract/errors. Read by error-text.ts.
import type { ErrorCode } from '../../../electron/contract/errors.ts';
import type { Language } from '../define-texts.ts';

const inDoctor = {
  en: 'Unplug and plug again; Station, Doctor says what is wrong.',
  de: 'Ziehen Sie das Gerät ab und stecken Sie es wieder ein; „Station“, „Diagnose“ sagt, was nicht stimmt.',
  zh: '请拔出后重新插入；“工作站”的“诊断”会指出问题。',
};

export const windowActions: Readonly<Partial<Record<ErrorCode, Readonly<Record<Language, string>>>>> = {
  'recipe/syntax': {
    en: 'Correct the line; it is checked as you type.',
    de: 'Berichtigen Sie die Zeile; geprüft wird beim Tippen.',
    zh: '请改正该行；输入时会自动检查。',
  },
  'recipe/unknown-key': {
    en: 'Correct the spelling or remove the key; Ctrl+Space lists the keys.',
    de: 'Berichtigen Sie die Schreibweise oder entfernen Sie ihn; Strg+Leertaste zeigt alle Schlüssel.',
    zh: '请改正拼写或删除该键；按 Ctrl+空格可列出所有键。',
  },
  'recipe/missing-key': {
    en: 'Add the key; Ctrl+Space lists and describes the keys.',
    de: 'Ergänzen Sie den Schlüssel; Strg+Leertaste zeigt und beschreibt alle.',
    zh: '请补上该键；按 Ctrl+空格可列出各键及说明。',
  },
  'bundle/not-a-bundle': {
    en: 'Choose the *.slipway file as its author made it.',
    de: 'Wählen Sie die *.slipway-Datei so, wie ihr Verfasser sie erstellt hat.',
    zh: '请选择由作者生成的原始 *.slipway 文件。',
  },
  'bundle/unsigned': {
    en: 'Ask its owner for the signed one.',
    de: 'Bitten Sie den Besitzer um das signierte Bundle.',
    zh: '请向所有者索取已签名的配方包。',
  },
  'bundle/untrusted-signer': {
    en: 'Ask who sent it. Trust their key only if you know them.',
    de: 'Fragen Sie, wer es geschickt hat. Vertrauen Sie dem Schlüssel nur, wenn Sie den Absender kennen.',
    zh: '请询问发送者；只有在确认对方身份后才信任其密钥。',
  },
  'port/not-found': {
    en: 'Plug the unit in; Station, Slots shows what is there.',
    de: 'Stecken Sie das Gerät ein; „Station“, „Plätze“ zeigt, was da ist.',
    zh: '请插入设备；“工作站”的“工位”会显示现有端口。',
  },
  'port/forbidden': {
    en: 'Add the user to the group named and sign in again; Station, Doctor has the command.',
    de: 'Nehmen Sie den Benutzer in die genannte Gruppe auf und melden Sie sich neu an; „Station“, „Diagnose“ nennt den Befehl.',
    zh: '请将用户加入所示的组并重新登录；“工作站”的“诊断”中有相应命令。',
  },
  'port/open-failed': inDoctor,
  'secret/ca-missing': {
    en: 'Call the technician: a CA is missing.',
    de: 'Techniker rufen: Es fehlt eine CA.',
    zh: '请叫技术员：缺少 CA。',
  },
  'job/not-found': {
    en: 'Look for it in the records.',
    de: 'Suchen Sie in den Nachweisen danach.',
    zh: '请在记录中查找。',
  },
};
