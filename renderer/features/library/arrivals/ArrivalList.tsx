// Owns: files on their way into the library, accepted and refused. Imports i18n, ui and siblings.
import { Button, Group, Progress, Text } from '@mantine/core';
import { useErrorTexts, useFormat, useTexts } from '../../../i18n/index.ts';
import { Notice } from '../../../ui/index.ts';
import { libraryTexts } from '../texts.ts';
import classes from './ArrivalList.module.css';
import type { Arrival } from './arrivals.ts';

export interface ArrivalListProps {
  readonly arrivals: readonly Arrival[];
  /** What people call a key; its id where nobody does. */
  readonly nameOfKey: (keyId: string) => string;
  readonly onDismiss: (id: string) => void;
  readonly onUse: (reference: string) => void;
  /** The signer may be somebody to trust. */
  readonly onTrust: () => void;
}

export function ArrivalList({ arrivals, nameOfKey, onDismiss, onUse, onTrust }: ArrivalListProps) {
  if (arrivals.length === 0) return null;
  return (
    <ul className={classes.list}>
      {arrivals.map((arrival) => (
        <li key={arrival.id}>
          <ArrivalNotice
            arrival={arrival}
            nameOfKey={nameOfKey}
            onDismiss={() => onDismiss(arrival.id)}
            onUse={onUse}
            onTrust={onTrust}
          />
        </li>
      ))}
    </ul>
  );
}

interface ArrivalNoticeProps {
  readonly arrival: Arrival;
  readonly nameOfKey: (keyId: string) => string;
  readonly onDismiss: () => void;
  readonly onUse: (reference: string) => void;
  readonly onTrust: () => void;
}

function ArrivalNotice({ arrival, nameOfKey, onDismiss, onUse, onTrust }: ArrivalNoticeProps) {
  const t = useTexts(libraryTexts);
  const textOf = useErrorTexts();
  const { fileName, phase } = arrival;
  switch (phase.kind) {
    case 'sending':
    case 'verifying':
      return <UnderWay arrival={arrival} onGiveUp={onDismiss} />;
    case 'accepted':
      return (
        <Notice
          tone="good"
          title={t('accepted', { title: `${phase.title} (${phase.reference.replace('@', ' ')})` })}
          action={
            <Group gap="sm">
              <Button onClick={() => onUse(phase.reference)}>{t('useOnLine')}</Button>
              <Button variant="subtle" onClick={onDismiss}>
                {t('dismiss')}
              </Button>
            </Group>
          }
        >
          {t('acceptedBy', { signers: phase.signers.map(nameOfKey).join(t('listComma')) })}
        </Notice>
      );
    case 'refused': {
      const { title, meaning, action, evidence, evidenceLang, detail } = textOf(phase.error);
      return (
        <Notice
          tone="bad"
          title={t('refused', { file: fileName, reason: title })}
          action={
            <Group gap="sm">
              {phase.error.code === 'bundle/untrusted-signer' && (
                <Button variant="default" onClick={onTrust}>
                  {t('trustKey')}
                </Button>
              )}
              <Button variant="default" onClick={onDismiss}>
                {t('dismiss')}
              </Button>
            </Group>
          }
        >
          <Text>{meaning}</Text>
          <Text>{t('refusedNothing')}</Text>
          {detail !== undefined && <Text>{detail}</Text>}
          <Text fw={600}>{t('whatToDo', { action })}</Text>
          <details className={classes.evidence}>
            <summary>{t('exactly')}</summary>
            <p className={classes.message} lang={evidenceLang}>
              {evidence}
            </p>
          </details>
        </Notice>
      );
    }
  }
}

function UnderWay({ arrival, onGiveUp }: { readonly arrival: Arrival; readonly onGiveUp: () => void }) {
  const t = useTexts(libraryTexts);
  const format = useFormat();
  const { fileName, sizeBytes, phase } = arrival;
  const sentBytes = phase.kind === 'sending' ? phase.sentBytes : sizeBytes;
  const isVerifying = phase.kind === 'verifying';
  const status =
    isVerifying || sizeBytes === null
      ? t('verifying')
      : sentBytes === 0
        ? t('waitingTurn')
        : t('sending', { sent: format.bytes(sentBytes ?? 0), total: format.bytes(sizeBytes) });
  return (
    <div className={classes.underWay}>
      <div className={classes.what}>
        <Text fw={600} truncate>
          {fileName}
        </Text>
        <Text size="sm" c="dimmed">
          {status}
        </Text>
        <Progress
          aria-label={fileName}
          value={isVerifying || !sizeBytes ? 100 : ((sentBytes ?? 0) / sizeBytes) * 100}
          animated={isVerifying}
          striped={isVerifying}
        />
      </div>
      <Button variant="subtle" onClick={onGiveUp}>
        {t('giveUp')}
      </Button>
    </div>
  );
}
