import type { ReactElement } from 'react'
import type { SharedSettings } from '../../../../../api/src/contracts/settings.js'
import { TextField } from '../../../components/form/text-field.js'
import type { FormState } from '../../../components/form/use-form.js'
import styles from '../admin-form.module.css'
import { TimeZoneField } from '../places/time-zone-field.js'
import { NUMBER_RULE_NAMES, NUMBER_RULES, type RuleField } from './rule-form.js'

/** Time zone, crisis line and thresholds: the same fields for the first questions and for later changes. */
export function RuleFields(props: {
  settings: SharedSettings
  form: Pick<FormState<RuleField>, 'errorAt'>
}): ReactElement {
  const { settings, form } = props
  return (
    <>
      <TimeZoneField
        value={settings.time_zone}
        hint="For figures over several sites, and proposed for new sites."
        error={form.errorAt('time_zone')}
      />
      <TextField
        name="crisis_line"
        label="Crisis line"
        autoComplete="off"
        maxLength={200}
        defaultValue={settings.crisis_line ?? ''}
        placeholder="For example: call 999, or the ward on 020 7946 0000, day and night"
        hint="What to tell a member in danger: a number, a place, hours. Shown where an answer points to danger."
        error={form.errorAt('crisis_line')}
      />
      {NUMBER_RULE_NAMES.map((name) => (
        <div key={name} className={styles.number}>
          <TextField
            name={name}
            label={NUMBER_RULES[name].label}
            type="number"
            inputMode="numeric"
            min={NUMBER_RULES[name].low}
            max={NUMBER_RULES[name].high}
            defaultValue={settings[name]}
            hint={`${NUMBER_RULES[name].hint} From ${NUMBER_RULES[name].low} to ${NUMBER_RULES[name].high}.`}
            error={form.errorAt(name)}
          />
        </div>
      ))}
    </>
  )
}
