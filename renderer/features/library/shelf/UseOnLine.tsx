// Owns: setting the line up with a recipe of the library. Imports data, i18n, ui and siblings.
import { Button, Group, NumberInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { LineSetup, RecipeSource } from '../../../../electron/contract/line.ts';
import { useAct, useClient, useLine, usePreferences } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Notice, OpenModal } from '../../../ui/index.ts';
import { setupTexts } from './texts.ts';

export interface UseOnLineProps {
  readonly source: RecipeSource;
  /** What people call it: `acme-sensor 1.2.0`. */
  readonly name: string;
  readonly onClose: () => void;
}

export function UseOnLine({ source, name, onClose }: UseOnLineProps) {
  const t = useTexts(setupTexts);
  const client = useClient();
  const line = useLine().data;
  const navigate = useNavigate();
  const [preferences, changePreferences] = usePreferences();
  const before = line?.setup ?? null;
  const [operator, setOperator] = useState(before?.operator ?? preferences.operator);
  const [order, setOrder] = useState('');
  const [quantity, setQuantity] = useState<number | string>('');
  const [autoStart, setAutoStart] = useState(before?.autoStart ?? true);
  const setUp = useAct((setup: LineSetup) => client.line.setup(setup), { success: t('done', { name }) });

  const hasOrder = order.trim() !== '';
  const isComplete = operator.trim() !== '' && (!hasOrder || (typeof quantity === 'number' && quantity >= 1));
  const submit = async () => {
    if (!isComplete) return;
    const setup: LineSetup = {
      source,
      operator: operator.trim(),
      order: hasOrder && typeof quantity === 'number' ? { name: order.trim(), quantity } : null,
      autoStart,
    };
    changePreferences({ operator: setup.operator });
    setUp.mutate(setup, {
      onSuccess: () => {
        onClose();
        void navigate({ to: '/line' });
      },
    });
  };

  return (
    <OpenModal onClose={onClose} title={t('title', { name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          {'draft' in source && <Notice tone="warning" title={t('unsigned')} />}
          {line?.recipe && (
            <Notice tone="info" title={t('replaces', { name: `${line.recipe.product} ${line.recipe.version}` })} />
          )}
          <TextInput
            label={t('operator')}
            description={t('operatorHint')}
            value={operator}
            onChange={(event) => setOperator(event.currentTarget.value)}
            maxLength={120}
            required
            data-autofocus
          />
          <Group align="flex-end" grow preventGrowOverflow={false} wrap="nowrap">
            <TextInput
              label={t('order')}
              value={order}
              onChange={(event) => setOrder(event.currentTarget.value)}
              maxLength={64}
            />
            <NumberInput
              label={t('quantity')}
              value={quantity}
              onChange={setQuantity}
              min={1}
              max={10_000_000}
              allowDecimal={false}
              disabled={!hasOrder}
              required={hasOrder}
            />
          </Group>
          <Text c="dimmed">{t('orderHint')}</Text>
          <Switch
            label={t('autoStart')}
            checked={autoStart}
            onChange={(event) => setAutoStart(event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={setUp.isPending} disabled={!isComplete}>
              {t('confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </OpenModal>
  );
}
