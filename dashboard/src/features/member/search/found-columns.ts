import type { FoundMembers } from '../../../../../api/src/contracts/identity.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'

type Found = FoundMembers['members'][number]

/** Name over id for who may see names, id alone for the others and while names are hidden. */
export function foundColumns({ withNames }: { withNames: boolean }): TableColumn<Found>[] {
  const columns: TableColumn<Found>[] = [
    {
      name: 'member_id',
      label: 'Member',
      kind: 'text',
      value: (member) => member.member_id,
      text: (member) => (withNames ? (member.full_name ?? member.member_id) : member.member_id),
      href: (member) =>
        `/members/${encodeURIComponent(member.member_id)}?episode=${member.latest_episode.episode_id}`,
      detail: (member) => (withNames && member.full_name !== null ? member.member_id : null),
      isRowHeader: true,
    },
    {
      name: 'group',
      label: 'Latest group',
      kind: 'text',
      value: (member) => member.latest_episode.group_name,
      href: (member) => `/groups/${encodeURIComponent(member.latest_episode.group_id)}`,
    },
    { name: 'site_id', label: 'Site', kind: 'text', value: (member) => member.latest_episode.site_id },
    { name: 'joined_on', label: 'Joined', kind: 'day', value: (member) => member.latest_episode.joined_on },
    {
      name: 'is_open',
      label: 'In the group',
      kind: 'text',
      value: (member) => (member.latest_episode.is_open ? 'attending' : 'ended'),
    },
    { name: 'n_episodes', label: 'Episodes', kind: 'number', value: (member) => member.n_episodes },
  ]
  // One page of many is here: its order is the server's.
  return columns.map((column) => ({ ...column, isSortable: false }))
}
