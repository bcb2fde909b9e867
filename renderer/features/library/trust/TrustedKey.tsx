// Owns: one trusted key: whose, which, until when, and how to trust it no longer. Imports data, i18n, ui and siblings.
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { TrustState } from '../../../../electron/contract/library.ts';
import { useAct, useClient } from '../../../data/index.ts';
import { useFormat, useTexts } from '../../../i18n/index.ts';
import { Hash, HoldToConfirm, StateBadge } from '../../../ui/index.ts';
import { Fingerprint } from './Fingerprint.tsx';
import classes from './TrustPanel.module.css';
import { trustTexts } from './texts.ts';
import { validityAt } from './validity.ts';

export function TrustedKey({ trustedKey }: { readonly trustedKey: TrustState['keys'][number] }) {
  const t = useTexts(trustTexts);
  const client = useClient();
  const format = useFormat();
  const [isRemoving, setIsRemoving] = useState(false);
  const { keyId, name, notBeforeMs, notAfterMs } = trustedKey;
  const remove = useAct(() => client.trust.remove({ keyId }), { success: t('removed', { name }) });
  const validity = validityAt(trustedKey, Date.now());
  const period =
    notBeforeMs !== null && notAfterMs !== null
      ? t('validBetween', { from: format.date(notBeforeMs), until: format.date(notAfterMs) })
      : notAfterMs !== null
        ? t('validUntil', { date: format.date(notAfterMs) })
        : notBeforeMs !== null
          ? t('validFrom', { date: format.date(notBeforeMs) })
          : t('alwaysValid');
  return (
    <div className={classes.key}>
      <div className={classes.head}>
        <Text fw={600}>{name}</Text>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          aria-expanded={isRemoving}
          onClick={() => setIsRemoving(!isRemoving)}
        >
          {t('remove')}
        </Button>
      </div>
      <div className={classes.facts}>
        <Hash value={keyId} />
        {validity === 'valid' && <Text c="dimmed">{period}</Text>}
        {validity === 'expired' && notAfterMs !== null && (
          <StateBadge state="attention">{t('expired', { date: format.date(notAfterMs) })}</StateBadge>
        )}
        {validity === 'not-yet' && notBeforeMs !== null && (
          <StateBadge state="attention">{t('notYet', { date: format.date(notBeforeMs) })}</StateBadge>
        )}
      </div>
      <details>
        <summary className={classes.summary}>{t('showFingerprint')}</summary>
        <Fingerprint keyId={keyId} label={t('fingerprint')} />
      </details>
      {isRemoving && (
        <div className={classes.remove}>
          <Text>{t('removeExplained')}</Text>
          <HoldToConfirm label={t('removeHold')} onConfirm={() => remove.mutate()} />
        </div>
      )}
    </div>
  );
}
