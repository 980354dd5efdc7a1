import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useNavigate } from 'react-router'
import { Card } from '../../../components/card.js'
import { brokenRules, fieldErrorsOf } from '../../../components/form/field-errors.js'
import { FormAlert } from '../../../components/form/form-alert.js'
import { useForm } from '../../../components/form/use-form.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { useWarnOnUnload } from '../record-dialog.js'
import styles from '../record-dialog.module.css'
import { DayField, OneOfField, WordsField } from '../record-fields.js'
import { useGroupChoices, useReadAnew } from '../record-reads.js'
import { hasPlaceForAll, refusalWords, textOrNull } from '../typed-values.js'
import { addMember } from './member-requests.js'

const FIELDS = [
  'member_id',
  'full_name',
  'date_of_birth',
  'episode.group_id',
  'episode.joined_on',
  'episode.planned_end_on',
] as const

/** A person, and the group that they begin in. */
export function NewMemberPage(): ReactElement {
  const navigate = useNavigate()
  const readAnew = useReadAnew()
  const groups = useGroupChoices().data?.groups ?? []
  const labels = Object.fromEntries(groups.map(({ group_id, name }) => [group_id, name]))
  const [isTyped, setTyped] = useState(false)
  useWarnOnUnload(isTyped)
  const form = useForm<(typeof FIELDS)[number]>({
    check: (value) =>
      brokenRules(
        ['member_id', value('member_id').trim() !== '', 'Give the id that your files use.'],
        ['episode.group_id', value('episode.group_id') !== '', 'Choose the group that the member joins.'],
        ['episode.joined_on', value('episode.joined_on') !== '', 'Give the day of joining.'],
        [
          'episode.planned_end_on',
          value('episode.planned_end_on') === '' ||
            value('episode.planned_end_on') >= value('episode.joined_on'),
          'The planned end lies before joining. Correct one of the two days.',
        ],
      ),
    send: async (value) => {
      const { member_id } = await addMember({
        member_id: value('member_id'),
        full_name: textOrNull(value('full_name')),
        date_of_birth: textOrNull(value('date_of_birth')),
        episode: {
          group_id: value('episode.group_id'),
          joined_on: value('episode.joined_on'),
          planned_end_on: textOrNull(value('episode.planned_end_on')),
          exited_on: null,
          exit_reason: null,
          recorded_arm: null,
          concurrent_individual: null,
          concurrent_medication: null,
          age_at_joining: null,
          birth_year: null,
          gender: null,
          prior_episodes: null,
        },
      })
      setTyped(false)
      await readAnew()
      await navigate(`/members/${encodeURIComponent(member_id)}/record`, { replace: true })
    },
    errorsOf: (problem) => {
      if (problem.code === 'already_stored')
        return [
          {
            field: 'member_id',
            words: 'A member has this id. Choose another id, or add an episode on the page of the group.',
          },
        ]
      return hasPlaceForAll(problem, FIELDS) ? fieldErrorsOf(problem, FIELDS) : []
    },
    wordsOf: (problem) => refusalWords(problem, FIELDS),
  })
  return (
    <>
      <PageHeader
        name="New member"
        title="New member"
        subline="A person without a record yet, and the group that they begin in"
        crumbs={[
          { label: 'Members', href: '/members' },
          { label: 'New', href: null },
        ]}
      />
      <div className={styles.narrow}>
        <Card label="The member">
          <form {...form.props} className={styles.fields} onInput={() => setTyped(true)}>
            <WordsField
              name="member_id"
              label="Id"
              hint="As in your import files, without a name in it; it cannot be changed later."
              error={form.errorAt('member_id')}
            />
            <div className={styles.pair}>
              <WordsField
                name="full_name"
                label="Name"
                hint="Empty where it is not kept here."
                error={form.errorAt('full_name')}
              />
              <DayField name="date_of_birth" label="Born on" error={form.errorAt('date_of_birth')} />
            </div>
            <OneOfField
              name="episode.group_id"
              label="Joins the group"
              values={Object.keys(labels)}
              labels={labels}
              none="Choose a group"
              error={form.errorAt('episode.group_id')}
            />
            <div className={styles.pair}>
              <DayField name="episode.joined_on" label="Joins on" error={form.errorAt('episode.joined_on')} />
              <DayField
                name="episode.planned_end_on"
                label="Planned end"
                hint="Empty while it is not known."
                error={form.errorAt('episode.planned_end_on')}
              />
            </div>
            <FormAlert failure={form.failure} />
            <div className={styles.buttons}>
              <Button type="submit" loading={form.isSending}>
                Make the member
              </Button>
            </div>
          </form>
        </Card>
      </div>
    </>
  )
}
