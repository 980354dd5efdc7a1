import type { ReactElement } from 'react'
import { useSignedIn } from '../../components/access/signed-in.js'
import { CardRow } from '../../components/card-row.js'
import { PageHeader } from '../../components/page-header/page-header.js'
import { ROLE_LABELS } from '../../format/role-words.js'
import { scopeWords } from './account-words.js'
import { PasswordCard } from './password-card.js'
import { SecondFactorCard } from './second-factor-card.js'
import { SessionsCard } from './sessions-card.js'

/** The own login: what it may see, how it is kept safe, where it is open. */
export function AccountPage(): ReactElement {
  const me = useSignedIn()
  return (
    <>
      <PageHeader
        name="Your account"
        title={`${me.name}, ${ROLE_LABELS[me.role].toLowerCase()}`}
        subline={[me.email, scopeWords(me)].filter((part) => part !== null).join(' · ')}
      />
      <CardRow layout="halves">
        <PasswordCard me={me} />
        <SecondFactorCard me={me} />
      </CardRow>
      <CardRow layout="one">
        <SessionsCard />
      </CardRow>
    </>
  )
}
