import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useNavigate } from 'react-router'
import type {
  DatasetChoices,
  DatasetDefinitionContract,
} from '../../../../api/src/contracts/dataset-exports.js'
import { Card } from '../../components/card.js'
import { brokenRules } from '../../components/form/field-errors.js'
import { FormAlert } from '../../components/form/form-alert.js'
import { TextArea } from '../../components/form/text-area.js'
import { TextField } from '../../components/form/text-field.js'
import { useForm } from '../../components/form/use-form.js'
import { askForDataSet } from './data-set-reads.js'
import { hasPhases } from './data-set-words.js'
import styles from './research.module.css'

const LEAST_PURPOSE = 10
const LEAST_RECIPIENT = 3

/** What it is for and who gets it; then the worker makes it. */
export function RunCard(props: {
  definition: DatasetDefinitionContract
  /** The check has passed, for what is asked now. */
  isPassed: boolean
  choices: DatasetChoices
}): ReactElement {
  const { definition, isPassed, choices } = props
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const form = useForm<'purpose' | 'recipient'>({
    check: (value) =>
      brokenRules(
        [
          'purpose',
          value('purpose').trim().length >= LEAST_PURPOSE,
          `Say in at least ${LEAST_PURPOSE} characters what it is for.`,
        ],
        ['recipient', value('recipient').trim().length >= LEAST_RECIPIENT, 'Say who gets it.'],
      ),
    send: async (value) => {
      if (!isPassed) return
      const asked = await askForDataSet({
        ...definition,
        purpose: value('purpose').trim(),
        recipient: value('recipient').trim(),
      })
      await queryClient.invalidateQueries({ queryKey: ['dataset-exports'] })
      await navigate(`/research/${asked.dataset_export_id}`)
    },
  })
  return (
    <Card label="4 Run">
      <h2 className={styles.title}>4 Run</h2>
      <p className={styles.quiet}>
        The files are written, read again by a second program and counted anew; if anything differs, nothing
        is published.{hasPhases(definition) && ' Before that a director has to approve its risk.'} Each data
        set counts: {choices.quota.data_sets} in {choices.quota.days} days.
      </p>
      <form {...form.props} className={styles.runForm} aria-label="Make the data set">
        <TextArea
          label="What it is for"
          name="purpose"
          maxLength={500}
          hint="For the library; it is not in the package. No names of persons."
          error={form.errorAt('purpose')}
        />
        <TextField
          label="Who gets it"
          name="recipient"
          maxLength={200}
          autoComplete="off"
          error={form.errorAt('recipient')}
        />
        <FormAlert failure={form.failure} />
        <div className={styles.steps}>
          <Button type="submit" loading={form.isSending} disabled={!isPassed}>
            {hasPhases(definition) ? 'Ask a director to approve it' : 'Make the data set'}
          </Button>
          {!isPassed && <span className={styles.quiet}>It can be made when the check has passed.</span>}
        </div>
      </form>
    </Card>
  )
}
