import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Link } from 'react-router'
import type { Site } from '../../../../api/src/contracts/groups.js'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../../api/src/contracts/members.js'
import { useSignedIn } from '../../components/access/signed-in.js'
import { type CarriedFilters, filterLink } from '../../components/filter-bar/filter-link.js'
import { programmeAddress } from '../../components/filter-bar/programme-view.js'
import { LinkSwitch } from '../../components/link-switch/link-switch.js'
import type { Crumb } from '../../components/page-header/page-header.js'
import { switchableMeasures } from '../../format/measure-words.js'
import styles from './member-page.module.css'

/** To another measure of the same episode. */
export function MemberSwitches(props: {
  found: MemberTrajectory | undefined
  measures: readonly MeasureContract[] | null
  filters: CarriedFilters
  measureCode: string
}): ReactElement {
  const { found, measures, filters, measureCode } = props
  if (found === undefined || measures === null) return <div className={styles.switches} />
  const page = `/members/${encodeURIComponent(found.member_id)}`
  const current = found.episode.episode_id
  return (
    <div className={styles.switches}>
      <LinkSwitch
        label="Measure"
        choices={switchableMeasures(measures, found.measures_used, measureCode).map((each) => ({
          key: each.code,
          label: each.short_name,
          href: filterLink(page, { ...filters, measure: each.code }, { episode: String(current) }),
          isCurrent: each.code === measureCode,
        }))}
      />
    </div>
  )
}

/** To the sheet for talking it through, and, for who may change records, to these. */
export function MemberWays({ found }: { found: MemberTrajectory }): ReactElement {
  const { role } = useSignedIn()
  const page = `/members/${encodeURIComponent(found.member_id)}`
  const search = new URLSearchParams({ measure: found.measure, episode: String(found.episode.episode_id) })
  return (
    <>
      {role === 'therapist' && (
        <Button component={Link} variant="default" to={`${page}/record`}>
          Records
        </Button>
      )}
      <Button component={Link} variant="default" to={`${page}/progress?${search.toString()}`}>
        One-page summary
      </Button>
    </>
  )
}

/** The way up: to the group, its site, the programme. */
export function memberCrumbs(
  found: MemberTrajectory | undefined,
  filters: CarriedFilters,
  sites: readonly Site[] | null,
  memberId: string,
): Crumb[] {
  const programme = { label: 'Programme', href: programmeAddress(filters) }
  const self = { label: `Member ${memberId}`, href: null }
  if (found === undefined)
    return [programme, { label: 'Members', href: filterLink('/members', filters) }, self]
  const { site_id, group_id, group_name } = found.episode
  const site = sites?.find((each) => each.site_id === site_id)?.name ?? site_id
  return [
    programme,
    { label: site, href: filterLink('/groups', { ...filters, site: site_id }) },
    { label: group_name, href: filterLink(`/groups/${encodeURIComponent(group_id)}`, filters) },
    self,
  ]
}
