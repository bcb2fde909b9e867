// Owns: the list of all keys that work now, by where they belong. Imports commands and i18n.
import { Button } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { useAllCommands } from '../../commands/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { Kbd } from '../../ui/index.ts';
import { Dialog } from '../frame/dialog.tsx';
import { KeyCaps } from '../key-caps.tsx';
import { appTexts } from '../texts.ts';
import classes from './shortcuts-help.module.css';

export function ShortcutsHelp({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTexts(appTexts);
  const commands = useAllCommands()().filter(({ keys }) => keys !== undefined);
  const groups = [...Map.groupBy(commands, ({ group }) => group)];
  return (
    <Dialog label={t('shortcuts')} onClose={onClose} size="wide">
      <header className={classes.head}>
        <h2>{t('shortcuts')}</h2>
        <Button variant="subtle" onClick={onClose} rightSection={<Kbd>Esc</Kbd>}>
          {t('close')}
        </Button>
      </header>
      <div className={classes.groups}>
        {groups.map(([group, members]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {members.map(({ id, title, keys = '', isEnabled, isOfUse = isEnabled }) => (
                <div key={id} data-off={isOfUse === false}>
                  <dt>{title}</dt>
                  <dd>
                    {keys.split(' ').map((stroke, at) => (
                      <Fragment key={stroke}>
                        {at > 0 && <span className={classes.then}>{t('thenKey')}</span>}
                        <KeyCaps keys={stroke} />
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
