import type { ReactElement, ReactNode } from 'react'
import { Link } from 'react-router'
import { AttendanceMarkShape } from './attendance-mark.js'
import { ATTENDANCE_MARK_LABELS } from './attendance-mark.model.js'
import {
  type BoardCell,
  type BoardRow,
  type BoardSession,
  type RosterBoardModel,
  SCORE_MARK_LABELS,
  type ScoreMark,
} from './roster-board.model.js'
import styles from './roster-board.module.css'

interface RosterBoardProps {
  readonly model: RosterBoardModel
  /** Where a member's row leads. */
  readonly memberHref: (row: BoardRow) => string
  /** Under the member's id: how they stand now. */
  readonly standing: (row: BoardRow) => ReactNode
}

const MEMBER_WIDTH = 152
const SESSION_WIDTH = 68

/** A member a row, a session a column; the first column stays while the sessions scroll. */
export function RosterBoard({ model, memberHref, standing }: RosterBoardProps): ReactElement {
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
                  {standing(row)}
                  {row.note !== null && <span className={styles.note}>{row.note}</span>}
                </th>
                {row.cells.map((cell, index) => (
                  <Cell key={model.sessions[index]?.id ?? index} cell={cell} />
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <CountRow label="Came" counts={model.sessions.map(({ id, came }) => ({ id, words: came }))} />
            <CountRow
              label="Forms with a score"
              counts={model.sessions.map(({ id, scored, lacksForms }) => ({ id, words: scored, lacksForms }))}
            />
          </tfoot>
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
        {model.scoreMarks.map((mark) => (
          <span key={mark} className={styles.key}>
            <ScoreMarkShape mark={mark} />
            {SCORE_MARK_LABELS[mark]}
          </span>
        ))}
        {model.hasEdges && (
          <span className={styles.key}>
            <span className={styles.edgeKey} aria-hidden="true" />
            joined or left here
          </span>
        )}
      </p>
    </div>
  )
}

function CountRow(props: {
  label: string
  counts: readonly { id: string; words: string | null; lacksForms?: boolean }[]
}): ReactElement {
  return (
    <tr>
      <th scope="row">{props.label}</th>
      {props.counts.map(({ id, words, lacksForms = false }) => (
        <td key={id} data-lacks={lacksForms}>
          {words ?? <span aria-hidden="true">–</span>}
        </td>
      ))}
    </tr>
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
    <td title={cell.words} data-needs-form={cell.needsForm} data-edge={cell.edge ?? undefined}>
      <span className={styles.cell} aria-hidden="true">
        <span className={styles.marks}>
          <AttendanceMarkShape mark={cell.mark} />
          {cell.score !== null && <span className={styles.score}>{cell.score}</span>}
          {cell.scoreMark !== null && <ScoreMarkShape mark={cell.scoreMark} />}
          {cell.hasRiskAnswer && <RiskMark />}
        </span>
        {cell.word !== null && <span className={styles.word}>{cell.word}</span>}
      </span>
      <span className={styles.hiddenWords}>{cell.words}</span>
    </td>
  )
}

const SCORE_MARK_PATHS: Readonly<Record<ScoreMark, ReactElement>> = {
  better: <path d="M1.5 5.5l2.5 2.5 4.5-6" fill="none" stroke="currentColor" strokeWidth={1.8} />,
  worse: <path d="M5 1l4.5 8h-9z" fill="currentColor" />,
  above_range: <path d="M5 1.6l3.6 6.6H1.4z" fill="none" stroke="currentColor" strokeWidth={1.3} />,
}

function ScoreMarkShape({ mark }: { mark: ScoreMark }): ReactElement {
  return (
    <svg
      width={10}
      height={10}
      viewBox="0 0 10 10"
      aria-hidden="true"
      className={styles.scoreMark}
      data-mark={mark}
    >
      {SCORE_MARK_PATHS[mark]}
    </svg>
  )
}

function RiskMark(): ReactElement {
  return (
    <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden="true" className={styles.risk}>
      <path d="M5 0l5 5-5 5-5-5z" fill="currentColor" />
    </svg>
  )
}
