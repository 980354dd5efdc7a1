import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { RuleSet } from '../../../../api/src/contracts/rule-sets.js'
import { ChoiceList } from '../../components/form/choice-list.js'
import { changedMeanwhileWords, fieldErrorsOf } from '../../components/form/field-errors.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { TextArea } from '../../components/form/text-area.js'
import { TextField } from '../../components/form/text-field.js'
import { useForm } from '../../components/form/use-form.js'
import { newRuleSet, pointsField, RULE_RANGES, type RuleFieldName, ruleSetErrors } from './rule-draft.js'
import { storeRuleSet } from './rule-set-reads.js'
import { SWITCHABLE_RULES } from './rule-words.js'
import styles from './signal-rules.module.css'

/** The set in use, to be replaced as a whole; everybody's signals are worked out anew afterwards. */
export function RuleSetForm(props: {
  inUse: RuleSet
  measures: readonly MeasureContract[]
  onStored: (jobId: number) => Promise<void>
}): ReactElement {
  const { inUse, measures } = props
  const { rules } = inUse
  const [expected, setExpected] = useState<readonly string[]>(rules.expected_measures)
  const [switchedOn, setSwitchedOn] = useState<readonly string[]>(
    SWITCHABLE_RULES.map(({ value }) => value).filter((kind) => !rules.switched_off.includes(kind)),
  )
  const ranges = measures.map(({ code, total_range: { low, high } }) => ({ code, widest: high - low }))
  const form = useForm<RuleFieldName>({
    check: (value) => ruleSetErrors(value, ranges),
    send: async (value) => {
      const { job_id } = await storeRuleSet(newRuleSet(inUse, value, { expected, switchedOn }, ranges))
      await props.onStored(job_id)
    },
    errorsOf: (problem) => fieldErrorsOf(problem, ['reason']),
    wordsOf: (problem) => changedMeanwhileWords(problem, 'Load the page again to change what is in use now.'),
  })
  return (
    <form {...form.props} className={styles.form}>
      <div className={styles.points}>
        <TextField
          name="no_reliable_change_after_sessions"
          label="Sessions until improvement is asked for"
          type="number"
          inputMode="numeric"
          min={RULE_RANGES.no_reliable_change_after_sessions.low}
          max={RULE_RANGES.no_reliable_change_after_sessions.high}
          defaultValue={rules.no_reliable_change_after_sessions}
          hint="Attended sessions. More of them: fewer alerts, and later ones."
          error={form.errorAt('no_reliable_change_after_sessions')}
        />
        <TextField
          name="absences_in_a_row"
          label="Missed sessions in a row"
          type="number"
          inputMode="numeric"
          min={RULE_RANGES.absences_in_a_row.low}
          max={RULE_RANGES.absences_in_a_row.high}
          defaultValue={rules.absences_in_a_row}
          hint="With or without notice."
          error={form.errorAt('absences_in_a_row')}
        />
      </div>
      <ChoiceList
        kind="checkbox"
        name="expected"
        legend="Forms expected at every session"
        hint="A form that is missing is shown, and signals run on these measures."
        chosen={expected}
        choices={measures.map(({ code, short_name }) => ({ value: code, label: short_name }))}
        onChange={setExpected}
        layout="row"
      />
      <div className={styles.points}>
        {measures.map((measure) => (
          <TextField
            key={measure.code}
            name={pointsField(measure.code)}
            label={`${measure.short_name}: points of a reliable change`}
            type="number"
            inputMode="numeric"
            min={1}
            max={measure.total_range.high - measure.total_range.low}
            defaultValue={rules.reliable_change_points[measure.code] ?? ''}
            placeholder={
              measure.reliable_change_threshold === null ? '' : String(measure.reliable_change_threshold)
            }
            hint={
              measure.reliable_change_threshold === null
                ? 'Empty: worked out from this deployment’s first scores.'
                : `Empty: the measure’s own, ${measure.reliable_change_threshold}.`
            }
            error={form.errorAt(pointsField(measure.code))}
          />
        ))}
      </div>
      <ChoiceList
        kind="checkbox"
        name="switched_on"
        legend="Kinds of signals that are raised"
        chosen={switchedOn}
        choices={SWITCHABLE_RULES}
        onChange={setSwitchedOn}
      />
      <p className={styles.always}>
        Always on: item 9, reliable deterioration, not enough data. Outcome rates are not touched by these
        rules.
      </p>
      <TextArea
        name="reason"
        label="Why"
        maxLength={500}
        hint="Kept with this version, for whoever asks later."
        error={form.errorAt('reason')}
      />
      <FormAlert failure={form.failure} />
      <div>
        <Button type="submit" loading={form.isSending}>
          Put into use
        </Button>
      </div>
    </form>
  )
}
