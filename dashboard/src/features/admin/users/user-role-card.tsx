import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import type { User, UserChange } from '../../../../../api/src/contracts/users.js'
import { Card } from '../../../components/card.js'
import { ConfirmDialog } from '../../../components/dialog/confirm-dialog.js'
import { brokenRules, changedMeanwhileWords } from '../../../components/form/field-errors.js'
import { FormAlert } from '../../../components/form/form-alert.js'
import { TextField } from '../../../components/form/text-field.js'
import { useForm } from '../../../components/form/use-form.js'
import styles from '../admin-form.module.css'
import { useReadAnew } from '../admin-reads.js'
import { LAST_ADMINISTRATOR, roleConsequences } from './change-words.js'
import { RoleChoice } from './role-choice.js'
import { hasSomeReach, type RoleDraft, reachOf } from './role-draft.js'
import type { Directory } from './use-directory.js'
import { type UserField, userErrors } from './user-errors.js'
import { changeUser } from './user-requests.js'
import { isLastAdministrator } from './user-words.js'

const LOAD_AGAIN = 'Load the page again to change what is there now.'

/** Name, role and reach. A change of what somebody sees is said in words before it is stored. */
export function UserRoleCard({ user, directory }: { user: User; directory: Directory }): ReactElement {
  const [draft, setDraft] = useState<RoleDraft>(() => draftOf(user))
  const [asked, setAsked] = useState<UserChange | null>(null)
  const readAnew = useReadAnew()
  const consequences = roleConsequences(user, draft, directory.sites)
  const store = async (change: UserChange): Promise<void> => {
    await changeUser(user.user_id, change)
    await readAnew('users')
  }
  const form = useForm<UserField>({
    check: (value) =>
      brokenRules(
        ['name', value('name').trim() !== '', 'Write the name that colleagues know.'],
        ['site_ids', hasSomeReach(draft), 'Choose at least one site.'],
      ),
    send: async (value) => {
      const change = changeOf(user, draft, value('name').trim())
      if (consequences.length > 0) setAsked(change)
      else await store(change)
    },
    errorsOf: userErrors,
    wordsOf: (problem) => changedMeanwhileWords(problem, LOAD_AGAIN),
  })
  return (
    <Card label="Name, role and reach">
      <h2 className={styles.title}>Name, role and reach</h2>
      <form {...form.props} className={styles.form}>
        <TextField
          name="name"
          label="Name"
          autoComplete="off"
          maxLength={100}
          defaultValue={user.name}
          error={form.errorAt('name')}
        />
        <RoleChoice
          draft={draft}
          onChange={setDraft}
          roles={directory.roles}
          sites={directory.sites}
          therapists={directory.therapists}
          others={directory.users.filter((each) => each.user_id !== user.user_id)}
          errorAt={form.errorAt}
          {...(isLastAdministrator(user, directory.users) ? { fixedBecause: LAST_ADMINISTRATOR } : {})}
        />
        <FormAlert failure={form.failure} />
        <div className={styles.actions}>
          <Button type="submit" loading={form.isSending}>
            Store
          </Button>
        </div>
      </form>
      {asked !== null && (
        <ConfirmDialog
          title={`Change what ${user.name} sees?`}
          consequences={consequences}
          confirmLabel="Change it"
          onConfirm={() => store(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </Card>
  )
}

function draftOf(user: User): RoleDraft {
  return { role: user.role, siteIds: user.site_ids, therapistId: user.therapist?.therapist_id ?? null }
}

function changeOf(user: User, draft: RoleDraft, name: string): UserChange {
  return {
    version: user.version,
    name,
    role: draft.role,
    ...reachOf(draft),
  }
}
