import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { AttendanceMarkShape } from './attendance-mark.js'
import { ATTENDANCE_MARK_LABELS } from './attendance-mark.model.js'
import type { BoardCell, BoardRow, BoardSession, RosterBoardModel } from './roster-board.model.js'
import styles from './roster-board.module.css'

interface RosterBoardProps {
  readonly model: RosterBoardModel
  /** Where a member's row leads. */
  readonly memberHref: (row: BoardRow) => string
}

const MEMBER_WIDTH = 104
const SESSION_WIDTH = 68

/** A member a row, a session a column; the first column stays while the sessions scroll. */
export function RosterBoard({ model, memberHref }: RosterBoardProps): ReactElement {
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroller} aria-label={model.table.caption} tabIndex={0}>
        <table
          className={styles.board}
          style={{ minWidth: MEMBER_WIDTH + model.sessions.length * SESSION_WIDTH }}
        >
          <caption className={styles.hiddenWords}>{model.table.caption}</caption>
          <thead>
            <tr>
              <th scope="col" style={{ width: MEMBER_WIDTH }}>
                Member
              </th>
              {model.sessions.map((session) => (
                <SessionHead key={session.id} session={session} />
              ))}
            </tr>
          </thead>
          <tbody>
            {model.rows.map((row) => (
              <tr key={row.episodeId}>
                <th scope="row">
                  <Link to={memberHref(row)}>{row.memberId}</Link>
                  {row.note !== null && <span className={styles.note}>{row.note}</span>}
                </th>
                {row.cells.map((cell, index) => (
                  <Cell key={model.sessions[index]?.id ?? index} cell={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.legend}>
        {model.marks.map((mark) => (
          <span key={mark} className={styles.key}>
            <AttendanceMarkShape mark={mark} />
            {ATTENDANCE_MARK_LABELS[mark].toLowerCase()}
          </span>
        ))}
        {model.hasRiskAnswers && (
          <span className={styles.key}>
            <RiskMark />
            item 9 above zero
          </span>
        )}
        <span className={styles.key}>number: score</span>
      </p>
    </div>
  )
}

function SessionHead({ session }: { session: BoardSession }): ReactElement {
  return (
    <th scope="col" data-status={session.status} title={session.day}>
      {session.number}
      <span className={styles.day}>{session.status === 'cancelled' ? 'cancelled' : session.shortDay}</span>
    </th>
  )
}

function Cell({ cell }: { cell: BoardCell | null }): ReactElement {
  if (cell === null) {
    return (
      <td data-outside>
        <span className={styles.hiddenWords}>not in the group</span>
      </td>
    )
  }
  return (
    <td title={cell.words} data-needs-form={cell.needsForm}>
      <span className={styles.cell} aria-hidden="true">
        <span className={styles.marks}>
          <AttendanceMarkShape mark={cell.mark} />
          {cell.score !== null && <span className={styles.score}>{cell.score}</span>}
          {cell.hasRiskAnswer && <RiskMark />}
        </span>
        {cell.word !== null && <span className={styles.word}>{cell.word}</span>}
      </span>
      <span className={styles.hiddenWords}>{cell.words}</span>
    </td>
  )
}

function RiskMark(): ReactElement {
  return (
    <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden="true" className={styles.risk}>
      <path d="M5 0l5 5-5 5-5-5z" fill="currentColor" />
    </svg>
  )
}
