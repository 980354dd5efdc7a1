import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactElement, useMemo, useState } from 'react'
import type { Site, SiteList } from '../../../../../api/src/contracts/groups.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { ListCard, RowButton } from '../../../components/list-card/list-card.js'
import { SiteDialog } from './site-dialog.js'

type Edited = { readonly site: Site | null }

export function SitesCard({ sites }: { sites: UseQueryResult<SiteList> }): ReactElement {
  const [edited, setEdited] = useState<Edited | null>(null)
  const columns = useMemo(() => siteColumns((site) => setEdited({ site })), [])
  return (
    <>
      <ListCard
        title="Sites"
        caption="Each with its own time zone: it decides which day it is there"
        state={cardState(sites)}
        columns={columns}
        rows={sites.data?.sites ?? []}
        rowKey={(site) => site.site_id}
        emptyWords={
          sites.data === undefined ? 'Loading sites' : 'No site yet. Add one, or import groups.csv.'
        }
        add={{ label: 'Add a site', onAdd: () => setEdited({ site: null }) }}
      />
      {edited !== null && <SiteDialog site={edited.site} onClose={() => setEdited(null)} />}
    </>
  )
}

function siteColumns(onEdit: (site: Site) => void): TableColumn<Site>[] {
  return [
    { name: 'name', label: 'Name', kind: 'text', value: (site) => site.name, isRowHeader: true },
    { name: 'site_id', label: 'Id', kind: 'text', value: (site) => site.site_id },
    { name: 'time_zone', label: 'Time zone', kind: 'text', value: (site) => site.time_zone },
    {
      name: 'edit',
      label: 'Change',
      kind: 'text',
      value: () => null,
      cell: (site) => <RowButton label="Change" of={site.name} onClick={() => onEdit(site)} />,
      isSortable: false,
    },
  ]
}
