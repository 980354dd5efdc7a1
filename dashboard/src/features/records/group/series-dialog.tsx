import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { GroupPage } from '../../../../../api/src/contracts/group-records.js'
import { Dialog } from '../../../components/dialog/dialog.js'
import { brokenRules } from '../../../components/form/field-errors.js'
import { FormAlert } from '../../../components/form/form-alert.js'
import { useForm } from '../../../components/form/use-form.js'
import { formatDay } from '../../../format/day.js'
import { countOf } from '../../../format/number.js'
import styles from '../record-dialog.module.css'
import { DayField, WholeField } from '../record-fields.js'
import { useReadAnew } from '../record-reads.js'
import { addSession } from './group-requests.js'
import { dayOutsideGroup, type PlannedSession, planSeries } from './session-series.js'

const MOST = 60

/** Plans sessions a fixed number of weeks apart: shown before they are made, made one by one. */
export function SeriesDialog({ page, onClose }: { page: GroupPage; onClose: () => void }): ReactElement {
  const { group } = page
  const [planned, setPlanned] = useState<readonly PlannedSession[] | null>(null)
  const left = Math.max(1, group.planned_sessions - page.sessions.length)
  const form = useForm<'count' | 'first_day' | 'weeks_apart'>({
    check: (value) => {
      const outside = dayOutsideGroup(value('first_day'), group)
      return brokenRules(
        ['count', isFrom1To(value('count'), MOST), `Give a number from 1 to ${MOST}.`],
        ['first_day', value('first_day') !== '', 'Give the day of the first one.'],
        ['first_day', outside === null, outside ?? ''],
        ['weeks_apart', isFrom1To(value('weeks_apart'), 12), 'Give a number of weeks from 1 to 12.'],
      )
    },
    send: async (value) =>
      setPlanned(
        planSeries(page.sessions, {
          count: Number(value('count')),
          firstDay: value('first_day'),
          weeksApart: Number(value('weeks_apart')),
        }),
      ),
  })
  return (
    <Dialog title="Plan sessions" onClose={onClose}>
      {planned !== null ? (
        <SeriesPreview page={page} planned={planned} onBack={() => setPlanned(null)} onClose={onClose} />
      ) : (
        <form {...form.props} className={styles.fields}>
          <DayField name="first_day" label="First session on" error={form.errorAt('first_day')} />
          <div className={styles.pair}>
            <WholeField name="count" label="How many" value={left} error={form.errorAt('count')} />
            <WholeField
              name="weeks_apart"
              label="Weeks apart"
              value={1}
              error={form.errorAt('weeks_apart')}
            />
          </div>
          <div className={styles.buttons}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit">Show the days</Button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

function isFrom1To(typed: string, most: number): boolean {
  return /^\d{1,2}$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= most
}

function SeriesPreview(props: {
  page: GroupPage
  planned: readonly PlannedSession[]
  onBack: () => void
  onClose: () => void
}): ReactElement {
  const { planned } = props
  const { group } = props.page
  const readAnew = useReadAnew()
  const [made, setMade] = useState(0)
  const outside = planned.filter(({ session_date }) => dayOutsideGroup(session_date, group) !== null)
  const form = useForm<never>({
    check: () => [],
    // A session that is made twice with the same content is made once, so a second try may begin anew.
    send: async () => {
      try {
        for (const [index, session] of planned.entries()) {
          await addSession({
            ...session,
            group_id: group.group_id,
            status: 'planned',
            duration_minutes: group.session_minutes,
          })
          setMade(index + 1)
        }
      } finally {
        await readAnew()
      }
      props.onClose()
    },
    wordsOf: (problem) => [problem.message, ...problem.fieldErrors.map(({ message }) => message)].join(' '),
  })
  return (
    <form {...form.props} className={styles.fields}>
      <ol className={styles.days}>
        {planned.map(({ session_number, session_date }) => (
          <li key={session_number} value={session_number}>
            {formatDay(session_date)}
          </li>
        ))}
      </ol>
      {outside.length > 0 && (
        <p className={styles.note}>
          {countOf(outside.length, 'day')} after the end of the group ({formatDay(group.end_date)}). Go back
          and plan fewer, or correct the end of the group first.
        </p>
      )}
      <p role="status">
        {form.isSending || made > 0 ? `${made} of ${countOf(planned.length, 'session')} planned` : ''}
      </p>
      <FormAlert failure={form.failure} />
      <div className={styles.buttons}>
        <Button variant="default" onClick={props.onBack} disabled={form.isSending}>
          Back
        </Button>
        <Button type="submit" loading={form.isSending} disabled={outside.length > 0}>
          Plan {countOf(planned.length, 'session')}
        </Button>
      </div>
    </form>
  )
}
