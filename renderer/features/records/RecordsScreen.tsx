// Owns: the screen of all records: one search box, one table, one side panel.
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChartLine, Download } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { toSlipwayError } from '../../../electron/contract/errors.ts';
import type { UnitRecord } from '../../../electron/contract/records.ts';
import { mostSearchChars } from '../../../electron/contract/search-text.ts';
import { useCommands } from '../../commands/index.ts';
import { useFormat, useTexts } from '../../i18n/index.ts';
import { DataTable, ErrorState, Icon, LoadingState, Page, SearchBox } from '../../ui/index.ts';
import { useUnitColumns } from './columns.tsx';
import { ExportDialog } from './export/ExportDialog.tsx';
import { everyUnit } from './filter.ts';
import { NoUnits } from './list/NoUnits.tsx';
import { type UnitList, useUnitList } from './list/use-unit-list.ts';
import { ColumnsButton } from './narrow/ColumnsButton.tsx';
import { ConditionChips } from './narrow/ConditionChips.tsx';
import { FilterButton } from './narrow/FilterButton.tsx';
import { ViewsButton } from './narrow/ViewsButton.tsx';
import { UnitPeek } from './peek/UnitPeek.tsx';
import classes from './RecordsScreen.module.css';
import { recordsTexts } from './texts.ts';
import { useRecordsSearch } from './use-search.ts';

export function RecordsScreen(): ReactNode {
  const t = useTexts(recordsTexts);
  const navigate = useNavigate();
  const { view, change, query, setQuery, filter, isTyping } = useRecordsSearch();
  const area = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const [selectedId, setSelectedId] = useState<string>();
  const list = useUnitList(filter, {
    mayMove: () => isLeftAlone(area.current),
    pointedAt: () => pointedRow(area.current),
    selectedId,
  });
  const [isExporting, setExporting] = useState(false);
  const [isEntered, setEntered] = useState(false);
  const selected = list.rows.find(({ unitId }) => unitId === selectedId);
  const columns = useUnitColumns(view.columns, selected !== undefined);
  const chips = useMemo(() => [...new Set(list.rows.map(({ chip }) => chip))], [list.rows]);
  const countText = useCountText(list.count);

  const open = (unit: UnitRecord) => void navigate({ to: '/units/$unitId', params: { unitId: unit.unitId } });
  useCommands([
    { id: 'records.search', title: t('goToSearch'), group: t('records'), keys: '/', run: () => box.current?.select() },
    { id: 'records.export', title: t('exportUnits'), group: t('records'), keys: 'e', run: () => setExporting(true) },
    {
      id: 'records.open',
      title: t('openSelected'),
      group: t('records'),
      isEnabled: selected !== undefined,
      run: () => selected && open(selected),
    },
  ]);

  // A scanner ends with Enter before the answer is there: the unit opens when it is.
  const isSettled = !isTyping && !list.isSearching && !list.isLoading;
  useEffect(() => {
    if (!isEntered || !isSettled) return;
    setEntered(false);
    const unit = meantBy(query.text, list.rows);
    if (unit !== undefined) void navigate({ to: '/units/$unitId', params: { unitId: unit.unitId } });
    else focusFirstRow(area.current);
  }, [isEntered, isSettled, query.text, list.rows, navigate]);

  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      focusFirstRow(area.current);
    } else if (event.key === 'Enter' && query.text.trim() !== '') {
      event.preventDefault();
      setEntered(true);
    }
  };

  return (
    <Page
      title={t('records')}
      layout="fill"
      actions={
        <>
          <Button component={Link} to="/records/charts" variant="default" leftSection={<Icon of={ChartLine} />}>
            {t('charts')}
          </Button>
          <Button variant="default" leftSection={<Icon of={Download} />} onClick={() => setExporting(true)}>
            {t('exportUnits')}
          </Button>
        </>
      }
    >
      <div className={classes.tools}>
        <div className={classes.search}>
          <SearchBox
            ref={box}
            label={t('search')}
            placeholder={t('searchHint')}
            shortcut="/"
            value={query.text}
            maxLength={mostSearchChars}
            onChange={(text) => setQuery({ ...query, text })}
            onKeyDown={onSearchKey}
          />
        </div>
        <FilterButton query={query} onChange={setQuery} chips={chips} />
        <ViewsButton
          views={view.views}
          query={query}
          columns={view.columns}
          onOpen={(wanted) => change({ query: { ...wanted.query }, columns: [...wanted.columns] })}
          onViews={(views) => change({ views })}
        />
        <ColumnsButton columns={view.columns} onChange={(next) => change({ columns: next })} />
      </div>
      <div className={classes.summary}>
        <span className={classes.count} role="status">
          {countText}
        </span>
        <ConditionChips query={query} onChange={setQuery} />
        <Waiting list={list} area={area.current} />
      </div>
      <div ref={area} className={classes.area} onPointerLeave={list.letGo}>
        {list.error !== null && list.rows.length === 0 ? (
          <div className={classes.state}>
            <ErrorState error={toSlipwayError(list.error).toReport()} onRetry={list.retry} />
          </div>
        ) : list.isLoading ? (
          <div className={classes.state}>
            <LoadingState label={t(list.isPaused ? 'waitingForEngine' : 'loading')} />
          </div>
        ) : (
          <DataTable
            label={t('units')}
            columns={columns}
            rows={list.rows}
            rowKey={unitKey}
            selectedKey={selectedId}
            onSelect={({ unitId }) => setSelectedId(unitId)}
            onOpen={open}
            hasMore={list.hasMore}
            onMore={list.more}
            {...(list.count?.isExact ? { totalCount: list.count.count } : {})}
            empty={<NoUnits query={query} onClear={() => setQuery(everyUnit)} />}
          />
        )}
        {selected !== undefined && <UnitPeek unit={selected} onClose={() => setSelectedId(undefined)} />}
      </div>
      <ExportDialog
        isOpen={isExporting}
        onClose={() => setExporting(false)}
        filter={filter}
        what={countText}
        total={list.count?.isExact ? list.count.count : undefined}
      />
    </Page>
  );
}

