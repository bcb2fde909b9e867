// Owns: what a screen is called in the title of the window and to screen readers. Imports data and i18n.
import { useQuery } from '@tanstack/react-query';
import { useMatches } from '@tanstack/react-router';
import { keys, useClient } from '../../data/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { appTexts } from '../texts.ts';

export function useScreenTitle(): string {
  const t = useTexts(appTexts);
  const match = useMatches({ select: (matches) => matches.at(-1) });
  const unitId = match?.routeId === '/units/$unitId' ? match.params.unitId : undefined;
  const unitName = useUnitName(unitId);
  switch (match?.routeId) {
    case '/line':
      return t('line');
    case '/welcome':
      return t('welcome');
    case '/records':
      return t('records');
    case '/records/charts':
      return t('charts');
    case '/units/$unitId':
      return t('unit', { name: unitName ?? '' });
    case '/library':
      return t('library');
    case '/library/drafts/$name':
      return t('draft', { name: match.params.name });
    case '/station':
    case '/station/$section':
      return t('station');
    case '/gallery':
      return t('gallery');
    default:
      return t('notFound');
  }
}

/** The serial number, from what the unit's own screen fetches. */
function useUnitName(unitId: string | undefined): string | undefined {
  const client = useClient();
  const { data } = useQuery({
    queryKey: keys.unit(unitId ?? ''),
    queryFn: ({ signal }) => client.units.get({ unitId: unitId ?? '' }, { signal }),
    enabled: unitId !== undefined,
    select: ({ unit }) => unit.serial ?? unit.mac,
  });
  return data ?? unitId;
}
