// Owns: the form of the set-up. Imports data, ui, the library's words for what a recipe does.
import { Button, NumberInput, Switch, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { LibraryBig } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { LineSetup, LineState } from '../../../../electron/contract/line.ts';
import { useAct, useClient, usePreferences } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { EmptyState } from '../../../ui/index.ts';
import { keyOf } from '../keys.ts';
import { operatorName } from '../model/scan-code.ts';
import ways from '../way-out.module.css';
import { RecipeFacts } from './RecipeFacts.tsx';
import { RecipeList } from './RecipeList.tsx';
import { isUnusable, type RecipeChoice } from './recipe-choices.ts';
import classes from './Setup.module.css';
import { setupTexts } from './texts.ts';

export interface SetupFormProps {
  readonly line: LineState;
  readonly choices: readonly RecipeChoice[];
  readonly onDone: () => void;
}

export function SetupForm({ line, choices, onDone }: SetupFormProps): ReactNode {
  const t = useTexts(setupTexts);
  const client = useClient();
  const [preferences, changePreferences] = usePreferences();
  const [chosenId, setChosenId] = useState(() => firstChoice(line.setup, choices));
  const [operator, setOperator] = useState(line.setup?.operator ?? preferences.operator);
  const [hasOrder, setHasOrder] = useState(line.setup?.order !== null && line.setup !== null);
  const [orderName, setOrderName] = useState(line.setup?.order?.name ?? '');
  const [quantity, setQuantity] = useState<number | string>(line.setup?.order?.quantity ?? 100);
  const [autoStart, setAutoStart] = useState(line.setup?.autoStart ?? true);
  const [wasTried, setTried] = useState(false);
  const chosen = choices.find(({ id }) => id === chosenId);

  const apply = useAct(
    async (setup: LineSetup) => {
      const made = await client.line.setup(setup);
      changePreferences({ operator: setup.operator });
      return made;
    },
    { success: (made) => t('applied', { title: made.recipe?.title ?? '' }) },
  );
  const clear = useAct(() => client.line.clear(), { success: t('cleared') });

  if (choices.length === 0) {
    return (
      <EmptyState
        icon={LibraryBig}
        title={t('recipe_none')}
        action={
          <Button component={Link} to="/library" size="lg" className={ways.wayOut}>
            {t('to_library')}
          </Button>
        }
      >
        {t('recipe_none_text')}
      </EmptyState>
    );
  }

  const problems = {
    operator: operatorName(operator) === '' ? t('operator_missing') : undefined,
    name: hasOrder && orderName.trim() === '' ? t('order_name_missing') : undefined,
    quantity: hasOrder && !isQuantity(quantity) ? t('quantity_wrong') : undefined,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (chosen === undefined || isUnusable(chosen) || Object.values(problems).some(Boolean)) return;
    apply.mutate(
      {
        source: chosen.source,
        operator: operatorName(operator),
        order: hasOrder ? { name: orderName.trim(), quantity: Number(quantity) } : null,
        autoStart,
      },
      { onSuccess: onDone },
    );
  };

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <RecipeList choices={choices} chosenId={chosenId} onChoose={setChosenId} />
      <TextInput
        size="lg"
        label={t('operator')}
        description={t('operator_text')}
        error={wasTried && problems.operator}
        value={operator}
        maxLength={120}
        autoComplete="off"
        onChange={(event) => setOperator(event.currentTarget.value)}
      />
      <Switch
        size="md"
        className={classes.switch}
        label={t('order')}
        description={t('order_text')}
        checked={hasOrder}
        onChange={(event) => setHasOrder(event.currentTarget.checked)}
      />
      {hasOrder && (
        <div className={classes.order}>
          <TextInput
            size="lg"
            label={t('order_name')}
            error={wasTried && problems.name}
            value={orderName}
            maxLength={64}
            autoComplete="off"
            onChange={(event) => setOrderName(event.currentTarget.value)}
          />
          <NumberInput
            size="lg"
            label={t('quantity')}
            error={wasTried && problems.quantity}
            value={quantity}
            min={1}
            max={10_000_000}
            allowDecimal={false}
            allowNegative={false}
            onChange={setQuantity}
          />
          <p className={classes.hint}>{t('order_continues')}</p>
        </div>
      )}
      <Switch
        size="md"
        className={classes.switch}
        label={t('auto')}
        description={t('auto_text', { key: keyOf.START })}
        checked={autoStart}
        onChange={(event) => setAutoStart(event.currentTarget.checked)}
      />
      {chosen !== undefined && !isUnusable(chosen) && <RecipeFacts source={chosen.source} />}
      <div className={classes.apply}>
        <Button
          type="submit"
          size="lg"
          fullWidth
          loading={apply.isPending}
          disabled={chosen === undefined || isUnusable(chosen)}
        >
          {t('apply')}
        </Button>
      </div>
      {line.setup !== null && (
        <div className={classes.clear}>
          <Button
            variant="default"
            loading={clear.isPending}
            onClick={() => clear.mutate(undefined, { onSuccess: onDone })}
          >
            {t('clear')}
          </Button>
          <p className={classes.hint}>{t('clear_text')}</p>
        </div>
      )}
    </form>
  );
}

/** What it makes now; else the only thing that it could make, or the first. */
function firstChoice(setup: LineSetup | null, choices: readonly RecipeChoice[]): string | undefined {
  const usable = choices.filter((choice) => !isUnusable(choice));
  const current = setup && choices.find(({ source }) => JSON.stringify(source) === JSON.stringify(setup.source));
  return current?.id ?? usable[0]?.id;
}

const isQuantity = (value: number | string): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 10_000_000;
