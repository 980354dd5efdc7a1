import { Button } from '@mantine/core'
import { type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { Link } from 'react-router'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { CaseloadRow } from '../../../../api/src/contracts/signals.js'
import { OpenLink } from '../../components/access/open-link.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { useHiddenNames } from '../../components/hidden-names/use-hidden-names.js'
import { escalationWords, lifeWords } from '../../components/signals/life-words.js'
import { SignalActionDialog } from '../../components/signals/signal-action-dialog.js'
import { MemberStatusPill, SignalPill } from '../../components/signals/signal-pills.js'
import { StatusPill } from '../../components/status-pill/status-pill.js'
import { changeWords } from '../../format/measure-words.js'
import { formatNumber } from '../../format/number.js'
import { CourseCell } from './course-cell.js'
import { nextStepOf, type RowStep } from './row-step.js'
import { RowWhy } from './row-why.js'
import { livingSignals, rowName, rowSentences, scoreWords, sessionWords } from './row-words.js'
import styles from './today-row.module.css'

/** The gravest come first; a row that says everything hides the next one. */
const SENTENCES_SHOWN = 3

/** One episode: who, how the scores went, where they stand and why, and what to do next. */
export function TodayRow(props: {
  row: CaseloadRow
  measure: string
  definition: MeasureContract | null
}): ReactElement {
  const { row, measure } = props
  const whose = rowName(row, useHiddenNames())
  const [isWhyOpen, setWhyOpen] = useState(false)
  const whyId = useId()
  const step = nextStepOf(row)
  return (
    <li className={styles.row} data-row data-grave={row.status === 'not_on_track'}>
      <div className={styles.who}>
        <Link
          to={`/members/${encodeURIComponent(row.member_id)}?episode=${row.episode_id}`}
          className={styles.name}
          data-row-link
        >
          {whose}
        </Link>
        {whose !== row.member_id && <span className={styles.code}>{row.member_id}</span>}
        <span className={styles.quiet}>
          <OpenLink to={`/groups/${encodeURIComponent(row.group_id)}`} staysAsWords>
            {row.group_name}
          </OpenLink>
          {` · ${sessionWords(row)}`}
        </span>
      </div>
      <RowScore row={row} measure={measure} />
      <CourseCell row={row} measure={measure} definition={props.definition} />
      <RowReasons row={row} />
      <div className={styles.ways}>
        {step !== null && <StepButton row={row} step={step} whose={whose} />}
        {(row.signals.length > 0 || row.risk_item !== null) && (
          <Button
            variant="default"
            size="xs"
            aria-expanded={isWhyOpen}
            aria-controls={whyId}
            aria-keyshortcuts="w"
            aria-label={`Why: ${whose}`}
            data-key="w"
            onClick={() => setWhyOpen(!isWhyOpen)}
          >
            Why
          </Button>
        )}
        <Button
          component={Link}
          to={`/members/${encodeURIComponent(row.member_id)}?episode=${row.episode_id}`}
          variant="default"
          size="xs"
          aria-label={`Open: ${whose}`}
        >
          Open
        </Button>
      </div>
      <div id={whyId} className={styles.why} hidden={!isWhyOpen}>
        {isWhyOpen && <RowWhy row={row} whose={whose} />}
      </div>
    </li>
  )
}

function RowScore({ row, measure }: { row: CaseloadRow; measure: string }): ReactElement {
  const { score, change, isWorse, caption } = scoreWords(row, measure)
  const standing = row.measures.find((each) => each.measure === measure)
  return (
    <div className={styles.score}>
      <span className={styles.total}>{score}</span>
      {change !== null && (
        <>
          <span className={styles.change} data-worse={isWorse} aria-hidden="true">
            {change}
          </span>
          <span className={styles.words}>, {changeWords(standing?.change ?? 0)} since the start</span>
        </>
      )}
      <span className={styles.caption}>{caption}</span>
    </div>
  )
}

function RowReasons({ row }: { row: CaseloadRow }): ReactElement {
  const { time_zone: timeZone } = useSignedIn().deployment
  const sentences = rowSentences(row)
  const [first, ...others] = sentences.slice(0, SENTENCES_SHOWN)
  const left = sentences.length - SENTENCES_SHOWN
  const [waiting] = row.risk_item?.to_acknowledge ?? []
  const [gravest] = livingSignals(row)
  return (
    <div className={styles.reasons}>
      <span className={styles.pills}>
        {waiting !== undefined && <StatusPill status="item9">Item 9 answered {waiting.answer}</StatusPill>}
        <MemberStatusPill status={row.status} />
        {row.signals
          .filter(({ evidence }) => evidence.level === 'badge')
          .map(({ evidence }) => (
            <SignalPill key={`${evidence.kind} ${evidence.measure}`} evidence={evidence} />
          ))}
      </span>
      <p className={styles.sentences}>
        {first !== undefined && <span>{first}.</span>}{' '}
        {others.map((sentence) => (
          <span key={sentence} className={styles.more}>
            {sentence}.{' '}
          </span>
        ))}
        {left > 0 && <span className={styles.more}>{formatNumber(left)} more under Why.</span>}
      </p>
      {(waiting === undefined ? [] : escalationWords(waiting.life, timeZone)).map((sentence) => (
        <p key={sentence} className={styles.escalation}>
          {sentence}
        </p>
      ))}
      {/* Open ones come first: with the first dealt with, all of them are. */}
      {waiting === undefined && gravest !== undefined && gravest.life.state !== 'open' && (
        <p className={styles.quiet}>{lifeWords(gravest.evidence, gravest.life, timeZone)[0]}</p>
      )}
    </div>
  )
}

function StepButton({ row, step, whose }: { row: CaseloadRow; step: RowStep; whose: string }): ReactElement {
  const [isActing, setActing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useFocusBack(isActing, button)
  const label = step.first === 'acknowledge' ? 'Acknowledge' : 'Record action'
  return (
    <>
      <Button
        ref={button}
        size="xs"
        variant={step.first === 'acknowledge' ? 'filled' : 'default'}
        aria-keyshortcuts="a"
        aria-label={`${label}: ${whose}`}
        data-key="a"
        onClick={() => setActing(true)}
      >
        {label}
      </Button>
      {isActing && (
        <SignalActionDialog
          signal={step.signal}
          whose={`${whose}, ${row.group_name}`}
          earlierOpen={step.earlierOpen}
          first={step.first}
          onClose={() => setActing(false)}
        />
      )}
    </>
  )
}

/** The dialog is gone: the keyboard goes on from the row it was opened from. */
function useFocusBack(isActing: boolean, button: { readonly current: HTMLButtonElement | null }): void {
  const wasActing = useRef(false)
  useEffect(() => {
    if (wasActing.current && !isActing) {
      button.current?.closest('[data-row]')?.querySelector<HTMLElement>('[data-row-link]')?.focus()
    }
    wasActing.current = isActing
  }, [isActing, button])
}
