import type { ReactElement } from 'react'
import { Link } from 'react-router'
import { PageHeader } from '../components/page-header/page-header.js'

export function NotFoundPage(): ReactElement {
  return (
    <>
      <PageHeader
        name="Not found"
        title="There is no page at this address"
        subline="The link may be old or mistyped."
      />
      <p>
        <Link to="/programme">Go to the programme’s outcomes</Link>
      </p>
    </>
  )
}
