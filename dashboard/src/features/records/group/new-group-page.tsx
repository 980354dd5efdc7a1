import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Site, Therapist } from '../../../../../api/src/contracts/groups.js'
import { Card } from '../../../components/card.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import { fieldErrorsOf } from '../../../components/form/field-errors.js'
import { FormAlert } from '../../../components/form/form-alert.js'
import { useForm } from '../../../components/form/use-form.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { useWarnOnUnload } from '../record-dialog.js'
import styles from '../record-dialog.module.css'
import { WordsField } from '../record-fields.js'
import { useReadAnew, useSites, useTherapists } from '../record-reads.js'
import { hasPlaceForAll, refusalWords } from '../typed-values.js'
import { GroupFields } from './group-fields.js'
import { addGroup } from './group-requests.js'
import { GROUP_FIELDS, type GroupField, groupErrors, groupOf } from './group-values.js'

/** A group that begins: what it is and who leads it. Its sessions are planned on the next page. */
export function NewGroupPage(): ReactElement {
  const sites = useSites()
  const therapists = useTherapists()
  return (
    <>
      <PageHeader
        name="New group"
        title="New group"
        subline="Its sessions are planned, and members added, on the page that follows"
        crumbs={[
          { label: 'Groups', href: '/groups' },
          { label: 'New', href: null },
        ]}
      />
      <div className={styles.narrow}>
        <Card label="The group">
          {sites.data === undefined || therapists.data === undefined ? (
            (cardMessage(sites.data === undefined ? cardState(sites) : cardState(therapists)) ?? (
              <p role="status">Loading sites and therapists</p>
            ))
          ) : (
            <NewGroupForm sites={sites.data.sites} therapists={therapists.data.therapists} />
          )}
        </Card>
      </div>
    </>
  )
}

function NewGroupForm(props: { sites: readonly Site[]; therapists: readonly Therapist[] }): ReactElement {
  const navigate = useNavigate()
  const readAnew = useReadAnew()
  const [isTyped, setTyped] = useState(false)
  useWarnOnUnload(isTyped)
  const form = useForm<GroupField>({
    check: (value) => groupErrors(value, true),
    send: async (value) => {
      const group = await addGroup({ ...groupOf(value), group_id: value('group_id') })
      setTyped(false)
      await readAnew()
      await navigate(`/groups/${encodeURIComponent(group.group_id)}/record`, { replace: true })
    },
    errorsOf: (problem) => {
      if (problem.code === 'already_stored')
        return [{ field: 'group_id', words: 'A group has this id. Choose another one.' }]
      return hasPlaceForAll(problem, GROUP_FIELDS) ? fieldErrorsOf(problem, GROUP_FIELDS) : []
    },
    wordsOf: (problem) => refusalWords(problem, GROUP_FIELDS),
  })
  return (
    <form {...form.props} className={styles.fields} onInput={() => setTyped(true)}>
      <WordsField
        name="group_id"
        label="Id"
        hint="As in your import files; it cannot be changed later."
        error={form.errorAt('group_id')}
      />
      <GroupFields group={null} {...props} errorAt={form.errorAt} />
      <FormAlert failure={form.failure} />
      <div className={styles.buttons}>
        <Button type="submit" loading={form.isSending}>
          Make the group
        </Button>
      </div>
    </form>
  )
}
