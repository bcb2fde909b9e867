// Owns: what no page of ours may ever do, whatever runs in it: leave, open windows, reach the network, get permissions.
// Start reading at `lockDown`; docs/security.md says why each is there.
import { type App, type Session, session } from 'electron';
import { appOrigin } from './app-protocol.ts';

/** Copying a serial number, and writing an export to the file that the person chose in the system's own dialog. */
function isAllowed(permission: string, details: object): boolean {
  const isFile = !('isDirectory' in details) || details.isDirectory !== true;
  const isWritten = 'fileAccessType' in details && details.fileAccessType === 'writable';
  return permission === 'clipboard-sanitized-write' || (permission === 'fileSystem' && isFile && isWritten);
}

/** Call it once, before the first window. Holds for every web contents there will be, also those nobody asked for. */
export function lockDown(app: App, log: (line: string) => void): void {
  app.on('web-contents-created', (_created, contents) => {
    const refuse = (what: string) => (event: { preventDefault(): void }) => {
      event.preventDefault();
      log(`refused: ${what}`);
    };
    contents.on('will-navigate', refuse('navigation'));
    contents.on('will-frame-navigate', refuse('navigation of a frame'));
    contents.on('will-redirect', refuse('redirect'));
    contents.on('will-attach-webview', refuse('webview'));
    contents.setWindowOpenHandler(() => {
      log('refused: new window');
      return { action: 'deny' };
    });
    // The page's policy cannot forbid WebRTC; without UDP and without a proxy it reaches nobody.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.session.setPermissionRequestHandler((asking, permission, answer, details) =>
      answer(isAllowed(permission, details) && originOf(asking.getURL()) === appOrigin),
    );
  });
  lockDownSession(session.defaultSession);
}

function lockDownSession(ours: Session): void {
  ours.setPermissionCheckHandler(
    (_contents, permission, origin, details) => isAllowed(permission, details) && originOf(origin) === appOrigin,
  );
  ours.setDevicePermissionHandler(() => false);
  // The page's policy forbids it as well; this holds where a defect of the page or of Chromium gets around that.
  ours.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isOurs(request.url) }));
  ours.on('will-download', (event, item) => {
    // Exports are made in the page; nothing is fetched from elsewhere.
    if (originOf(item.getURL().replace(/^blob:/, '')) !== appOrigin) event.preventDefault();
  });
  ours.setSpellCheckerEnabled(false);
}

/** Files of the window, what it made itself, and Chromium's own tools, which a release does not open. */
const isOurs = (url: string): boolean =>
  originOf(url.replace(/^blob:/, '')) === appOrigin || url.startsWith('devtools:') || url.startsWith('data:image/');

/** `app://slipway`, which URL.origin calls "null" outside of Chromium. */
export function originOf(url: string): string {
  if (!URL.canParse(url)) return '';
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
