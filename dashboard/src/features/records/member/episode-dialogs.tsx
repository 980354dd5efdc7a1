import type { ReactElement } from 'react'
import type { EpisodeRecord } from '../../../../../api/src/contracts/member-records.js'
import { EXIT_REASONS } from '../../../../../api/src/contracts/vocabulary.js'
import { brokenRules } from '../../../components/form/field-errors.js'
import { formatDay } from '../../../format/day.js'
import { EXIT_REASON_LABELS } from '../../../format/enumeration-labels.js'
import { RecordDialog } from '../record-dialog.js'
import { DayField, OneOfField } from '../record-fields.js'
import { useGroupChoices } from '../record-reads.js'
import { oneOf, textOrNull } from '../typed-values.js'
import { changeEpisode, moveEpisode } from './member-requests.js'

interface OfEpisode {
  readonly episode: EpisodeRecord
  readonly onClose: () => void
}

const CHOOSE_REASON = 'Say why the episode ended.'

/** The member has left the group, on a day and for a reason; or the end that is stored was wrong. */
export function CloseDialog({ episode, onClose }: OfEpisode): ReactElement {
  return (
    <RecordDialog
      title={`Close the episode in ${episode.group_name}`}
      words={`Joined ${formatDay(episode.joined_on)}. Outcomes of the episode are worked out up to this end; “Reopen” takes it back.`}
      sendLabel="Close the episode"
      fields={['exited_on', 'exit_reason']}
      hasReason
      check={(value) =>
        brokenRules(
          ['exited_on', value('exited_on') !== '', 'Give the day of leaving.'],
          [
            'exited_on',
            value('exited_on') === '' || value('exited_on') >= episode.joined_on,
            `The member joined on ${formatDay(episode.joined_on)} and cannot leave before. Correct the day.`,
          ],
          ['exit_reason', value('exit_reason') !== '', CHOOSE_REASON],
        )
      }
      send={(value) =>
        changeEpisode(episode.episode_id, {
          version: episode.version,
          exited_on: value('exited_on'),
          exit_reason: oneOf(EXIT_REASONS, value('exit_reason')),
          reason: value('reason'),
        })
      }
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <DayField name="exited_on" label="Left on" value={episode.exited_on} error={errorAt('exited_on')} />
          <OneOfField
            name="exit_reason"
            label="Why the episode ended"
            value={episode.exit_reason}
            values={EXIT_REASONS}
            labels={EXIT_REASON_LABELS}
            none="Choose why"
            error={errorAt('exit_reason')}
          />
        </>
      )}
    </RecordDialog>
  )
}

export function ReopenDialog({ episode, onClose }: OfEpisode): ReactElement {
  return (
    <RecordDialog
      title={`Reopen the episode in ${episode.group_name}`}
      words={`It ended on ${formatDay(episode.exited_on)}. Open again, the member attends; the end stays in the history.`}
      sendLabel="Reopen"
      fields={[]}
      hasReason
      check={() => []}
      send={(value) =>
        changeEpisode(episode.episode_id, {
          version: episode.version,
          exited_on: null,
          exit_reason: null,
          reason: value('reason'),
        })
      }
      onClose={onClose}
    >
      {() => null}
    </RecordDialog>
  )
}

/** The episode closes and another one opens in another group on the same day. */
export function MoveDialog({ episode, onClose }: OfEpisode): ReactElement {
  const groups = (useGroupChoices().data?.groups ?? []).filter(
    ({ group_id }) => group_id !== episode.group_id,
  )
  const labels = Object.fromEntries(groups.map(({ group_id, name }) => [group_id, name]))
  return (
    <RecordDialog
      title={`Move from ${episode.group_name} to another group`}
      words="This episode closes and one in the other group begins, on the same day: both, or neither."
      sendLabel="Move"
      fields={['to_group_id', 'on', 'exit_reason', 'planned_end_on']}
      hasReason
      check={(value) =>
        brokenRules(
          ['to_group_id', value('to_group_id') !== '', 'Choose the other group.'],
          [
            'on',
            value('on') !== '' && value('on') >= episode.joined_on,
            `Give a day from joining (${formatDay(episode.joined_on)}) on.`,
          ],
          ['exit_reason', value('exit_reason') !== '', CHOOSE_REASON],
        )
      }
      send={(value) =>
        moveEpisode(episode.episode_id, {
          version: episode.version,
          to_group_id: value('to_group_id'),
          on: value('on'),
          exit_reason: oneOf(EXIT_REASONS, value('exit_reason')) ?? 'other',
          planned_end_on: textOrNull(value('planned_end_on')),
          reason: value('reason'),
        })
      }
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <OneOfField
            name="to_group_id"
            label="To the group"
            values={Object.keys(labels)}
            labels={labels}
            none="Choose a group"
            error={errorAt('to_group_id')}
          />
          <DayField name="on" label="On" error={errorAt('on')} />
          <OneOfField
            name="exit_reason"
            label="Why this episode ends"
            values={EXIT_REASONS}
            labels={EXIT_REASON_LABELS}
            none="Choose why"
            error={errorAt('exit_reason')}
          />
          <DayField
            name="planned_end_on"
            label="Planned end in the other group"
            hint="Empty while it is not known."
            error={errorAt('planned_end_on')}
          />
        </>
      )}
    </RecordDialog>
  )
}
