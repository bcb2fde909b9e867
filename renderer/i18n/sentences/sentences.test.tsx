// A sentence of the engine as a window shows it: in its own words where it knows the code, else in the engine's English.
import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { type ErrorReport, SlipwayError } from '../../../electron/contract/errors.ts';
import type { Sentence } from '../../../electron/contract/sentence.ts';
import { say } from '../../../electron/contract/sentences.ts';
import { renderKit } from '../../test-support/render-kit.tsx';
import { useErrorText } from '../error-text.ts';
import { createFormat } from '../format.ts';
import { sentencesDe } from './de.ts';
import { useSaid } from './use-sentences.ts';
import { wordSentence } from './word-sentence.ts';
import { sentencesZh } from './zh.ts';

const inGerman = ({ code, values }: Sentence) =>
  wordSentence(sentencesDe, code, values, createFormat('de'))?.replaceAll('\u00a0', ' ');

describe('A sentence in German', () => {
  test('has its numbers as evidence needs them: exact, with their units', () => {
    const { image, limit } = { image: 'app.bin', limit: 0x200000 };
    expect(inGerman(say('image-past-flash', { image, sizeBytes: 1_468_006, endAddress: 0x201000, limit }))).toBe(
      'app.bin hat 1.468.006 B und würde bei 0x201000 enden; der Flash des Geräts endet bei 0x200000.',
    );
    expect(inGerman(say('boot-silent', { timeoutMs: 2500 }))).toBe(
      'Das Gerät hat nach dem Reset 2,5 s lang nichts ausgegeben.',
    );
  });

  test('has the sentence inside of it in German too', () => {
    const reason = say('reason-pool-twice', { otherLine: 3 });
    expect(inGerman(say('serial-pool-invalid', { file: 'pool.csv', line: 12, reason }))).toBe(
      'pool.csv:12: diese Seriennummer steht schon in Zeile 3.',
    );
  });

  test('says what a person or the system wrote as it is', () => {
    expect(inGerman(say('voided-by-person', { operator: 'Ada', reason: 'read out' }))).toBe(
      'Entschieden von Ada: read out',
    );
  });

  test('is none where a value did not come, or the code is not known', () => {
    expect(wordSentence(sentencesDe, 'slot-empty', {}, createFormat('de'))).toBeUndefined();
    expect(wordSentence(sentencesDe, 'slot-is-wet', { slot: '3' }, createFormat('de'))).toBeUndefined();
  });

  test('ends where it is inside of itself', () => {
    const inner = say('attention-begun', { act: 'fuses.user-data', cause: 'The unit was pulled.' });
    const words = inGerman(say('attention-begun', { act: 'identity.issue', cause: inner }));
    expect(words).toBe(
      `Der nicht umkehrbare Schritt „identity.issue“ wurde begonnen, und sein Ausgang ist nicht bekannt: ${inner.text}`,
    );
  });
});

test('Chinese needs no space between a time and what follows it', () => {
  const { code, values } = say('boot-not-asked', { timeoutMs: 10_000 });
  const text = wordSentence(sentencesZh, code, values, createFormat('zh-Hans'));
  expect(text?.replaceAll('\u00a0', ' ')).toBe('设备没有在 10 秒内答复其身份。');
});

function Shown({ report }: { readonly report: ErrorReport }) {
  const { action, evidence, evidenceLang } = useErrorText(report);
  return (
    <>
      <p lang={evidenceLang}>{evidence}</p>
      <p>{action}</p>
    </>
  );
}

describe('An error in the window', () => {
  const sentence = say('line-one-way', { port: '/dev/ttyUSB0' });
  const report = new SlipwayError('port/silent', sentence, { action: say('do-check-tx-wire') }).toReport();

  test('says exactly what happened, and what to do, in the language of the window', async () => {
    renderKit(<Shown report={report} />, 'de');
    expect((await screen.findByText(/wartet, hört uns aber nicht/)).getAttribute('lang')).toBeNull();
    expect(screen.getByText('Prüfen Sie die Leitung vom TX des Adapters zum RX des Geräts.')).toBeDefined();
  });

  test('has the engine’s own English in English', () => {
    renderKit(<Shown report={report} />, 'en');
    expect(screen.getByText(sentence.text)).toBeDefined();
  });

  test('without a code, as in older records, has the engine’s English, marked as such', () => {
    renderKit(<Shown report={new SlipwayError('port/silent', 'Nothing came.').toReport()} />, 'zh');
    expect(screen.getByText('Nothing came.').getAttribute('lang')).toBe('en');
  });
});

function Reason({ said }: { readonly said: Sentence | string }) {
  const { text, lang } = useSaid()(
    typeof said === 'string' ? said : said.text,
    typeof said === 'string' ? undefined : said,
  );
  return <p lang={lang}>{text}</p>;
}

test('A reason of the journal is said in Chinese, and in its English where it has no code', async () => {
  renderKit(<Reason said={say('interrupted')} />, 'zh');
  expect((await screen.findByText('工作站在运行途中停止。')).getAttribute('lang')).toBeNull();
  renderKit(<Reason said="The mains failed." />, 'zh');
  expect(screen.getByText('The mains failed.').getAttribute('lang')).toBe('en');
});
