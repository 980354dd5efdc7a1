import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { homeOf } from '../components/access/page-access.js'
import { useSignedIn } from '../components/access/signed-in.js'
import { PageHeader } from '../components/page-header/page-header.js'

export function NotFoundPage(): ReactElement {
  const me = useSignedIn()
  return (
    <>
      <PageHeader
        name="Not found"
        title="There is no page at this address"
        subline="The link may be old or mistyped."
      />
      <Button component={Link} to={homeOf(me.role)} variant="default">
        Go to your start page
      </Button>
    </>
  )
}
