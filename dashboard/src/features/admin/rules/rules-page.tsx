import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { Settings } from '../../../../../api/src/contracts/settings.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { CardRow } from '../../../components/card-row.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import { ChoiceList } from '../../../components/form/choice-list.js'
import { changedMeanwhileWords, fieldErrorsOf } from '../../../components/form/field-errors.js'
import { FormAlert } from '../../../components/form/form-alert.js'
import { useForm } from '../../../components/form/use-form.js'
import { Icon } from '../../../components/icon.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import styles from '../admin-form.module.css'
import { useReadAnew, useSettings } from '../admin-reads.js'
import { LastChangesCard } from './last-changes-card.js'
import { RuleFields } from './rule-fields.js'
import {
  RULE_FIELDS,
  type RuleField,
  type RuleSwitches,
  ruleChange,
  ruleErrors,
  switchesOf,
} from './rule-form.js'
import { changeSettings } from './rule-requests.js'

/** What holds for everybody in this deployment. */
export function RulesPage(): ReactElement {
  const { deployment } = useSignedIn()
  const settings = useSettings()
  const message = cardMessage(cardState(settings))
  const [isStored, setStored] = useState(false)
  return (
    <>
      <PageHeader
        name="Rules"
        title={rulesTitle(settings.data)}
        subline="Rules hold for everybody in this deployment, from the next click on"
      />
      <CardRow layout="wide-narrow">
        <Card label="Rules">
          {message ??
            (settings.data === undefined ? (
              <p role="status" className={styles.quiet}>
                Loading the rules
              </p>
            ) : (
              <RuleForm
                key={settings.data.administration?.version}
                settings={settings.data}
                isStored={isStored}
                onStored={setStored}
              />
            ))}
        </Card>
        <LastChangesCard timeZone={deployment.time_zone} />
      </CardRow>
    </>
  )
}

function rulesTitle(settings: Settings | undefined): string {
  return settings !== undefined && settings.settings.crisis_line === null
    ? 'No crisis line is given'
    : 'Rules of this deployment'
}

function RuleForm(props: {
  settings: Settings
  isStored: boolean
  onStored: (isStored: boolean) => void
}): ReactElement {
  const { settings } = props
  const [switches, setSwitches] = useState(() => switchesOf(settings))
  const readAnew = useReadAnew()
  const form = useForm<RuleField>({
    check: ruleErrors,
    send: async (value) => {
      await changeSettings(ruleChange(settings.administration?.version ?? '', value, switches))
      props.onStored(true)
      await readAnew('settings', 'me')
    },
    errorsOf: (problem) => fieldErrorsOf(problem, RULE_FIELDS),
    wordsOf: (problem) => changedMeanwhileWords(problem, 'Load the page again to change what is there now.'),
  })
  return (
    <form {...form.props} className={styles.form} onInput={() => props.onStored(false)}>
      <RuleFields settings={settings.settings} form={form} />
      <SwitchList switches={switches} onChange={setSwitches} />
      <FormAlert failure={form.failure} />
      <div className={styles.actions}>
        <Button type="submit" loading={form.isSending}>
          Store
        </Button>
        <span role="status" className={styles.done}>
          {props.isStored && (
            <>
              <Icon name="check" size={14} /> Stored
            </>
          )}
        </span>
      </div>
    </form>
  )
}

function SwitchList(props: {
  switches: RuleSwitches
  onChange: (switches: RuleSwitches) => void
}): ReactElement {
  const { switches } = props
  return (
    <ChoiceList
      kind="checkbox"
      name="switches"
      legend="Switched on"
      chosen={SWITCH_NAMES.filter((name) => switches[name])}
      choices={[
        {
          value: 'therapist_funnel',
          label: 'Outcomes by therapist',
          detail: 'Clinical directors see a funnel of therapists, never a ranking.',
        },
        {
          value: 'allow_concurrent_groups',
          label: 'Two groups at the same time',
          detail: 'A member may have open episodes in two groups; otherwise an import refuses the second.',
        },
      ]}
      onChange={(chosen) =>
        props.onChange({
          therapist_funnel: chosen.includes('therapist_funnel'),
          allow_concurrent_groups: chosen.includes('allow_concurrent_groups'),
        })
      }
    />
  )
}

const SWITCH_NAMES = ['therapist_funnel', 'allow_concurrent_groups'] as const
