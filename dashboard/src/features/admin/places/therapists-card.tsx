import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactElement, useMemo, useState } from 'react'
import { Link } from 'react-router'
import type { Site, Therapist, TherapistList } from '../../../../../api/src/contracts/groups.js'
import type { User } from '../../../../../api/src/contracts/users.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { ListCard, RowButton } from '../../../components/list-card/list-card.js'
import { useUsers } from '../admin-reads.js'
import { TherapistDialog } from './therapist-dialog.js'

type Edited = { readonly therapist: Therapist | null }

export function TherapistsCard(props: {
  therapists: UseQueryResult<TherapistList>
  sites: readonly Site[]
}): ReactElement {
  const { therapists, sites } = props
  const users = useUsers().data?.users
  const [edited, setEdited] = useState<Edited | null>(null)
  const columns = useMemo(
    () => therapistColumns(sites, users ?? null, (therapist) => setEdited({ therapist })),
    [sites, users],
  )
  return (
    <>
      <ListCard
        title="Therapists"
        caption="Who leads groups, in the records; a login is linked to one of them"
        state={cardState(therapists)}
        columns={columns}
        rows={therapists.data?.therapists ?? []}
        rowKey={(therapist) => therapist.therapist_id}
        emptyWords={
          therapists.data === undefined
            ? 'Loading therapists'
            : 'No therapist yet. Add one, or import therapists.csv.'
        }
        add={{ label: 'Add a therapist', onAdd: () => setEdited({ therapist: null }) }}
      />
      {edited !== null && (
        <TherapistDialog therapist={edited.therapist} sites={sites} onClose={() => setEdited(null)} />
      )}
    </>
  )
}

function therapistColumns(
  sites: readonly Site[],
  users: readonly User[] | null,
  onEdit: (therapist: Therapist) => void,
): TableColumn<Therapist>[] {
  const loginOf = (therapist: Therapist): User | undefined =>
    users?.find((user) => user.therapist?.therapist_id === therapist.therapist_id)
  return [
    {
      name: 'display_name',
      label: 'Name',
      kind: 'text',
      value: (therapist) => therapist.display_name,
      isRowHeader: true,
    },
    { name: 'therapist_id', label: 'Id', kind: 'text', value: (therapist) => therapist.therapist_id },
    {
      name: 'site',
      label: 'Site',
      kind: 'text',
      value: (therapist) => siteName(sites, therapist.site_id),
    },
    {
      name: 'login',
      label: 'Login',
      kind: 'text',
      value: (therapist) => loginOf(therapist)?.name ?? null,
      cell: (therapist) => <Login user={loginOf(therapist)} isKnown={users !== null} />,
    },
    {
      name: 'edit',
      label: 'Change',
      kind: 'text',
      value: () => null,
      cell: (therapist) => (
        <RowButton label="Change" of={therapist.display_name} onClick={() => onEdit(therapist)} />
      ),
      isSortable: false,
    },
  ]
}

function siteName(sites: readonly Site[], siteId: string | null): string | null {
  return siteId === null ? null : (sites.find((site) => site.site_id === siteId)?.name ?? siteId)
}

function Login({ user, isKnown }: { user: User | undefined; isKnown: boolean }): ReactElement | null {
  if (!isKnown) return null
  if (user === undefined) return <>no login</>
  return <Link to={`/settings/users/${encodeURIComponent(user.user_id)}`}>{user.name}</Link>
}
