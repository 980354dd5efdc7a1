import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { useRouteError } from 'react-router'
import { PageHeader } from '../components/page-header/page-header.js'

/** A page that could not be fetched or drawn; the navigation keeps working. */
export function RouteFailure(): ReactElement {
  const error = useRouteError()
  const detail = error instanceof Error ? error.message : 'No cause was given.'
  return (
    <div role="alert">
      <PageHeader
        name="Failed"
        title="This page could not be shown"
        subline={`Nothing that is stored was changed. ${detail}`}
      />
      <Button onClick={() => window.location.reload()}>Load the page again</Button>
    </div>
  )
}
