// Owns: one issuing CA: who it is, how long it may issue, its certificate to give away. Imports data, i18n and ui.
import { Button, Group, Text, Title } from '@mantine/core';
import type { KeysState } from '../../../../electron/contract/library.ts';
import { saveFile, useAct } from '../../../data/index.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { KeyValue, Mono, StateBadge } from '../../../ui/index.ts';
import classes from './AuthorityCard.module.css';
import { keyTexts } from './texts.ts';

/** Long enough to have another made and given to those who must know it. */
const soonMs = 90 * 24 * 60 * 60 * 1000;

export function AuthorityCard({ authority }: { readonly authority: KeysState['authorities'][number] }) {
  const t = useTexts(keyTexts);
  const format = useFormat();
  const { name, subject, notBeforeMs, notAfterMs, certificatePem } = authority;
  const save = useAct(() => saveFile({ name: `${name}.pem`, type: 'application/x-pem-file', text: certificatePem }), {
    success: (isSaved) => (isSaved ? t('certificateSaved') : undefined),
  });
  return (
    <article className={classes.card}>
      <header className={classes.head}>
        <Title order={3}>{name}</Title>
        <Validity notBeforeMs={notBeforeMs} notAfterMs={notAfterMs} />
      </header>
      <KeyValue
        rows={[
          { label: t('subject'), value: <Mono>{subject}</Mono> },
          {
            label: t('validity'),
            value: t('between', { from: format.date(notBeforeMs), until: format.date(notAfterMs) }),
          },
        ]}
      />
      <details>
        <summary className={classes.summary}>{t('certificate')}</summary>
        <Text component="pre" className={classes.pem} translate="no">
          {certificatePem}
        </Text>
      </details>
      <Group>
        <Button variant="default" onClick={() => save.mutate()}>
          {t('saveCertificate')}
        </Button>
      </Group>
    </article>
  );
}

function Validity({ notBeforeMs, notAfterMs }: { readonly notBeforeMs: number; readonly notAfterMs: number }) {
  const t = useTexts(keyTexts);
  const format = useFormat();
  const nowMs = Date.now();
  if (nowMs > notAfterMs)
    return <StateBadge state="fail">{t('expired', { date: format.date(notAfterMs) })}</StateBadge>;
  if (nowMs < notBeforeMs) return <StateBadge state="attention">{t('notYet')}</StateBadge>;
  if (notAfterMs - nowMs < soonMs) {
    return <StateBadge state="attention">{t('soon', { ago: format.ago(notAfterMs, nowMs) })}</StateBadge>;
  }
  return <StateBadge state="pass">{t('good')}</StateBadge>;
}
