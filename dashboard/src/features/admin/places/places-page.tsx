import type { ReactElement } from 'react'
import { CardRow } from '../../../components/card-row.js'
import { PageHeader } from '../../../components/page-header/page-header.js'
import { countOf } from '../../../format/number.js'
import { useSites, useTherapists } from '../admin-reads.js'
import { SitesCard } from './sites-card.js'
import { TherapistsCard } from './therapists-card.js'

/** Where groups meet and who leads them: the names that every page and file shows. */
export function PlacesPage(): ReactElement {
  const sites = useSites()
  const therapists = useTherapists()
  const title =
    sites.data === undefined || therapists.data === undefined
      ? 'Sites and therapists'
      : `${countOf(sites.data.sites.length, 'site')}, ${countOf(therapists.data.therapists.length, 'therapist')}`
  return (
    <>
      <PageHeader
        name="Sites and therapists"
        title={title}
        subline="Imports add them too; an id stays for good, a name can be changed at any time"
      />
      <CardRow layout="one">
        <SitesCard sites={sites} />
        <TherapistsCard therapists={therapists} sites={sites.data?.sites ?? []} />
      </CardRow>
    </>
  )
}
