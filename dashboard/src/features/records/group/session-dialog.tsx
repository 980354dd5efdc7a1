import type { ReactElement } from 'react'
import type { GroupRecord, GroupSessionRecord } from '../../../../../api/src/contracts/group-records.js'
import { SESSION_STATUSES } from '../../../../../api/src/contracts/vocabulary.js'
import { brokenRules } from '../../../components/form/field-errors.js'
import { SESSION_STATUS_LABELS } from '../../../format/enumeration-labels.js'
import { countOf } from '../../../format/number.js'
import { RecordDialog } from '../record-dialog.js'
import styles from '../record-dialog.module.css'
import { DayField, OneOfField, WholeField } from '../record-fields.js'
import { isWhole, oneOf, wholeOrNull } from '../typed-values.js'
import { addSession, changeSession } from './group-requests.js'
import { dayOutsideGroup } from './session-series.js'

const FIELDS = ['session_number', 'session_date', 'status', 'duration_minutes'] as const

/** Adds a session of a group, or changes one: its day, its number, whether it was held or cancelled. */
export function SessionDialog(props: {
  group: GroupRecord
  /** null: a new one. */
  session: GroupSessionRecord | null
  nextNumber: number
  onClose: () => void
}): ReactElement {
  const { group, session } = props
  const entered = session?.n_attendance ?? 0
  return (
    <RecordDialog
      title={session === null ? 'Add a session' : `Change session ${session.session_number}`}
      {...(entered === 0
        ? {}
        : {
            words: `Attendance of ${countOf(entered, 'member')} is entered. To call the session planned or cancelled takes it back: it stays in the history, and forms of the session stay with their day.`,
          })}
      sendLabel={session === null ? 'Add' : 'Store'}
      fields={FIELDS}
      hasReason={session !== null}
      check={(value) => {
        const outside = dayOutsideGroup(value('session_date'), group)
        return brokenRules(
          [
            'session_number',
            value('session_number').trim() !== '' && isWhole(value('session_number')),
            'Give a whole number.',
          ],
          ['session_date', value('session_date') !== '', 'Give the day of the session.'],
          ['session_date', outside === null, outside ?? ''],
          ['duration_minutes', isWhole(value('duration_minutes')), 'Give whole minutes, or leave it empty.'],
        )
      }}
      send={(value) => {
        const given = {
          session_number: Number(value('session_number')),
          session_date: value('session_date'),
          status: oneOf(SESSION_STATUSES, value('status')) ?? 'planned',
          duration_minutes: wholeOrNull(value('duration_minutes')),
        }
        if (session === null) return addSession({ ...given, group_id: group.group_id })
        return changeSession(session.session_id, {
          ...given,
          version: session.version,
          reason: value('reason'),
          take_back_attendance: given.status !== 'held' && entered > 0,
        })
      }}
      onClose={props.onClose}
    >
      {(errorAt) => (
        <>
          <div className={styles.pair}>
            <WholeField
              name="session_number"
              label="Number"
              value={session?.session_number ?? props.nextNumber}
              error={errorAt('session_number')}
            />
            <DayField
              name="session_date"
              label="Day"
              value={session?.session_date ?? null}
              error={errorAt('session_date')}
            />
          </div>
          <div className={styles.pair}>
            <OneOfField
              name="status"
              label="Status"
              value={session?.status ?? 'planned'}
              values={SESSION_STATUSES}
              labels={SESSION_STATUS_LABELS}
              error={errorAt('status')}
            />
            <WholeField
              name="duration_minutes"
              label="Minutes"
              value={session === null ? group.session_minutes : session.duration_minutes}
              error={errorAt('duration_minutes')}
            />
          </div>
        </>
      )}
    </RecordDialog>
  )
}
