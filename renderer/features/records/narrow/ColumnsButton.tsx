// Owns: which columns are shown and in which order, behind one button.
import { Button, Checkbox, Popover } from '@mantine/core';
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { Icon, IconButton } from '../../../ui/index.ts';
import { firstColumns, type UnitField, unitFields } from '../fields.ts';
import { recordsTexts } from '../texts.ts';
import classes from './narrow.module.css';

export interface ColumnsButtonProps {
  readonly columns: readonly UnitField[];
  readonly onChange: (columns: UnitField[]) => void;
}

export function ColumnsButton({ columns, onChange }: ColumnsButtonProps): ReactNode {
  const t = useTexts(recordsTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<Icon of={Columns3} />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="md" aria-label={t('columns')}>
        <ColumnList columns={columns} onChange={onChange} />
        <Button variant="subtle" onClick={() => onChange([...firstColumns])}>
          {t('resetColumns')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function ColumnList({ columns, onChange }: ColumnsButtonProps): ReactNode {
  const t = useTexts(recordsTexts);
  const hidden = unitFields.filter((field) => !columns.includes(field));
  const toggle = (field: UnitField, isShown: boolean) =>
    onChange(isShown ? [...columns, field] : columns.filter((column) => column !== field));
  const move = (field: UnitField, by: number) => {
    const rest = columns.filter((column) => column !== field);
    onChange(rest.toSpliced(columns.indexOf(field) + by, 0, field));
  };
  return (
    <ul className={classes.columns}>
      {[...columns, ...hidden].map((field) => {
        const index = columns.indexOf(field);
        const column = t(`field_${field}`);
        const isShown = index !== -1;
        return (
          <li key={field} className={classes.column}>
            <Checkbox
              label={column}
              checked={isShown}
              // A table without a column would be no table.
              disabled={isShown && columns.length === 1}
              onChange={(event) => toggle(field, event.currentTarget.checked)}
            />
            {isShown && (
              <span className={classes.moves}>
                <IconButton
                  label={t('moveUp', { column })}
                  icon={ArrowUp}
                  size="sm"
                  isDisabled={index === 0}
                  onClick={() => move(field, -1)}
                />
                <IconButton
                  label={t('moveDown', { column })}
                  icon={ArrowDown}
                  size="sm"
                  isDisabled={index === columns.length - 1}
                  onClick={() => move(field, 1)}
                />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
