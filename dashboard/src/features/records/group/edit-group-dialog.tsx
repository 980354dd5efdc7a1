import type { ReactElement } from 'react'
import type { GroupRecord } from '../../../../../api/src/contracts/group-records.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import { Dialog } from '../../../components/dialog/dialog.js'
import { RecordDialog } from '../record-dialog.js'
import { useSites, useTherapists } from '../record-reads.js'
import { GroupFields } from './group-fields.js'
import { changeGroup } from './group-requests.js'
import { GROUP_FIELDS, groupErrors, groupOf } from './group-values.js'

export function EditGroupDialog(props: { group: GroupRecord; onClose: () => void }): ReactElement {
  const { group, onClose } = props
  const sites = useSites()
  const therapists = useTherapists()
  if (sites.data === undefined || therapists.data === undefined) {
    const state = sites.data === undefined ? cardState(sites) : cardState(therapists)
    return (
      <Dialog title={`Edit ${group.name}`} onClose={onClose}>
        {cardMessage(state) ?? <p role="status">Loading sites and therapists</p>}
      </Dialog>
    )
  }
  const found = { sites: sites.data.sites, therapists: therapists.data.therapists }
  return (
    <RecordDialog
      title={`Edit ${group.name}`}
      words="With the therapist, access to the members of the group changes."
      sendLabel="Store"
      fields={GROUP_FIELDS}
      hasReason
      check={(value) => groupErrors(value, false)}
      send={(value) =>
        changeGroup(group.group_id, { ...groupOf(value), version: group.version, reason: value('reason') })
      }
      onClose={onClose}
    >
      {(errorAt) => <GroupFields group={group} {...found} errorAt={errorAt} />}
    </RecordDialog>
  )
}
