import { type ReactElement, useEffect, useRef } from 'react'
import { Link } from 'react-router'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { ResponseRow } from '../../../../api/src/contracts/members.js'
import { answerWords } from '../../charts/items-heat-table.model.js'
import { OpenLink } from '../../components/access/open-link.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { Icon } from '../../components/icon.js'
import { formatDay, formatInstant } from '../../format/day.js'
import { SCORING_LABELS } from '../../format/enumeration-labels.js'
import { formatNullable } from '../../format/number.js'
import styles from './response-drawer.module.css'
import { ResponseVersionList } from './response-version-list.js'
import { modeWords, responseFlags } from './response-words.js'

/** One form as it was filled in, and where it came from. The browser's own dialog keeps focus and Escape right. */
export function ResponseDrawer(props: {
  memberId: string
  response: ResponseRow
  measure: MeasureContract
  onClose: () => void
}): ReactElement {
  const { memberId, response, measure, onClose } = props
  const { role } = useSignedIn()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className={styles.drawer} aria-labelledby="response-title" onClose={onClose}>
      <div className={styles.head}>
        <h2 id="response-title">
          {measure.short_name} of {formatDay(response.responded_on)}
        </h2>
        <button type="button" onClick={onClose}>
          <Icon name="close" size={14} /> Close
        </button>
      </div>
      <p className={styles.total}>
        <strong>{formatNullable(response.total)}</strong> {bandWords(response, measure)}
      </p>
      <Answers response={response} measure={measure} />
      <Origin response={response} />
      {role === 'therapist' ? (
        <>
          <ResponseVersionList form={response} measure={measure} />
          <p className={styles.ways}>
            <Link to={`/members/${encodeURIComponent(memberId)}/record`}>Correct or void this form</Link>
          </p>
        </>
      ) : (
        <p className={styles.quiet}>Earlier versions are for the therapists of the member.</p>
      )}
    </dialog>
  )
}

function bandWords(response: ResponseRow, measure: MeasureContract): string {
  const band = measure.bands.find((each) => each.code === response.band)?.label ?? response.band
  const scoring = SCORING_LABELS[response.scoring].toLowerCase()
  return band === null ? scoring : `${band.toLowerCase()}, ${scoring}`
}

function Answers({ response, measure }: { response: ResponseRow; measure: MeasureContract }): ReactElement {
  if (response.answers === null) {
    return <p className={styles.quiet}>Only the total was recorded; there are no answers to show.</p>
  }
  const { answers, functional_difficulty } = response
  return (
    <table className={styles.answers}>
      <caption>
        Answers, {measure.item_range.low} to {measure.item_range.high}
      </caption>
      <tbody>
        {measure.items.map((item) => {
          const answer = answers[item.number - 1] ?? null
          return (
            <tr key={item.number} data-risk={item.is_risk_item}>
              <th scope="row">
                <span className={styles.number}>{item.number}</span>
                {item.label}
                {item.is_reversed && ' (scored in reverse)'}
              </th>
              <td data-answered={answer !== null}>
                {answer === null || item.is_risk_item ? answerWords(answer, item.is_risk_item) : answer}
              </td>
            </tr>
          )
        })}
        {functional_difficulty !== null && (
          <tr>
            <th scope="row">Difficulty at work, home or with people (not scored)</th>
            <td>{functional_difficulty}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

function Origin({ response }: { response: ResponseRow }): ReactElement {
  const flags = responseFlags(response)
  return (
    <dl className={styles.origin}>
      <dt>Session</dt>
      <dd>{response.session_number === null ? 'none' : response.session_number}</dd>
      <dt>Recorded</dt>
      <dd>{formatInstant(response.recorded_at)}</dd>
      <dt>Source</dt>
      <dd>
        {response.source_system}, id {response.response_id}
      </dd>
      <dt>Filled in</dt>
      <dd>{modeWords(response.mode)}</dd>
      <dt>Version</dt>
      <dd>{response.version}</dd>
      <dt>Import</dt>
      <dd>
        {response.import_id === null ? (
          'not imported'
        ) : (
          <OpenLink to="/entry/import" staysAsWords>
            import {response.import_id}
          </OpenLink>
        )}
      </dd>
      {flags.length > 0 && (
        <>
          <dt>Remarks</dt>
          <dd>{flags.join(', ')}</dd>
        </>
      )}
    </dl>
  )
}
