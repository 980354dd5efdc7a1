import type { ReactElement } from 'react'
import type { Filters } from '../../../../api/src/contracts/filters.js'
import type { Site } from '../../../../api/src/contracts/groups.js'
import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { MemberTrajectory } from '../../../../api/src/contracts/members.js'
import { filterLink } from '../../components/filter-bar/filter-link.js'
import { LinkSwitch } from '../../components/link-switch/link-switch.js'
import type { Crumb } from '../../components/page-header/page-header.js'
import { formatDay } from '../../format/day.js'
import { switchableMeasures } from '../../format/measure-words.js'
import styles from './member-page.module.css'

/** To another measure, and to another episode of the member. */
export function MemberSwitches(props: {
  found: MemberTrajectory | undefined
  measures: readonly MeasureContract[] | null
  filters: Filters
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
      {found.episodes.length > 1 && (
        <LinkSwitch
          label="Episode"
          choices={found.episodes.map((each, index) => ({
            key: String(each.episode_id),
            label: `Episode ${index + 1}: ${each.group_name}, ${formatDay(each.joined_on)}`,
            href: filterLink(page, filters, { episode: String(each.episode_id) }),
            isCurrent: each.episode_id === current,
          }))}
        />
      )}
    </div>
  )
}

/** The way up: to the group, its site, the programme. */
export function memberCrumbs(
  found: MemberTrajectory | undefined,
  filters: Filters,
  sites: readonly Site[] | null,
  memberId: string,
): Crumb[] {
  const programme = { label: 'Programme', href: filterLink('/programme', filters) }
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
