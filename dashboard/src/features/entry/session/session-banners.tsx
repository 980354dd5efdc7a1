import { Button } from '@mantine/core'
import type { Dispatch, ReactElement, ReactNode } from 'react'
import { Icon } from '../../../components/icon.js'
import { formatDay, formatTimeOfDay } from '../../../format/day.js'
import { countOf } from '../../../format/number.js'
import styles from './session-banners.module.css'
import type { SheetAction } from './sheet-reducer.js'
import { type SheetState, unsentRows } from './sheet-state.js'
import type { Keeping } from './use-keeping-rows.js'

/** What holds for the whole sheet: whether it may be entered, what waits, what else is open. */
export function SessionBanners(props: {
  state: SheetState
  dispatch: Dispatch<SheetAction>
  keeping: Keeping
}): ReactElement {
  const { state, keeping } = props
  const nUnsent = unsentRows(state).length
  return (
    <div className={styles.banners}>
      <EntryBanner state={state} nUnsent={nUnsent} />
      {state.pause !== null && nUnsent > 0 && (
        <Banner kind="watch" role="alert">
          <p>
            <strong>{countOf(nUnsent, 'row')} not stored yet.</strong> {state.pause.words}{' '}
            {keeping.isKept
              ? 'What you typed is kept in this browser and sent again by itself.'
              : 'It is sent again by itself.'}
          </p>
          <Button
            size="xs"
            variant="default"
            loading={state.pause.isTrying}
            onClick={() => props.dispatch({ kind: 'try_again' })}
          >
            Try now
          </Button>
        </Banner>
      )}
      {!keeping.isKept && (
        <Banner kind="watch">
          <p>
            This browser keeps nothing for this page, so rows that are not stored are lost when it is closed.
            Wait for “Saved” before you leave.
          </p>
        </Banner>
      )}
      {keeping.offer.length > 0 && (
        <Banner kind="watch">
          <p>
            <strong>
              {countOf(keeping.offer.length, 'row')} that you typed before{' '}
              {keeping.offer.length === 1 ? 'was' : 'were'} not stored:
            </strong>{' '}
            {keeping.offer
              .map(({ memberId, keptAt }) => `${memberId} (${formatTimeOfDay(keptAt)})`)
              .join(', ')}
            . They are kept in this browser for 72 hours.
          </p>
          <Button size="xs" onClick={keeping.take}>
            Take over and send
          </Button>
          <Button size="xs" variant="default" onClick={keeping.drop}>
            Drop
          </Button>
        </Banner>
      )}
      {keeping.hasOtherTab && (
        <Banner kind="quiet">
          <p>
            This session is open in another tab as well. Each tab stores member by member; if both change the
            same one, you will be asked.
          </p>
        </Banner>
      )}
    </div>
  )
}

function EntryBanner({ state, nUnsent }: { state: SheetState; nUnsent: number }): ReactElement | null {
  switch (state.attendanceEntry) {
    case 'open':
      return null
    case 'makes_held':
      return (
        <Banner kind="quiet">
          <p>This session is still planned. The first attendance that you enter says that it was held.</p>
        </Banner>
      )
    case 'not_yet':
      return (
        <Banner kind="quiet">
          <p>
            Attendance and forms can be entered from {formatDay(state.session.session_date)} on. Nothing can
            be typed before.
          </p>
        </Banner>
      )
    case 'cancelled':
      return (
        <Banner kind="watch" {...(nUnsent > 0 ? { role: 'alert' as const } : {})}>
          <p>
            <strong>This session was cancelled,</strong> so nobody attended it or missed it.{' '}
            {nUnsent > 0 &&
              `What you typed for ${countOf(nUnsent, 'member')} is not stored, and stays on this page. `}
            If it took place, say first on its group that it was held.
          </p>
        </Banner>
      )
  }
}

function Banner(props: { kind: 'quiet' | 'watch'; role?: 'alert'; children: ReactNode }): ReactElement {
  return (
    <div
      className={styles.banner}
      data-kind={props.kind}
      {...(props.role === undefined ? {} : { role: props.role })}
    >
      {props.kind === 'watch' && <Icon name="warning" />}
      {props.children}
    </div>
  )
}
