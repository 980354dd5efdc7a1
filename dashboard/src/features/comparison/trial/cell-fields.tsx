import { type ReactElement, useState } from 'react'
import { ChoiceList } from '../../../components/form/choice-list.js'
import { SelectField } from '../../../components/form/select-field.js'
import { TextField } from '../../../components/form/text-field.js'
import type { FormState } from '../../../components/form/use-form.js'
import { measureName } from '../../../format/measure-words.js'
import { COMBINATION_WORDS, ESTIMAND_WORDS } from '../study-words.js'
import {
  COMBINATIONS,
  COVARIATES,
  covariateWords,
  ESTIMANDS,
  type TrialCell,
  type TrialQuestion,
} from './trial-cells.js'
import type { TrialField, TrialLists } from './written-cell.js'

/** What a cell may be set to beside numbers. */
export interface CellChoices {
  readonly sites: readonly { readonly site_id: string; readonly name: string }[]
  readonly measures: readonly string[]
}

type FieldsProps = {
  cell: TrialCell
  question: TrialQuestion
  choices: CellChoices
  form: FormState<TrialField>
  lists: TrialLists
  setLists: (lists: TrialLists) => void
}

/** The fields of one cell. */
export function CellFields(props: FieldsProps): ReactElement | null {
  const { cell, question, form, lists, setLists } = props
  const { definition } = question
  const number = (name: TrialField, label: string, value: number | null, hint: string): ReactElement => (
    <TextField
      name={name}
      label={label}
      defaultValue={value === null ? '' : String(value)}
      error={form.errorAt(name)}
      inputMode="decimal"
      autoComplete="off"
      hint={hint}
    />
  )
  switch (cell) {
    case 'name':
      return (
        <TextField
          name="name"
          label="Name"
          defaultValue={definition.name}
          error={form.errorAt('name')}
          autoComplete="off"
          maxLength={80}
          hint="Another name begins another study with its own versions"
        />
      )
    case 'sites':
      return (
        <ChoiceList
          kind="checkbox"
          legend="Sites"
          name="sites"
          choices={props.choices.sites.map(({ site_id, name }) => ({ value: site_id, label: name }))}
          chosen={lists.sites}
          onChange={(sites) => setLists({ ...lists, sites })}
          error={lists.sites.length === 0 ? 'Choose at least one.' : null}
        />
      )
    case 'eligibility':
      return number(
        'baseline_threshold',
        'Baseline of this or worse',
        definition.baseline_threshold,
        `Points of ${measureName(definition.measure)}; empty: any baseline`,
      )
    case 'assignment':
      return <AssignmentFields {...props} number={number} />
    case 'landmark':
      return number(
        'landmark_day',
        'In care on day',
        definition.landmark_day,
        'Days after joining, not before the end of the grace period; empty: no landmark',
      )
    case 'outcome':
      return <OutcomeFields {...props} number={number} />
    case 'follow_up':
      return number(
        'follow_up_weeks',
        'Weeks from joining',
        definition.follow_up_weeks,
        'Nothing later is read; empty: to the last form',
      )
    case 'estimand':
      return (
        <SelectField name="estimand" label="Mean difference among" defaultValue={definition.estimand}>
          {ESTIMANDS.map((each) => (
            <option key={each} value={each}>
              {ESTIMAND_WORDS[each]}
            </option>
          ))}
        </SelectField>
      )
    case 'covariates':
      return (
        <ChoiceList
          kind="checkbox"
          legend="Adjusted for"
          name="covariates"
          hint="The baseline is always among them. Leave one out that tells the arms apart or is often not recorded."
          choices={COVARIATES.map((value) => ({
            value,
            label: covariateWords(value, definition.measure),
            isDisabled: value === 'baseline',
          }))}
          chosen={lists.covariates}
          onChange={(chosen) =>
            setLists({ ...lists, covariates: COVARIATES.filter((each) => chosen.includes(each)) })
          }
        />
      )
    case 'margin':
      return number(
        'margin',
        'Points',
        definition.margin,
        `A smaller difference on ${measureName(definition.measure)} is called not relevant`,
      )
    case 'time_zero':
      return null
  }
}

type NumberField = (name: TrialField, label: string, value: number | null, hint: string) => ReactElement

function AssignmentFields({
  question,
  lists,
  setLists,
  number,
}: FieldsProps & { number: NumberField }): ReactElement {
  return (
    <>
      <ChoiceList
        kind="checkbox"
        legend="Combined means group therapy and"
        name="combinations"
        choices={COMBINATIONS.map((value) => ({ value, label: COMBINATION_WORDS[value] }))}
        chosen={lists.combinations}
        onChange={(chosen) =>
          setLists({ ...lists, combinations: COMBINATIONS.filter((each) => chosen.includes(each)) })
        }
        error={lists.combinations.length === 0 ? 'Choose at least one.' : null}
      />
      <ChoiceList
        kind="radio"
        legend="The combinations are compared"
        name="apart"
        choices={[
          { value: 'apart', label: 'together, and each for itself' },
          { value: 'together', label: 'together only' },
        ]}
        chosen={[lists.isEachApart ? 'apart' : 'together']}
        onChange={([chosen]) => setLists({ ...lists, isEachApart: chosen === 'apart' })}
      />
      {number(
        'grace_days',
        'Grace period in days',
        question.definition.grace_days,
        'Another treatment on any of these days from joining decides the arm',
      )}
    </>
  )
}

function OutcomeFields({
  question,
  choices,
  form,
  number,
}: FieldsProps & { number: NumberField }): ReactElement {
  const { measure, outcome } = question.definition
  const [kind, setKind] = useState<string>(outcome.kind)
  return (
    <>
      <SelectField name="measure" label="Measure" defaultValue={measure} error={form.errorAt('measure')}>
        {[...new Set([...choices.measures, measure])].map((code) => (
          <option key={code} value={code}>
            {measureName(code)}
          </option>
        ))}
      </SelectField>
      <SelectField
        name="outcome_kind"
        label="Which score"
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
      >
        <option value="window">The one nearest to a week</option>
        <option value="last">The last one</option>
      </SelectField>
      {kind === 'window' && (
        <>
          {number('outcome_week', 'Week', outcome.kind === 'window' ? outcome.week : 8, 'From joining')}
          {number(
            'outcome_half_width',
            'At most so many weeks from it',
            outcome.kind === 'window' ? outcome.half_width_weeks : 2,
            'Half of the window',
          )}
        </>
      )}
    </>
  )
}
