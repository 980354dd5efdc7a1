/** sites.csv, and where else sites come from: only those who may change them make any. */

import type { RowProblem } from './codes.js'
import { columnTest, type ImportContext, type ImportReadings, namedIds } from './import-context.js'
import { type JudgedFile, judgeRows } from './judge-rows.js'
import type { Reach } from './lookup.js'
import { unknownReference } from './problems.js'
import { DEFAULT_TIME_ZONE } from './read-reference-row.js'
import type { SiteRecord } from './records.js'
import { mergedSite, sameFields } from './same-record.js'

export interface SitePlan {
  readonly sites: JudgedFile<SiteRecord>
  /** Stored sites in reach and accepted ones. */
  readonly siteOf: (siteId: string) => SiteRecord | undefined
  /** Why a row cannot be placed at this site. */
  readonly siteProblems: (siteId: string | null) => RowProblem[]
  /** The sites to make, because accepted rows name them and sites.csv is absent. */
  readonly missing: (siteIds: Iterable<string | null>) => SiteRecord[]
}

const sameSite = sameFields<SiteRecord>(['name', 'timeZone'])

export function planSites(readings: ImportReadings, context: ImportContext): SitePlan {
  const { lookup } = context
  const sites = judgeSites(readings, context)
  const accepted = new Map(sites.candidates.map(({ record }) => [record.siteId, record]))
  const named = namedIds(readings.sites, (site) => site.siteId)
  const isMadeByGroups = readings.sites === null && lookup.reach.mayChangeSites
  const groupSiteIds = isMadeByGroups ? namedIds(readings.groups, (group) => group.siteId) : null
  const siteOf = (siteId: string) => accepted.get(siteId) ?? lookup.sites.get(siteId)
  return {
    sites,
    siteOf,
    siteProblems: (siteId) => {
      if (siteId === null || siteOf(siteId) !== undefined || groupSiteIds?.has(siteId)) return []
      return [missingSite(siteId, named.has(siteId), lookup.reach)]
    },
    missing: (siteIds) =>
      Array.from(new Set(siteIds)).flatMap((siteId) => {
        if (siteId === null || siteOf(siteId) !== undefined) return []
        return [{ siteId, name: siteId, timeZone: DEFAULT_TIME_ZONE }]
      }),
  }
}

function judgeSites(readings: ImportReadings, context: ImportContext): JudgedFile<SiteRecord> {
  const has = columnTest(readings.sites)
  const { sites, reach } = context.lookup
  return judgeRows(
    'sites.csv',
    readings.sites,
    {
      keyOf: (site) => site.siteId,
      keyColumn: 'site_id',
      isSame: sameSite,
      storedOf: (site) => sites.get(site.siteId),
      merged: (given, stored) => mergedSite(given, stored, has),
      problemsOfNamed: () => [],
      problemsOfRecord: ({ siteId }) => {
        if (reach.mayChangeSites) return []
        return [reach.elsewhere.sites.has(siteId) ? siteOfOthers() : needsAdministrator()]
      },
    },
    // Who may not correct a site at all is told so, and not to give a reason.
    context.isCorrecting || !reach.mayChangeSites,
  )
}

function missingSite(siteId: string, isNamed: boolean, reach: Reach): RowProblem {
  if (reach.elsewhere.sites.has(siteId)) return siteOfOthers()
  if (isNamed || reach.mayChangeSites) {
    return unknownReference('site', 'site_id', { isElsewhere: false, isRejected: isNamed })
  }
  const message = 'There is no site with this id. Correct it, or ask an administrator to make the site.'
  return { column: 'site_id', code: 'unknown_site', expected: 'the id of one of your sites', message }
}

function siteOfOthers(): RowProblem {
  const message =
    'This site is not one of yours. Ask an administrator to give it to you, or somebody of that site to import the row.'
  return { column: 'site_id', code: 'out_of_reach', expected: 'one of your sites', message }
}

function needsAdministrator(): RowProblem {
  const message = 'Only administrators make and change sites. Leave the row out, or ask one of them.'
  const expected = 'one of your sites, as it is stored'
  return { column: 'site_id', code: 'needs_administrator', expected, message }
}
