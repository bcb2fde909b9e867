// The Debian package as electron-builder puts it together from electron-builder.yml, and what its scripts do.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { linkTree } from '../../scripts/electron/link-tree.ts';
import { projectRoot } from '../support/processes.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { packagedApp } from './support/app.ts';

const hasDpkg = spawnSync('dpkg-deb', ['--version']).status === 0;

skipUnless(hasDpkg, 'dpkg-deb is not there: this is no Debian').run('the Debian package', () => {
  let unpacked = '';
  let control = '';
  beforeAll(async () => {
    const temp = createTempDir('slipway-deb-test-');
    unpacked = path.join(temp.path, 'files');
    control = path.join(temp.path, 'control');
    const deb = await buildDeb(temp.path);
    execFileSync('dpkg-deb', ['--extract', deb, unpacked]);
    execFileSync('dpkg-deb', ['--control', deb, control]);
    return () => temp[Symbol.dispose]();
  }, 180_000);

  const read = (file: string) => readFileSync(path.join(unpacked, file), 'utf8');

  test('has the app, its rules for serial ports, its icons and its place in menus', () => {
    expect(existsSync(path.join(unpacked, 'opt/Slipway/slipway'))).toBe(true);
    expect(read('usr/lib/udev/rules.d/70-slipway.rules')).toBe(
      readFileSync(path.join(projectRoot, 'resources/udev/70-slipway.rules'), 'utf8'),
    );
    const desktop = read('usr/share/applications/slipway.desktop');
    expect(desktop).toMatch(/^Exec=\/opt\/Slipway\/slipway %U$/m);
    expect(desktop).toMatch(/^MimeType=application\/vnd\.slipway\.bundle;x-scheme-handler\/slipway;$/m);
    expect(read('usr/share/mime/packages/slipway.xml')).toContain('<glob pattern="*.slipway"/>');
    const sizes = readdirSync(path.join(unpacked, 'usr/share/icons/hicolor'));
    expect(sizes).toEqual(expect.arrayContaining(['16x16', '48x48', '256x256', '512x512']));
  });

  test('names the libraries that the app needs', () => {
    const fields = readFileSync(path.join(control, 'control'), 'utf8');
    expect(fields).toMatch(/^Package: slipway$/m);
    expect(fields).toMatch(/^Depends: .*libgtk-3-0.*libsecret-1-0/m);
  });

  describe('its scripts', () => {
    /** Runs one with a `bin` of its own, which notes what it was asked for; nothing of this machine is changed. */
    function run(script: string, ...words: string[]): string {
      using temp = createTempDir('slipway-deb-scripts-');
      const bin = path.join(temp.path, 'bin');
      const notes = path.join(temp.path, 'notes');
      mkdirSync(bin);
      writeFileSync(notes, '');
      const asked = ['update-alternatives', 'chmod', 'unshare', 'udevadm', 'update-mime-database'];
      for (const name of [
        ...asked,
        'apparmor_status',
        'apparmor_parser',
        'update-desktop-database',
        'cp',
        'rm',
        'ln',
      ]) {
        const isThere = name !== 'apparmor_status';
        writeFileSync(path.join(bin, name), `#!/bin/bash\necho "${name} $*" >> '${notes}'\nexit ${isThere ? 0 : 1}\n`, {
          mode: 0o755,
        });
      }
      const { status, stderr } = spawnSync('/bin/bash', [path.join(control, script), ...words], {
        env: { PATH: bin },
        encoding: 'utf8',
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      return readFileSync(notes, 'utf8');
    }

    test('put the command where people look for it', () => {
      const notes = run('postinst', 'configure');
      expect(notes).toContain('update-alternatives --install /usr/bin/slipway slipway /opt/Slipway/slipway 100');
      expect(notes).toContain('chrome-sandbox');
    });

    test('take it away again, and nothing of what stations recorded', () => {
      const notes = run('postrm', 'remove');
      expect(notes).toContain('update-alternatives --remove slipway /opt/Slipway/slipway');
      expect(notes).not.toMatch(/^rm /m);
    });

    test.each(['upgrade', '1'])('leave it where another version has it now (%s)', (word) => {
      expect(run('postrm', word)).toBe('');
    });
  });
});

async function buildDeb(folder: string): Promise<string> {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  const program = path.join(import.meta.dirname, 'support', 'dpkg-as-fpm.ts');
  writeFileSync(path.join(bin, 'fpm'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, { mode: 0o755 });
  // electron-builder writes into what it packs.
  const app = path.join(folder, 'app');
  await linkTree(packagedApp, app);
  const builder = path.join(projectRoot, 'node_modules', 'electron-builder', 'cli.js');
  const out = path.join(folder, 'out');
  execFileSync(
    process.execPath,
    [builder, '--linux', 'deb', '--prepackaged', app, '--publish', 'never', `-c.directories.output=${out}`],
    {
      cwd: projectRoot,
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, USE_SYSTEM_FPM: 'true' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const [deb = ''] = readdirSync(out).filter((name) => name.endsWith('.deb'));
  return path.join(out, deb);
}
