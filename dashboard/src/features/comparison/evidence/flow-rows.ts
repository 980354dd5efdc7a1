import type { StudyDefinitionContract } from '../../../../../api/src/contracts/studies.js'
import { filterLink } from '../../../components/filter-bar/filter-link.js'

/** The grace period by which the list of members tells the arms. */
const DAYS_OF_THE_LIST = 14

/**
 * The episodes behind a step of the flow; null where the list of members cannot ask for them: it knows the arm by the
 * first 14 days, one site or all of the reader's, and nothing of thresholds and windows.
 */
export function flowRowsHref(
  {
    definition,
    sites,
  }: { readonly definition: Pick<StudyDefinitionContract, 'grace_days'>; readonly sites: readonly string[] },
  step: string,
  which: 'all' | 'combined' | 'group_only',
  reachedSites: readonly string[],
): string | null {
  const where = siteFilter(sites, reachedSites)
  if (where === null) return null
  if (step === 'all_episodes' && which === 'all') return filterLink('/members', where)
  const isListedArm = step === 'arm_known' && definition.grace_days === DAYS_OF_THE_LIST
  if (!isListedArm) return null
  return which === 'all' ? null : filterLink('/members', { ...where, arm: which })
}

function siteFilter(sites: readonly string[], reached: readonly string[]): { site?: string } | null {
  const [only] = sites
  if (sites.length === 1 && reached.length > 1 && only !== undefined) return { site: only }
  return sites.length === reached.length ? {} : null
}
