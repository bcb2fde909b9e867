// Owns: trusting a key: the key, its fingerprint compared by people, whose it is. Imports data, i18n, ui and siblings.
import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toSlipwayError } from '../../../../electron/contract/errors.ts';
import { useAct, useClient } from '../../../data/index.ts';
import { useErrorTexts, useTexts } from '../../../i18n/index.ts';
import { FileDrop, Notice, OpenModal } from '../../../ui/index.ts';
import classes from './AddKey.module.css';
import { Fingerprint } from './Fingerprint.tsx';
import { trustTexts } from './texts.ts';
import { endOfDayMs, startOfDayMs } from './validity.ts';

/** As the contract bounds a key's text. */
const keyChars = { min: 32, max: 1024 } as const;

export function AddKey({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(trustTexts);
  const client = useClient();
  const textOf = useErrorTexts();
  const [publicKey, setPublicKey] = useState('');
  const [isTooLarge, setIsTooLarge] = useState(false);
  const [name, setName] = useState('');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  /** Of which fingerprint somebody said that it agrees: another key needs another comparison. */
  const [comparedId, setComparedId] = useState<string>();

  const [asked] = useDebouncedValue(publicKey.trim(), 200);
  const isAskable = asked.length >= keyChars.min && asked.length <= keyChars.max;
  const inspection = useQuery({
    queryKey: ['trust', 'inspect', asked],
    queryFn: ({ signal }) => client.trust.inspect({ publicKey: asked }, { signal }),
    enabled: isAskable,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const isCurrent = isAskable && asked === publicKey.trim() && !inspection.isPlaceholderData;
  const found = isCurrent ? inspection.data : undefined;
  const refusal = isCurrent && inspection.error ? textOf(toSlipwayError(inspection.error).toReport()) : undefined;

  const period = { notBeforeMs: startOfDayMs(from), notAfterMs: endOfDayMs(until) };
  const isPeriodEmpty =
    period.notBeforeMs !== null && period.notAfterMs !== null && period.notAfterMs < period.notBeforeMs;
  const isComplete = found !== undefined && comparedId === found.keyId && name.trim() !== '' && !isPeriodEmpty;

  const add = useAct(() => client.trust.add({ publicKey: asked, name: name.trim(), ...period }), {
    success: ({ name: added }) => t('added', { name: added }),
  });

  const takeFile = async (files: File[]) => {
    const file = files[0];
    if (file === undefined) return;
    setIsTooLarge(file.size > keyChars.max);
    if (file.size <= keyChars.max) setPublicKey(await file.text());
  };

  return (
    <OpenModal onClose={onClose} title={t('addTitle')} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete) add.mutate(undefined, { onSuccess: onClose });
        }}
      >
        <Stack gap="lg">
          <section>
            <Title order={3}>{t('step1')}</Title>
            <FileDrop onFiles={(files) => void takeFile(files)}>
              {(choose) => (
                <Stack gap="sm">
                  <Textarea
                    label={t('keyText')}
                    description={t('keyHint')}
                    value={publicKey}
                    onChange={(event) => {
                      setIsTooLarge(false);
                      setPublicKey(event.currentTarget.value);
                    }}
                    error={
                      isTooLarge
                        ? t('tooLargeFile')
                        : refusal && t('keyRefused', { title: refusal.title, evidence: refusal.evidence })
                    }
                    classNames={{ input: classes.key ?? '' }}
                    rows={4}
                    spellCheck={false}
                    autoComplete="off"
                    data-autofocus
                  />
                  <Button variant="default" className={classes.choose} onClick={choose}>
                    {t('chooseKey')}
                  </Button>
                </Stack>
              )}
            </FileDrop>
          </section>
          <section>
            <Title order={3}>{t('step2')}</Title>
            {found === undefined ? (
              <Text c="dimmed">{t('compareFirst')}</Text>
            ) : (
              <Stack gap="sm">
                <Text>{t('compare')}</Text>
                <Fingerprint keyId={found.keyId} label={t('fingerprint')} />
                {found.isTrusted && <Notice tone="info" title={t('already')} />}
                <Checkbox
                  label={t('isSame')}
                  checked={comparedId === found.keyId}
                  onChange={(event) => setComparedId(event.currentTarget.checked ? found.keyId : undefined)}
                />
              </Stack>
            )}
          </section>
          <section>
            <Title order={3}>{t('step3')}</Title>
            <Stack gap="sm">
              <TextInput
                label={t('name')}
                description={t('nameHint')}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                maxLength={120}
                required
              />
              <Group grow align="flex-start">
                <TextInput
                  type="date"
                  label={t('from')}
                  value={from}
                  onChange={(event) => setFrom(event.currentTarget.value)}
                />
                <TextInput
                  type="date"
                  label={t('until')}
                  value={until}
                  onChange={(event) => setUntil(event.currentTarget.value)}
                  error={isPeriodEmpty ? t('periodEmpty') : undefined}
                />
              </Group>
            </Stack>
          </section>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!isComplete} loading={add.isPending}>
              {t('confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </OpenModal>
  );
}
