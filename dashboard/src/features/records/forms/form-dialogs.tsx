import { type ReactElement, useState } from 'react'
import type { MeasureForm } from '../../../../../api/src/contracts/entry.js'
import type { MeasureContract } from '../../../../../api/src/contracts/measures.js'
import type { EpisodeRecord } from '../../../../../api/src/contracts/member-records.js'
import type { ResponseRow } from '../../../../../api/src/contracts/members.js'
import type { NewResponse, SavedResponse } from '../../../../../api/src/contracts/response-entry.js'
import { brokenRules, type FieldErrors } from '../../../components/form/field-errors.js'
import { SelectField } from '../../../components/form/select-field.js'
import { formatDay } from '../../../format/day.js'
import { RecordDialog } from '../record-dialog.js'
import { DayField, OneOfField, WholeField } from '../record-fields.js'
import { isWhole, oneOf, wholeOrNull } from '../typed-values.js'
import { FormQuestions } from './form-questions.js'
import { addForm, changeForm, useMeasureForm, voidForm } from './form-requests.js'
import { emptyForm, formOf, nAnswered, newResponse, responseChange, type TypedForm } from './form-values.js'

// Types alone cross from the contracts: their values would bring the validator along.
const MODES = ['paper', 'tablet', 'interview'] as const satisfies readonly NewResponse['mode'][]
const MODE_LABELS = { paper: 'on paper', tablet: 'on a tablet', interview: 'in an interview' } as const
const OPEN_QUESTIONS = 'A question left open counts as not answered, which is not 0.'

interface OfDialog {
  readonly onStored: (saved: SavedResponse) => void
  readonly onClose: () => void
}

/** One form of a measure, outside a session's page. */
export function NewFormDialog(
  props: OfDialog & {
    memberId: string
    measures: readonly MeasureContract[]
    episodes: readonly EpisodeRecord[]
  },
): ReactElement {
  const { memberId, measures, episodes } = props
  const [code, setCode] = useState(measures[0]?.code ?? '')
  const questions = useMeasureForm(code)
  const [typed, setTyped] = useState<TypedForm | null>(null)
  // Made once: the form that is sent again is the same form.
  const [responseId] = useState(() => crypto.randomUUID())
  const form = typed ?? (questions.data === undefined ? null : emptyForm(questions.data))
  const joinedDays = episodes.map(({ joined_on }) => joined_on)
  return (
    <RecordDialog
      title={`A form of member ${memberId}`}
      words={OPEN_QUESTIONS}
      sendLabel="Store the form"
      fields={['measure', 'responded_on', 'mode', 'joined_on', 'answers']}
      hasReason={false}
      check={(value) => [
        ...brokenRules([
          'responded_on',
          value('responded_on') !== '',
          'Give the day on which it was filled in.',
        ]),
        ...missingAnswers(form),
      ]}
      send={async (value) => {
        if (form === null) return
        const mode = oneOf(MODES, value('mode')) ?? 'paper'
        const joinedOn = oneOf(joinedDays, value('joined_on'))
        const given = { response_id: responseId, member_id: memberId, measure: code, mode, joinedOn }
        props.onStored(await addForm(newResponse({ ...given, responded_on: value('responded_on') }, form)))
      }}
      onClose={props.onClose}
    >
      {(errorAt) => (
        <>
          <SelectField
            name="measure"
            label="Measure"
            value={code}
            error={errorAt('measure')}
            onChange={(event) => {
              setCode(event.currentTarget.value)
              setTyped(null)
            }}
          >
            {measures.map((each) => (
              <option key={each.code} value={each.code}>
                {each.short_name}
              </option>
            ))}
          </SelectField>
          <DayField name="responded_on" label="Filled in on" error={errorAt('responded_on')} />
          <OneOfField
            name="mode"
            label="How it was filled in"
            values={MODES}
            labels={MODE_LABELS}
            value="paper"
            error={errorAt('mode')}
          />
          {episodes.length > 1 && (
            <OneOfField
              name="joined_on"
              label="Episode"
              values={joinedDays}
              labels={Object.fromEntries(
                episodes.map(({ joined_on, group_name }) => [
                  joined_on,
                  `${group_name}, joined ${formatDay(joined_on)}`,
                ]),
              )}
              none="by the day of the form"
              error={errorAt('joined_on')}
            />
          )}
          <Questions
            questions={questions.data}
            form={form}
            onChange={setTyped}
            memberId={memberId}
            error={errorAt('answers')}
          />
        </>
      )}
    </RecordDialog>
  )
}

