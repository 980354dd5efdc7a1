import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import { useMayOpen } from '../../components/access/signed-in.js'
import { filterLink } from '../../components/filter-bar/filter-link.js'

/** From what is looked at to a comparison of its arms, for those who may make one. */
export function CompareLink({ filters }: { filters: Filters }): ReactElement | null {
  const mayOpen = useMayOpen()
  if (!mayOpen('/comparison')) return null
  return (
    <Button component={Link} variant="default" to={filterLink('/comparison', filters, { new: 'yes' })}>
      Compare the arms
    </Button>
  )
}
