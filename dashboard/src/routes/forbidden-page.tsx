import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Link, useLocation } from 'react-router'
import type { Me } from '../../../api/src/contracts/sign-in.js'
import { homeOf, rolesOf } from '../components/access/page-access.js'
import { PageHeader } from '../components/page-header/page-header.js'
import { ROLE_LABELS, rolesInWords } from '../format/role-words.js'

/** A page that another role has: whose it is, and who to ask. */
export function ForbiddenPage({ me }: { me: Me }): ReactElement {
  const { pathname } = useLocation()
  return (
    <>
      <PageHeader
        name="Not for your role"
        title={`This page is for ${rolesInWords(rolesOf(pathname))}`}
        subline={`You are signed in as ${me.name}: ${ROLE_LABELS[me.role].toLowerCase()}.`}
      />
      <p>If you need it for your work, ask an administrator of your clinic to change your role.</p>
      <Button component={Link} to={homeOf(me.role)} variant="default">
        Go to your start page
      </Button>
    </>
  )
}
