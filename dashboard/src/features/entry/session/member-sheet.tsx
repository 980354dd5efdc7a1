import { Button } from '@mantine/core'
import { type Dispatch, type ReactElement, useEffect, useRef } from 'react'
import { Card } from '../../../components/card.js'
import { ChoiceList } from '../../../components/form/choice-list.js'
import { useHiddenNames } from '../../../components/hidden-names/use-hidden-names.js'
import { MeasureForm } from '../../../components/measure-form/measure-form.js'
import { StatusPill } from '../../../components/status-pill/status-pill.js'
import { formatDay } from '../../../format/day.js'
import { ATTENDANCE_LABELS } from '../../../format/enumeration-labels.js'
import { ATTENDANCE, difficultyKey, itemKey } from './columns.js'
import styles from './member-sheet.module.css'
import { isClosed, refusalAt } from './question-bar.js'
import { noticesOf } from './row-notices.js'
import { isAttended } from './row-values.js'
import { memberName, rowStatus } from './session-words.js'
import { ATTENDANCE_KEYS } from './sheet-keys.js'
import type { SheetAction } from './sheet-reducer.js'
import type { EntryRow, SheetState } from './sheet-state.js'
import { SumWords } from './sum-cell.js'
import { useKeptFocus } from './use-kept-focus.js'

interface Props {
  readonly state: SheetState
  readonly dispatch: Dispatch<SheetAction>
}

/** For a narrow screen: one member at a time, with every question in full and a finger's room for each choice. */
export function MemberSheet({ state, dispatch }: Props): ReactElement | null {
  const isHidden = useHiddenNames()
  const row = state.rows[state.cursor.memberId]
  const heading = useHeadingOfNext(state.cursor.memberId)
  const region = useRef<HTMLDivElement>(null)
  useKeptFocus(region, () => heading.current)
  if (row === undefined) return null
  const { stored } = row
  const name = memberName(stored, isHidden)
  const place = state.order.indexOf(stored.member_id)
  const goTo = (step: number): void => {
    const memberId = state.order[place + step]
    if (memberId !== undefined) dispatch({ kind: 'place', memberId, key: ATTENDANCE })
    else dispatch({ kind: 'leave' })
  }
  const { status, words } = rowStatus(state, row)
  const isLast = place === state.order.length - 1
  return (
    <Card label={name}>
      <div ref={region} className={styles.sheet}>
        <div className={styles.head}>
          <h2 ref={heading} tabIndex={-1} className={styles.name}>
            {name}
          </h2>
          <StatusPill status={status}>{words}</StatusPill>
          <p className={styles.detail}>
            {place + 1} of {state.order.length}
            {name === stored.member_id ? '' : ` · ${stored.member_id}`} ·{' '}
            {stored.is_in_care
              ? `session ${stored.session_of_member}`
              : `left ${formatDay(stored.exited_on)}: only an absence can be recorded`}
          </p>
        </div>
        {noticesOf({ row, state, dispatch, name }).map(({ key, notice }) => (
          <div key={key}>{notice}</div>
        ))}
        <ChoiceList
          kind="radio"
          legend="Attendance"
          name={`attendance ${stored.member_id}`}
          choices={ATTENDANCE_KEYS.map((each) => ({
            value: each.status,
            label: ATTENDANCE_LABELS[each.status],
            isDisabled: isClosed(state) || row.sending.kind === 'conflict',
          }))}
          chosen={row.values.attendance === null ? [] : [row.values.attendance]}
          onChange={([chosen]) => {
            const value = ATTENDANCE_KEYS.find((each) => each.status === chosen)?.status
            if (value !== undefined)
              dispatch({ kind: 'put', memberId: stored.member_id, key: ATTENDANCE, value })
          }}
          error={refusalAt(row, ATTENDANCE)}
        />
        {row.values.attendance !== null && isAttended(row.values.attendance) && (
          <Forms row={row} state={state} dispatch={dispatch} />
        )}
        <div className={styles.steps}>
          <Button variant="default" disabled={place === 0} onClick={() => goTo(-1)}>
            Back
          </Button>
          <Button onClick={() => goTo(1)}>{isLast ? 'Store the last member' : 'Next member'}</Button>
        </div>
      </div>
    </Card>
  )
}

function Forms({ row, state, dispatch }: Props & { row: EntryRow }): ReactElement {
  const memberId = row.stored.member_id
  const put = (key: string, value: number | null): void => dispatch({ kind: 'put', memberId, key, value })
  return (
    <>
      {state.measures.map((measure) => (
        <MeasureForm
          key={measure.code}
          measure={measure}
          answers={measure.items.map((_, index) => row.values.answers[itemKey(measure.code, index)])}
          difficulty={row.values.answers[difficultyKey(measure.code)]}
          onAnswer={(index, answer) => put(itemKey(measure.code, index), answer)}
          onDifficulty={(answer) => put(difficultyKey(measure.code), answer)}
          errorAt={(index) => refusalAt(row, itemKey(measure.code, index))}
          difficultyError={refusalAt(row, difficultyKey(measure.code))}
          isDisabled={isClosed(state) || row.sending.kind === 'conflict'}
          progress={
            <span className={styles.progress}>
              <SumWords measure={measure} row={row} />
            </span>
          }
        />
      ))}
    </>
  )
}

/** Another member begins at the top, for the eye and for who listens. */
function useHeadingOfNext(memberId: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  const previous = useRef(memberId)
  useEffect(() => {
    if (previous.current === memberId) return
    previous.current = memberId
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'center' })
  }, [memberId])
  return heading
}
