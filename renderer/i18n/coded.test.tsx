// What a window says of an engine's codes: its own words where it knows them, the engine's English where it does not.
import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { DoctorCheck } from '../../electron/contract/doctor.ts';
import { renderKit } from '../test-support/render-kit.tsx';
import { EvidenceView } from '../ui/run/EvidenceView.tsx';
import { type Coded, useCodedTexts } from './coded.ts';
import { doctorWordTexts } from './doctor/texts.ts';
import { useDoctorWords } from './doctor/use-doctor-words.ts';

const disk: DoctorCheck = {
  id: 'disk',
  title: 'Disk',
  state: 'warning',
  finding: '200 MiB free at /var/lib/slipway.',
  mend: 'Free some space, or move the station with --data-dir.',
  found: { code: 'disk-free', freeBytes: 200 * 1024 ** 2, path: '/var/lib/slipway' },
  remedy: { code: 'free-space' },
};

function Words({ check }: { readonly check: DoctorCheck }) {
  const { title, why, finding, remedy, command } = useDoctorWords()(check);
  const said = (each: { text: string; lang: string | undefined } | undefined) =>
    each === undefined ? 'nothing' : `${each.text} [${each.lang ?? 'own'}]`;
  return (
    <ul>
      <li>{said(title)}</li>
      <li>{why ?? 'nothing'}</li>
      <li>{said(finding)}</li>
      <li>{said(remedy)}</li>
      <li>{command ?? 'nothing'}</li>
    </ul>
  );
}
const wordsOf = (check: DoctorCheck, language: 'en' | 'de' | 'zh') => {
  renderKit(<Words check={check} />, language);
  return screen.getAllByRole('listitem').map(({ textContent }) => textContent);
};

describe('A check of the doctor', () => {
  test('is said in German with sizes as Germans write them', () => {
    expect(wordsOf(disk, 'de')).toEqual([
      'Datenträger [own]',
      'Das Journal muss während einer Schicht wachsen können.',
      '200\u00a0MiB frei unter /var/lib/slipway [own]',
      'Schaffen Sie Platz, oder verlegen Sie die Station mit --data-dir. [own]',
      'nothing',
    ]);
  });

  test('keeps a command as it is typed, and says in Chinese what is to be done beside it', () => {
    const command = 'sudo usermod -aG dialout "$USER"';
    const words = wordsOf(
      {
        ...disk,
        id: 'port-access',
        mend: `${command}, then sign in again`,
        found: { code: 'port-access-forbidden', path: '/dev/ttyUSB0' },
        remedy: { code: 'join-group', command },
      },
      'zh',
    );
    expect(words.slice(2)).toEqual([
      '当前用户无权打开 /dev/ttyUSB0。 [own]',
      '请运行以下命令，然后重新登录计算机： [own]',
      command,
    ]);
  });

  test('a command that says it all needs no words', () => {
    const command = 'sudo timedatectl set-ntp true';
    expect(wordsOf({ ...disk, mend: command, remedy: { code: 'run-command', command } }, 'de').slice(3)).toEqual([
      'nothing',
      command,
    ]);
  });

  test('of a newer engine is said in its English, marked as such', () => {
    // As it comes over the wire: nothing of this is known here.
    const newer: DoctorCheck = JSON.parse(
      JSON.stringify({
        ...disk,
        id: 'humidity',
        title: 'Humidity',
        finding: 'The bench is wet.',
        mend: 'Dry it.',
        found: { code: 'bench-wet', percent: 90 },
        remedy: { code: 'dry-it' },
      }),
    );
    expect(wordsOf(newer, 'de')).toEqual([
      'Humidity [en]',
      'nothing',
      'The bench is wet. [en]',
      'Dry it. [en]',
      'nothing',
    ]);
  });
});

function Said({ coded }: { readonly coded: Coded }) {
  return <p>{useCodedTexts(doctorWordTexts)('finding', coded) ?? 'nothing'}</p>;
}

test('a text whose value did not come is no text', () => {
  renderKit(<Said coded={{ code: 'disk-free', path: '/data' }} />, 'de');
  expect(screen.getByText('nothing')).toBeDefined();
});

test('evidence has its names in the language, and an unknown name is split into words', () => {
  renderKit(<EvidenceView evidence={{ writtenBytes: 512, method: 'md5-on-unit', coilTemperature: 40 }} />, 'de');
  expect(screen.getByText('geschrieben')).toBeDefined();
  expect(screen.getByText('MD5, vom Gerät berechnet')).toBeDefined();
  expect(screen.getByText('coil temperature').getAttribute('title')).toBe('coilTemperature');
});
