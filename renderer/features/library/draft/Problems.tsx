// Owns: the problems of a text as a list that leads to their lines. Imports i18n, ui and siblings.
import { UnstyledButton } from '@mantine/core';
import type { RecipeProblem } from '../../../../electron/contract/library.ts';
import { useProblemWords, useTexts } from '../../../i18n/index.ts';
import { StateIcon } from '../../../ui/index.ts';
import classes from './Problems.module.css';
import { useProblemTitle } from './problem-title.ts';
import { draftTexts } from './texts.ts';

export interface ProblemsProps {
  readonly problems: readonly RecipeProblem[];
  readonly isChecking: boolean;
  readonly onJump: (problem: RecipeProblem) => void;
}

export function Problems({ problems, isChecking, onJump }: ProblemsProps) {
  const t = useTexts(draftTexts);
  const titleOf = useProblemTitle();
  const wordsOf = useProblemWords();
  return (
    <section className={classes.problems} aria-label={t('problems')}>
      {/* Said aloud when it changes: whoever types does not look here. */}
      <p className={classes.summary} role="status">
        {problems.length > 0 ? (
          <>
            <StateIcon state="fail" size={16} />
            {t('problemCount', { count: problems.length })}
          </>
        ) : isChecking ? (
          <>
            <StateIcon state="running" size={16} />
            {t('checking')}
          </>
        ) : (
          <>
            <StateIcon state="pass" size={16} />
            {t('noProblems')}
          </>
        )}
      </p>
      {problems.length > 0 && (
        <ul className={classes.list}>
          {problems.map((problem) => (
            <li key={`${problem.line}:${problem.column}:${problem.path}:${problem.code}`}>
              <UnstyledButton className={classes.problem} onClick={() => onJump(problem)}>
                <span className={classes.place}>
                  {problem.line}:{problem.column}
                  <span className={classes.spoken}>
                    {t('problemAt', { line: problem.line, column: problem.column })}
                  </span>
                </span>
                <span className={classes.words}>
                  <span className={classes.title}>{titleOf(problem)}</span>
                  <span className={classes.message} lang={wordsOf(problem).lang}>
                    {wordsOf(problem).text}
                  </span>
                </span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
