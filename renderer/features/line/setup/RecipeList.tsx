// Owns: the choice among recipes, each with what speaks against it. Imports i18n, ui.
import { Link } from '@tanstack/react-router';
import { type ReactNode, useId } from 'react';
import { useErrorTexts, useTexts } from '../../../i18n/index.ts';
import { Hash } from '../../../ui/index.ts';
import ways from '../way-out.module.css';
import { isUnusable, type RecipeChoice } from './recipe-choices.ts';
import classes from './Setup.module.css';
import { setupTexts } from './texts.ts';

export interface RecipeListProps {
  readonly choices: readonly RecipeChoice[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
}

export function RecipeList({ choices, chosenId, onChoose }: RecipeListProps): ReactNode {
  const t = useTexts(setupTexts);
  const group = useId();
  return (
    <fieldset className={classes.recipes}>
      <legend className={classes.legend}>{t('recipe')}</legend>
      {choices.map((choice) => (
        <label key={choice.id} className={classes.recipe} data-unusable={isUnusable(choice) || undefined}>
          <input
            type="radio"
            name={group}
            className={classes.radio}
            checked={choice.id === chosenId}
            disabled={isUnusable(choice)}
            onChange={() => onChoose(choice.id)}
          />
          <span className={classes.recipeTitle}>
            {choice.title} {choice.version !== undefined && <code>{choice.version}</code>}
          </span>
          <span className={classes.recipeNote}>
            <RecipeNote choice={choice} />
          </span>
        </label>
      ))}
      <Link to="/library" className={`${classes.library} ${ways.wayOut}`}>
        {t('to_library')}
      </Link>
    </fieldset>
  );
}

function RecipeNote({ choice }: { readonly choice: RecipeChoice }): ReactNode {
  const t = useTexts(setupTexts);
  const errorText = useErrorTexts();
  if (choice.error !== undefined) return t('refused', { title: errorText(choice.error).title });
  if (choice.problemCount > 0) return t('draft_problems', { count: choice.problemCount });
  if (choice.kind !== 'bundle') return t('draft_text');
  if (choice.signers.length === 0) return t('bundle_unsigned');
  return choice.signers.map((signer) => (
    <span key={signer}>
      {t('bundle_signed', { signers: '' })}
      <Hash value={signer} length={8} />
    </span>
  ));
}
