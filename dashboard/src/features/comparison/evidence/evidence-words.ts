import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { formatList } from '../../../format/list.js'
import { countOf, formatNumber } from '../../../format/number.js'

type Balance = StudyResultContract['balance']
type Overlap = NonNullable<StudyResultContract['overlap']>
type Grouping = NonNullable<StudyResultContract['grouping']>

/** What the love plot shows, in a sentence. */
export function balanceTitle(balance: Balance): string {
  const named = (rows: Balance): string => formatList(rows.map(({ label }) => label))
  if (balance.every(({ is_alike }) => is_alike === null)) return 'The arms at the start, not weighted'
  const unlike = balance.filter(({ is_alike }) => is_alike === false)
  return unlike.length === 0
    ? 'After weighting, the arms are alike in everything that is recorded'
    : `After weighting, the arms still differ in ${named(unlike)}`
}

/** Of those compared, how many have anybody like them in the other arm. */
export function overlapTitle(overlap: Overlap | null): string {
  if (overlap === null) return 'Could members of both arms have had either treatment?'
  const { combined, group_only } = overlap.in_common
  const n = overlap.bins.reduce((sum, bin) => sum + bin.combined + bin.group_only, 0)
  const inCommon = combined + group_only
  return inCommon === n
    ? `All ${countOf(n, 'member')} could have had either treatment`
    : `${formatNumber(inCommon)} of ${countOf(n, 'member')} have somebody like them in the other arm`
}

/** Who had hardly a choice. */
export function positivityWords({ without_choice }: Overlap): readonly string[] {
  return without_choice === 0
    ? ['Nobody’s treatment was nearly certain beforehand (probability below 0.05 or above 0.95).']
    : [
        `For ${countOf(without_choice, 'member')} there was hardly a choice (probability below 0.05 or above 0.95).`,
      ]
}

/** As how many equal members each weighted arm tells. */
export function effectiveWords(weights: StudyResultContract['weights']): readonly string[] {
  if (weights === null) return []
  const { effective_combined, effective_group_only } = weights
  return [
    `After weighting, the arms tell as much as ${formatNumber(effective_combined)} combined and ${formatNumber(effective_group_only)} group only members would unweighted (effective sample size).`,
  ]
}

/** Below this share of the differences, resemblance is called none. */
const HARDLY_ANY = 0.005

/**
 * What it means that members share groups: they resemble each other, so that a number of them tells as much as fewer
 * who had nothing in common.
 */
export function groupingWords(grouping: Grouping | null, n: number): readonly string[] {
  if (grouping === null) return ['How much members of one group resemble each other could not be estimated.']
  const { groups, icc, icc_at_equal_baseline, design_effect } = grouping
  const shared = `The ${countOf(n, 'member')} with an outcome shared ${countOf(groups, 'group')}.`
  if (icc === null || design_effect === null)
    return [`${shared} How much members of one group resemble each other could not be estimated.`]
  if (icc < HARDLY_ANY)
    return [
      `${shared} Members of one group resemble each other no more than members of different groups (ICC ${formatNumber(Math.abs(icc), 3)}, design effect ${formatNumber(design_effect, 2)}): each counts in full.`,
    ]
  const inEqual =
    icc_at_equal_baseline === null ? '' : `, ${formatNumber(icc_at_equal_baseline, 3)} at the same baseline`
  return [
    `${shared} Members of one group resemble each other: ${formatNumber(icc * 100, 1)} in 100 parts of the differences in outcome lie between groups (ICC ${formatNumber(icc, 3)}${inEqual}).`,
    `So ${formatNumber(n)} members count like ${formatNumber(n / design_effect)} who had nothing in common (design effect ${formatNumber(design_effect, 2)}). Intervals that allow for groups are that much wider; the others say that they do not.`,
  ]
}
