import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { RoleList, User } from '../../../../../api/src/contracts/users.js'
import { Card } from '../../../components/card.js'
import { CardRow } from '../../../components/card-row.js'
import { cardMessage } from '../../../components/chart-card/card-message.js'
import { cardState } from '../../../components/chart-card/card-state.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { countOf } from '../../../format/number.js'
import { useRoles, useUsers } from '../admin-reads.js'
import { RolePowers } from './role-powers.js'
import styles from './roles-page.module.css'

type Role = RoleList['roles'][number]

/** What each role may and may not see, as the server enforces it. */
export function RolesPage(): ReactElement {
  const roles = useRoles()
  const users = useUsers()
  const message = cardMessage(cardState(roles))
  return (
    <>
      <PageHeader
        name="Roles"
        title="What each role may and may not see"
        subline="One role a user; the rules are fixed, and the database holds them a second time"
      />
      {message !== null && <Card>{message}</Card>}
      <CardRow layout="halves">
        {(roles.data?.roles ?? []).map((role) => (
          <RoleCard key={role.role} role={role} users={users.data?.users ?? null} />
        ))}
      </CardRow>
      {roles.isPending && (
        <Card>
          <p role="status" className={styles.quiet}>
            Loading the roles
          </p>
        </Card>
      )}
    </>
  )
}

function RoleCard({ role, users }: { role: Role; users: readonly User[] | null }): ReactElement {
  return (
    <Card label={role.title}>
      <div className={styles.head}>
        <h2 className={styles.title}>{role.title}</h2>
        <Holders role={role} users={users} />
      </div>
      <RolePowers role={role} />
    </Card>
  )
}

/** Who has the role; programs have tokens instead. */
function Holders({ role, users }: { role: Role; users: readonly User[] | null }): ReactElement | null {
  if (role.role === 'integration') {
    return (
      <Link to="/settings/tokens" className={styles.link}>
        Tokens
      </Link>
    )
  }
  if (users === null) return null
  const holders = users.filter((user) => user.role === role.role && user.disabled_at === null).length
  return (
    <Link to={`/settings/users?role=${role.role}`} className={styles.link}>
      {countOf(holders, 'user')}
    </Link>
  )
}
