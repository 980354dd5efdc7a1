import { type ReactElement, useState } from 'react'
import type { GroupPage } from '../../../../../api/src/contracts/group-records.js'
import type { TableColumn } from '../../../components/data-table/table-column.js'
import { brokenRules } from '../../../components/form/field-errors.js'
import { useHiddenNames } from '../../../components/hidden-names/use-hidden-names.js'
import { ListCard } from '../../../components/list-card/list-card.js'
import { stayWords } from '../episode-labels.js'
import { RecordDialog } from '../record-dialog.js'
import { DayField, WordsField } from '../record-fields.js'
import { textOrNull } from '../typed-values.js'
import { addEpisode } from './group-requests.js'

type Stay = GroupPage['episodes'][number]

/** Who joined the group and who left it, in order of joining; each leads to the record of the member. */
export function GroupMembersCard(props: { page: GroupPage; isCoordinator: boolean }): ReactElement {
  const { page, isCoordinator } = props
  const areHidden = useHiddenNames()
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <ListCard
        title="Members"
        caption="In order of joining; to close or move an episode open the record of the member"
        state={{ kind: 'ready' }}
        columns={stayColumns(areHidden)}
        rows={page.episodes}
        rowKey={(stay) => String(stay.episode_id)}
        emptyWords="Nobody has joined yet."
        {...(isCoordinator ? { add: { label: 'Add a member', onAdd: () => setAdding(true) } } : {})}
      />
      {isAdding && <JoinDialog page={page} onClose={() => setAdding(false)} />}
    </>
  )
}

function stayColumns(areHidden: boolean): TableColumn<Stay>[] {
  return [
    {
      name: 'member_id',
      label: 'Member',
      kind: 'text',
      value: (stay) => stay.member_id,
      href: (stay) => `/members/${encodeURIComponent(stay.member_id)}/record`,
      detail: (stay) => (areHidden ? null : stay.full_name),
      isRowHeader: true,
    },
    { name: 'joined_on', label: 'Joined', kind: 'day', value: (stay) => stay.joined_on },
    { name: 'planned_end_on', label: 'Planned end', kind: 'day', value: (stay) => stay.planned_end_on },
    { name: 'stay', label: 'Now', kind: 'text', value: (stay) => stayWords(stay) },
  ]
}

const FIELDS = ['member_id', 'joined_on', 'planned_end_on'] as const

/** A known member begins in the group. */
function JoinDialog({ page, onClose }: { page: GroupPage; onClose: () => void }): ReactElement {
  return (
    <RecordDialog
      title={`Add a member to ${page.group.name}`}
      words="Of somebody who has a record. A new person is entered under Members."
      sendLabel="Add"
      fields={FIELDS}
      hasReason={false}
      check={(value) =>
        brokenRules(
          ['member_id', value('member_id').trim() !== '', 'Give the id of the member.'],
          ['joined_on', value('joined_on') !== '', 'Give the day of joining.'],
          [
            'planned_end_on',
            value('planned_end_on') === '' || value('planned_end_on') >= value('joined_on'),
            'The planned end lies before joining. Correct one of the two days.',
          ],
        )
      }
      send={(value) =>
        addEpisode({
          member_id: value('member_id').trim(),
          group_id: page.group.group_id,
          joined_on: value('joined_on'),
          planned_end_on: textOrNull(value('planned_end_on')),
          exited_on: null,
          exit_reason: null,
          recorded_arm: null,
          concurrent_individual: null,
          concurrent_medication: null,
          age_at_joining: null,
          birth_year: null,
          gender: null,
          prior_episodes: null,
        })
      }
      errorsOf={(problem) =>
        problem.status === 404
          ? [{ field: 'member_id', words: 'There is no member with this id in your reach.' }]
          : []
      }
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <WordsField name="member_id" label="Member id" error={errorAt('member_id')} />
          <DayField name="joined_on" label="Joins on" value={page.today} error={errorAt('joined_on')} />
          <DayField
            name="planned_end_on"
            label="Planned end"
            hint="Empty while it is not known."
            value={page.group.end_date}
            error={errorAt('planned_end_on')}
          />
        </>
      )}
    </RecordDialog>
  )
}
