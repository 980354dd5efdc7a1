import { Button } from '@mantine/core'
import { type ReactElement, useState } from 'react'
import { useNavigate } from 'react-router'
import type { UserWithPassword } from '../../../../../api/src/contracts/users.js'
import { Card } from '../../../components/card.js'
import { CardRow } from '../../../components/card-row.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { brokenRules } from '../../../components/form/field-errors.js'
import { FormAlert } from '../../../components/form/form-alert.js'
import { TextField } from '../../../components/form/text-field.js'
import { useForm } from '../../../components/form/use-form.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { SecretOnce } from '../../../components/secret-once/secret-once.js'
import styles from '../admin-form.module.css'
import { useReadAnew } from '../admin-reads.js'
import { RolePowers } from '../roles/role-powers.js'
import { RoleChoice } from './role-choice.js'
import { hasSomeReach, type RoleDraft, reachOf } from './role-draft.js'
import { type Directory, useDirectory } from './use-directory.js'
import { type UserField, userErrors } from './user-errors.js'
import { addUser } from './user-requests.js'

/** Adds a login; the one-time password is shown here and nowhere else. */
export function NewUserPage(): ReactElement {
  const { directory, state } = useDirectory()
  const [added, setAdded] = useState<UserWithPassword | null>(null)
  return (
    <>
      <PageHeader
        name="Add a user"
        title={added === null ? 'Add a user' : `${added.user.name} can sign in now`}
        subline={
          added === null
            ? 'Whoever signs in with the one-time password chooses a password of their own first'
            : added.user.email
        }
        crumbs={[
          { label: 'Users', href: '/settings/users' },
          { label: 'Add', href: null },
        ]}
        {...(added === null ? {} : { answerKey: added.user.user_id })}
      />
      {added !== null ? (
        <AddedUser added={added} />
      ) : directory === null ? (
        <Card>{cardMessage(state) ?? <p role="status">Loading roles, sites and therapists</p>}</Card>
      ) : (
        <NewUserForm directory={directory} onAdded={setAdded} />
      )}
    </>
  )
}

function AddedUser({ added }: { added: UserWithPassword }): ReactElement {
  const navigate = useNavigate()
  const page = `/settings/users/${encodeURIComponent(added.user.user_id)}`
  return (
    <div className={styles.narrow}>
      <Card label="Keep it now">
        <SecretOnce
          label="One-time password"
          secret={added.one_time_password}
          words="Hand it over in person or by telephone, not by mail. If it is lost, reset the password on the user’s page."
          onDone={() => void navigate(page, { replace: true })}
        />
      </Card>
    </div>
  )
}

function NewUserForm(props: {
  directory: Directory
  onAdded: (added: UserWithPassword) => void
}): ReactElement {
  const { directory } = props
  const [draft, setDraft] = useState<RoleDraft>({ role: 'therapist', siteIds: [], therapistId: null })
  const role = directory.roles.find((each) => each.role === draft.role)
  const readAnew = useReadAnew()
  const form = useForm<UserField>({
    check: (value) =>
      brokenRules(
        ['name', value('name').trim() !== '', 'Write the name that colleagues know.'],
        ['email', isAddress(value('email')), 'It needs an address like name@clinic.example.'],
        ['site_ids', hasSomeReach(draft), 'Choose at least one site.'],
      ),
    send: async (value) => {
      const added = await addUser({
        name: value('name'),
        email: value('email'),
        role: draft.role,
        ...reachOf(draft),
      })
      await readAnew('users')
      props.onAdded(added)
    },
    errorsOf: userErrors,
  })
  return (
    <CardRow layout="wide-narrow">
      <Card label="The user">
        <form {...form.props} className={styles.form}>
          <TextField
            name="name"
            label="Name"
            autoComplete="off"
            maxLength={100}
            error={form.errorAt('name')}
          />
          <TextField
            name="email"
            label="E-mail address"
            type="email"
            autoComplete="off"
            maxLength={254}
            hint="To sign in with; nothing is sent to it."
            error={form.errorAt('email')}
          />
          <RoleChoice
            draft={draft}
            onChange={setDraft}
            roles={directory.roles}
            sites={directory.sites}
            therapists={directory.therapists}
            others={directory.users}
            errorAt={form.errorAt}
          />
          <FormAlert failure={form.failure} />
          <div className={styles.actions}>
            <Button type="submit" loading={form.isSending}>
              Add and show the one-time password
            </Button>
          </div>
        </form>
      </Card>
      {role !== undefined && (
        <Card label={`What the role sees: ${role.title}`}>
          <h2 className={styles.title}>{role.title}</h2>
          <RolePowers role={role} />
        </Card>
      )}
    </CardRow>
  )
}

function isAddress(typed: string): boolean {
  return /^\S+@\S+\.\S+$/.test(typed.trim())
}
