import type { ReactElement } from 'react'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { ListCard } from '../../../components/list-card/list-card.js'
import { PART_LABELS, type TherapistCaseload } from './caseload-words.js'
import type { Caseload } from './use-caseload.js'

/** Who leads what. */
export function LeadersCard({ caseload }: { caseload: Caseload }): ReactElement {
  return (
    <ListCard
      title="Who leads what"
      caption="Therapists with a group, at the sites that you see"
      state={{ kind: 'ready' }}
      columns={COLUMNS}
      rows={caseload.leaders}
      rowKey={(therapist) => therapist.therapist_id}
      emptyWords="Nobody leads a group yet. Groups come with the import of groups.csv."
    />
  )
}

const COLUMNS: TableColumn<TherapistCaseload>[] = [
  {
    name: 'display_name',
    label: 'Therapist',
    kind: 'text',
    value: (therapist) => therapist.display_name,
    isRowHeader: true,
  },
  { name: 'n_groups', label: 'Groups', kind: 'number', value: (therapist) => therapist.groups.length },
  {
    name: 'groups',
    label: 'Which',
    kind: 'text',
    value: (therapist) =>
      therapist.groups.map((group) => `${PART_LABELS[group.part]} ${group.name}`).join(', '),
    isSortable: false,
  },
]
