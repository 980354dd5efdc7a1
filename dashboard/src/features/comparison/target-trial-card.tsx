import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { useNavigate } from 'react-router'
import type { StudyDefinitionContract } from '../../../../api/src/contracts/studies.js'
import { Card } from '../../components/card.js'
import { ChoiceList } from '../../components/form/choice-list.js'
import { fieldErrorsOf } from '../../components/form/field-errors.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { SelectField } from '../../components/form/select-field.js'
import { TextField } from '../../components/form/text-field.js'
import { useForm } from '../../components/form/use-form.js'
import { measureName } from '../../format/measure-words.js'
import styles from './comparison.module.css'
import { makeStudy } from './study-reads.js'
import { COMBINATION_WORDS, ESTIMAND_WORDS } from './study-words.js'
import { TRIAL_FIELDS, type TrialField, writtenDefinition, wrongNumbers } from './written-definition.js'

const COMBINATIONS = ['individual', 'medication', 'both'] as const
const ESTIMANDS = ['overlap', 'ate', 'att'] as const

/** The question as a target trial: every cell can be changed; sent, it becomes the next version of its name. */
export function TargetTrialCard(props: {
  title: string
  from: StudyDefinitionContract
  sites: readonly string[] | null
}): ReactElement {
  const { from } = props
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [combinations, setCombinations] = useState<readonly string[]>(from.combinations)
  const chosen = COMBINATIONS.filter((each) => combinations.includes(each))
  const form = useForm<TrialField>({
    check: wrongNumbers,
    send: async (value) => {
      const study = await makeStudy({
        definition: writtenDefinition(from, value, chosen),
        sites: props.sites === null ? null : [...props.sites],
        as_of: null,
      })
      await queryClient.invalidateQueries({ queryKey: ['studies'] })
      await navigate(`/comparison/${study.study_id}`)
    },
    errorsOf: (problem) =>
      fieldErrorsOf(
        problem,
        TRIAL_FIELDS.map((field) => `definition.${field}` as const),
      ).map(({ field, words }) => ({
        field: TRIAL_FIELDS.find((each) => `definition.${each}` === field) ?? 'name',
        words,
      })),
  })
  const cell = (name: TrialField, label: string, value: number | string | null, hint?: string) => (
    <TextField
      name={name}
      label={label}
      defaultValue={value === null ? '' : String(value)}
      error={form.errorAt(name)}
      autoComplete="off"
      {...(hint === undefined ? {} : { hint })}
      {...(typeof value === 'string' ? {} : { inputMode: 'decimal' as const })}
    />
  )
  const { outcome } = from
  return (
    <Card label={props.title}>
      <h2 className={styles.title}>{props.title}</h2>
      <form {...form.props}>
        <div className={styles.fields}>
          {cell('name', 'Name', from.name, 'The same name makes its next version')}
          <SelectField
            name="measure"
            label="Measure"
            defaultValue={from.measure}
            error={form.errorAt('measure')}
          >
            {[...new Set(['phq9', 'gad7', from.measure])].map((code) => (
              <option key={code} value={code}>
                {measureName(code)}
              </option>
            ))}
          </SelectField>
          {cell(
            'baseline_threshold',
            'Eligible: baseline at least',
            from.baseline_threshold,
            'Points; empty: any',
          )}
          {cell(
            'grace_days',
            'Grace period',
            from.grace_days,
            'Days from joining (time zero) that decide the arm',
          )}
          {cell('landmark_day', 'In care on day', from.landmark_day, 'Landmark for both arms; empty: none')}
          <SelectField name="outcome_kind" label="Outcome" defaultValue={outcome.kind}>
            <option value="window">Score near a week</option>
            <option value="last">Last score</option>
          </SelectField>
          {cell('outcome_week', 'Outcome at week', outcome.kind === 'window' ? outcome.week : null)}
          {cell(
            'outcome_half_width',
            'At most weeks from it',
            outcome.kind === 'window' ? outcome.half_width_weeks : null,
          )}
          {cell('follow_up_weeks', 'Follow-up in weeks', from.follow_up_weeks, 'Empty: to the last form')}
          <SelectField name="estimand" label="Whose average" defaultValue={from.estimand}>
            {ESTIMANDS.map((each) => (
              <option key={each} value={each}>
                {ESTIMAND_WORDS[each]}
              </option>
            ))}
          </SelectField>
          {cell('margin', 'Margin', from.margin, 'Points below which a difference is not relevant')}
        </div>
        <ChoiceList
          kind="checkbox"
          legend="Combined means group therapy and"
          name="combinations"
          layout="row"
          choices={COMBINATIONS.map((value) => ({ value, label: COMBINATION_WORDS[value] }))}
          chosen={chosen}
          onChange={setCombinations}
          error={chosen.length === 0 ? 'Choose at least one.' : null}
        />
        <FormAlert failure={form.failure} />
        <Button type="submit" mt="md" loading={form.isSending} disabled={chosen.length === 0}>
          Save and work out
        </Button>
      </form>
    </Card>
  )
}
