import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Settings } from '../../../../../api/src/contracts/settings.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import { changedMeanwhileWords, fieldErrorsOf } from '../../../components/form/field-errors.js'
import { FormAlert } from '../../../components/form/form-alert.js'
import { useForm } from '../../../components/form/use-form.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import styles from '../admin-form.module.css'
import { useReadAnew, useSettings } from '../admin-reads.js'
import { ownTimeZone, proposedTimeZone } from '../places/time-zones.js'
import { RuleFields } from '../rules/rule-fields.js'
import { RULE_FIELDS, type RuleField, ruleChange, ruleErrors } from '../rules/rule-form.js'
import { changeSettings } from '../rules/rule-requests.js'

/** The first administrator's first page: what must be right before anybody else comes in. */
export function SetupPage(): ReactElement {
  const me = useSignedIn()
  const settings = useSettings()
  const isDone = settings.data?.administration?.needs_setup === false
  return (
    <>
      <PageHeader
        name="Setup"
        title={isDone ? 'The first questions are answered' : `Welcome, ${me.name}. A few questions first`}
        subline={
          isDone ? (
            <>
              Change the answers at any time under <Link to="/settings/rules">Rules</Link>
            </>
          ) : (
            'The answers below are proposals; check them, then store. Each can be changed later'
          )
        }
      />
      {!isDone && (
        <div className={styles.narrow}>
          <Card label="First questions">
            {cardMessage(cardState(settings)) ??
              (settings.data === undefined ? (
                <p role="status" className={styles.quiet}>
                  Loading the questions
                </p>
              ) : (
                <SetupForm settings={settings.data} />
              ))}
          </Card>
        </div>
      )}
    </>
  )
}

function SetupForm({ settings }: { settings: Settings }): ReactElement {
  const navigate = useNavigate()
  const proposed = {
    ...settings.settings,
    time_zone: proposedTimeZone(settings.settings.time_zone, ownTimeZone()),
  }
  const readAnew = useReadAnew()
  const form = useForm<RuleField>({
    check: ruleErrors,
    send: async (value) => {
      const change = ruleChange(settings.administration?.version ?? '', value, null)
      await changeSettings({ ...change, setup_completed: true })
      await readAnew('settings', 'me')
      await navigate('/settings', { replace: true })
    },
    errorsOf: (problem) => fieldErrorsOf(problem, RULE_FIELDS),
    wordsOf: (problem) => changedMeanwhileWords(problem, 'Load the page again, then answer anew.'),
  })
  return (
    <form {...form.props} className={styles.form}>
      <RuleFields settings={proposed} form={form} />
      <FormAlert failure={form.failure} />
      <div className={styles.actions}>
        <Button type="submit" loading={form.isSending}>
          Store and begin
        </Button>
        <Link to="/settings" className={styles.link}>
          Later
        </Link>
      </div>
    </form>
  )
}
