// Owns: what the chosen recipe will do to each unit, checked by the engine. Imports data, the library's words.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toSlipwayError } from '../../../../electron/contract/errors.ts';
import type { RecipeSource } from '../../../../electron/contract/line.ts';
import { keys, useClient } from '../../../data/index.ts';
import { useTexts } from '../../../i18n/index.ts';
import { FactList } from '../../../ui/facts/FactList.tsx';
import { ErrorState, LoadingState } from '../../../ui/index.ts';
import classes from './Setup.module.css';
import { setupTexts } from './texts.ts';

export function RecipeFacts({ source }: { readonly source: RecipeSource }): ReactNode {
  const t = useTexts(setupTexts);
  const client = useClient();
  const recipe = useQuery({
    queryKey: keys.recipe(source),
    queryFn: ({ signal }) => client.recipes.check(source, { signal }),
  });
  if (recipe.error) {
    return <ErrorState error={toSlipwayError(recipe.error).toReport()} onRetry={() => void recipe.refetch()} />;
  }
  if (recipe.data === undefined) return <LoadingState label={t('checking')} />;
  return (
    <section>
      <h3 className={classes.legend}>{t('what_it_does')}</h3>
      <FactList facts={recipe.data.facts} />
    </section>
  );
}