const unitKey = ({ unitId }: UnitRecord): string => unitId;

/** What a person typed or scanned names one unit: the only one, or the one that is exactly so. */
function meantBy(text: string, rows: readonly UnitRecord[]): UnitRecord | undefined {
  const wanted = text.trim().toLowerCase();
  const isMeant = ({ serial, mac, unitId }: UnitRecord) =>
    [serial, mac, mac?.replaceAll(':', ''), unitId].some((name) => name?.toLowerCase() === wanted);
  return rows.find(isMeant) ?? (rows.length === 1 ? rows[0] : undefined);
}

const gridOf = (area: Element | null) => area?.querySelector('[role="grid"]');

function focusFirstRow(area: Element | null): void {
  const row = gridOf(area)?.querySelector('[role="row"][tabindex="0"]');
  if (!(row instanceof HTMLElement)) return;
  row.focus();
  row.click();
}

/** Nobody points at the list, walks it or has scrolled it: new rows may push the others down. */
const isLeftAlone = (area: Element | null): boolean =>
  area === null ||
  (!area.matches(':hover') && !area.contains(document.activeElement) && (gridOf(area)?.scrollTop ?? 0) === 0);

/** Where the pointer is in the list; rows are counted from 1, the head's. */
const pointedRow = (area: Element | null): number =>
  Number(gridOf(area)?.querySelector('[role="row"]:hover')?.getAttribute('aria-rowindex') ?? 1) - 2;

function useCountText(count: UnitList['count']): string {
  const t = useTexts(recordsTexts);
  const { number } = useFormat();
  if (count === undefined) return t('counting');
  return count.isExact
    ? t('count', { count: count.count, number: number(count.count) })
    : t('moreThan', { number: number(count.count) });
}

interface WaitingProps {
  readonly list: UnitList;
  readonly area: Element | null;
}

function Waiting({ list, area }: WaitingProps): ReactNode {
  const t = useTexts(recordsTexts);
  if (list.waiting === 0) return null;
  return (
    <Button
      size="compact-sm"
      onClick={() => {
        gridOf(area)?.scrollTo({ top: 0 });
        list.showWaiting();
      }}
    >
      {list.hasMoreWaiting ? t('newUnitsMany') : t('newUnits', { count: list.waiting })}
    </Button>
  );
}
