import type { ReactElement } from 'react'
import { useParams } from 'react-router'
import type { User } from '../../../../../api/src/contracts/users.js'
import { useSignedIn } from '../../../components/access/signed-in.js'
import { Card } from '../../../components/card.js'
import { CardRow } from '../../../components/card-row.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import type { CardState } from '../../../components/chart-card/card-state.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { StatusPill } from '../../../components/status-pill/status-pill.js'
import { formatInstant } from '../../../format/day.js'
import { ROLE_LABELS } from '../../../format/role-words.js'
import { SignInCard } from './sign-in-card.js'
import { type Directory, useDirectory } from './use-directory.js'
import { UserRoleCard } from './user-role-card.js'
import { USER_STATE_LABELS, USER_STATE_STATUS, userState, userStateWords } from './user-words.js'

/** One login: what it may see, and how it is signed in with. */
export function UserPage(): ReactElement {
  const { userId = '' } = useParams()
  const { directory, state } = useDirectory()
  const user = directory?.users.find((each) => each.user_id === userId)
  if (directory === null || user === undefined) {
    return <UserMissing state={directory === null ? state : NO_SUCH_USER} />
  }
  return <FoundUser key={user.user_id} user={user} directory={directory} />
}

const NO_SUCH_USER: CardState = {
  kind: 'empty',
  reason: 'There is no user with this id. Users are disabled, never deleted, so the address may be mistyped.',
  nextStep: { label: 'All users', href: '/settings/users' },
}

function UserMissing({ state }: { state: CardState }): ReactElement {
  return (
    <>
      <PageHeader name="User" title="User" crumbs={crumbsOf('User')} />
      <Card>{cardMessage(state) ?? <p role="status">Loading the user</p>}</Card>
    </>
  )
}

function FoundUser({ user, directory }: { user: User; directory: Directory }): ReactElement {
  const { deployment } = useSignedIn()
  const state = userState(user, directory.roles, new Date())
  return (
    <>
      <PageHeader
        name="User"
        title={userStateWords(user, state, deployment.time_zone)}
        subline={[
          ROLE_LABELS[user.role],
          user.email,
          user.last_sign_in_at === null
            ? 'has never signed in'
            : `last signed in ${formatInstant(user.last_sign_in_at, deployment.time_zone)}`,
        ].join(' · ')}
        crumbs={crumbsOf(user.name)}
        actions={<StatusPill status={USER_STATE_STATUS[state]}>{USER_STATE_LABELS[state]}</StatusPill>}
      />
      <CardRow layout="halves">
        {/* A change, also one by somebody else, starts the form anew from what is stored. */}
        <UserRoleCard key={user.version} user={user} directory={directory} />
        <SignInCard user={user} users={directory.users} timeZone={deployment.time_zone} />
      </CardRow>
    </>
  )
}

function crumbsOf(name: string): { label: string; href: string | null }[] {
  return [
    { label: 'Users', href: '/settings/users' },
    { label: name, href: null },
  ]
}