/** A correction: the version before stays, with who changed it and why. A voided form comes back with it. */
export function CorrectFormDialog(
  props: OfDialog & { memberId: string; form: ResponseRow; measure: MeasureContract },
): ReactElement {
  const { memberId, form: stored, measure } = props
  const questions = useMeasureForm(measure.code)
  const [typed, setTyped] = useState<TypedForm | null>(null)
  const form = typed ?? (questions.data === undefined ? null : formOf(stored, questions.data))
  const isTotalOnly = stored.answers === null
  return (
    <RecordDialog
      title={`${measure.short_name} of ${formatDay(stored.responded_on)}`}
      words={
        stored.is_voided ? `The form is void; storing it brings it back. ${OPEN_QUESTIONS}` : OPEN_QUESTIONS
      }
      sendLabel={stored.is_voided ? 'Bring it back' : 'Store the correction'}
      fields={['responded_on', 'total', 'answers']}
      hasReason
      check={(value) => [
        ...brokenRules(
          ['responded_on', value('responded_on') !== '', 'Give the day on which it was filled in.'],
          ['total', !isTotalOnly || isWhole(value('total')), 'A whole number.'],
        ),
        ...(isTotalOnly ? [] : missingAnswers(form)),
      ]}
      send={async (value) => {
        if (form === null) return
        const given = {
          respondedOn: value('responded_on'),
          reason: value('reason'),
          total: isTotalOnly ? wholeOrNull(value('total')) : null,
        }
        props.onStored(await changeForm(stored, responseChange(stored, given, form)))
      }}
      onClose={props.onClose}
    >
      {(errorAt) => (
        <>
          <DayField
            name="responded_on"
            label="Filled in on"
            value={stored.responded_on}
            error={errorAt('responded_on')}
          />
          {isTotalOnly && (
            <WholeField
              name="total"
              label="Total"
              value={stored.total}
              hint="Only the total is known. Answers given below take its place."
              error={errorAt('total')}
            />
          )}
          <Questions
            questions={questions.data}
            form={form}
            onChange={setTyped}
            memberId={memberId}
            error={errorAt('answers')}
          />
        </>
      )}
    </RecordDialog>
  )
}

export function VoidFormDialog(
  props: OfDialog & { form: ResponseRow; measure: MeasureContract },
): ReactElement {
  const { form, measure } = props
  return (
    <RecordDialog
      title={`Void the ${measure.short_name} of ${formatDay(form.responded_on)}`}
      words="It counts no more: scores, outcomes and signals are worked out without it. Nothing of it is lost, and a correction brings it back. An answer to item 9 that waits for a person goes on waiting."
      sendLabel="Void the form"
      fields={[]}
      hasReason
      check={() => []}
      send={async (value) =>
        props.onStored(await voidForm(form, { version: form.version, reason: value('reason') }))
      }
      onClose={props.onClose}
    >
      {() => null}
    </RecordDialog>
  )
}

function Questions(props: {
  questions: MeasureForm | undefined
  form: TypedForm | null
  onChange: (form: TypedForm) => void
  memberId: string
  error: string | null
}): ReactElement {
  const { questions, form } = props
  if (questions === undefined || form === null) return <p role="status">Loading the questions</p>
  return <FormQuestions {...props} measure={questions} form={form} />
}

function missingAnswers(form: TypedForm | null): FieldErrors<'answers'> {
  return brokenRules([
    'answers',
    form !== null && nAnswered(form) > 0,
    'No question is answered. Choose at least one answer, or leave the form out.',
  ])
}
