import type { ReactElement } from 'react'
import type { MeasureForm as MeasureFormContract } from '../../../../../api/src/contracts/entry.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { MeasureForm } from '../../../components/measure-form/measure-form.js'
import { RiskAnswerNotice } from '../../../components/measure-form/risk-answer-notice.js'
import { nAnswered, riskAnswer, type TypedForm, withAnswer } from './form-values.js'

/** The questions of one form; an answer that points to danger is told at the click, before anything is sent. */
export function FormQuestions(props: {
  measure: MeasureFormContract
  form: TypedForm
  onChange: (form: TypedForm) => void
  memberId: string
  error: string | null
}): ReactElement {
  const { measure, form, onChange, error } = props
  const { crisis_line: crisisLine } = useSignedIn().deployment
  const risk = riskAnswer(measure, form)
  return (
    <>
      <MeasureForm
        measure={measure}
        answers={form.answers}
        difficulty={form.difficulty}
        onAnswer={(index, answer) => onChange(withAnswer(form, index, answer))}
        onDifficulty={(difficulty) => onChange({ ...form, difficulty })}
        progress={
          <span>
            {nAnswered(form)} of {measure.items.length} answered
          </span>
        }
      />
      {risk !== null && (
        <RiskAnswerNotice
          label={`Item ${risk.item} of member ${props.memberId}`}
          titles={[
            `Member ${props.memberId} answered ${risk.answer}, “${risk.words.toLowerCase()}”, to item ${risk.item}: ${risk.label}`,
          ]}
          crisisLine={crisisLine}
          isStored={false}
        />
      )}
      {error !== null && <p role="alert">{error}</p>}
    </>
  )
}
