/** The methods paragraph of a paper, written from the definition. */

import type { MeasureDefinition } from '../measures/measure-definition.js'
import { requireMeasure } from '../measures/registry.js'
import {
  type AskedCombination,
  type Covariate,
  otherMeasureCode,
  type StudyDefinition,
} from './study-definition.js'
import { TRUE_SCORE_RELIABILITIES } from './true-score.js'

const COMBINATION_WORDS: Readonly<Record<AskedCombination, string>> = {
  individual: 'individual therapy',
  medication: 'medication',
  both: 'both',
}

const ESTIMAND_WORDS: Readonly<Record<StudyDefinition['estimand'], string>> = {
  overlap: 'members who could have received either treatment (overlap weights)',
  ate: 'all members (stabilised inverse-probability weights)',
  att: 'members who received combined treatment (weights of the treated)',
}

export const REFERENCES: readonly string[] = [
  'Hernan MA, Robins JM (2016). Using big data to emulate a target trial when a randomized trial is not available. Am J Epidemiol 183:758-764.',
  'Dafni U (2011). Landmark analysis at the 25-year landmark point. Circ Cardiovasc Qual Outcomes 4:363-371.',
  'Li F, Morgan KL, Zaslavsky AM (2018). Balancing covariates via propensity score weighting. J Am Stat Assoc 113:390-400.',
  'Austin PC (2009). Balance diagnostics for comparing the distribution of baseline covariates between treatment groups in propensity-score matched samples. Stat Med 28:3083-3107.',
  'Pustejovsky JE, Tipton E (2018). Small-sample methods for cluster-robust variance estimation and hypothesis testing in fixed effects models. J Bus Econ Stat 36:672-683.',
  'Vickers AJ, Altman DG (2001). Analysing controlled trials with baseline and follow up measurements. BMJ 323:1123-1124.',
  'Carroll RJ et al. (2006). Measurement error in nonlinear models, 2nd ed. Chapman & Hall.',
  'VanderWeele TJ, Ding P (2017). Sensitivity analysis in observational research: introducing the E-value. Ann Intern Med 167:268-274.',
  'Piaggio G et al. (2012). Reporting of noninferiority and equivalence randomized trials. JAMA 308:2594-2604.',
]

/** Plain text, paragraphs parted by an empty line, references last. The same definition gives the same text. */
export function methodsText(definition: StudyDefinition, measure: MeasureDefinition): string {
  return [
    eligibility(definition, measure),
    outcome(definition, measure),
    analysis(definition, measure),
    `References\n${REFERENCES.map((reference, i) => `${i + 1}. ${reference}`).join('\n')}`,
  ].join('\n\n')
}

function eligibility(definition: StudyDefinition, measure: MeasureDefinition): string {
  const { baselineThreshold, graceDays, combinations, landmarkDay } = definition
  const who =
    baselineThreshold === null
      ? `Episodes of group therapy with a ${measure.shortName} baseline were eligible.`
      : `Episodes of group therapy with a ${measure.shortName} baseline of ${baselineThreshold} or ${measure.direction === 'lower_is_better' ? 'more' : 'less'} were eligible.`
  const arms = `Time zero was the day of joining. Episodes were assigned to combined treatment when ${combinations.map((each) => COMBINATION_WORDS[each]).join(' or ')} ran on any of the first ${graceDays} days, and to group therapy alone otherwise; treatments that began later did not change the arm.`
  const landmark =
    landmarkDay === null
      ? 'There was no landmark: members who left during those days are included.'
      : `Members of both arms had to be in care ${landmarkDay} days after joining (landmark), so that the time in which a treatment could begin was survived in both.`
  return `The comparison was planned as the emulation of a target trial (1). ${who} ${arms} ${landmark}${landmarkDay === null ? '' : ' (2)'}`
}

function outcome(definition: StudyDefinition, measure: MeasureDefinition): string {
  const { outcome: asked, followUpWeeks, marginInPoints } = definition
  const what =
    asked.kind === 'last'
      ? `The outcome was the last ${measure.shortName} score.`
      : `The outcome was the ${measure.shortName} score nearest to week ${asked.week} after joining, within ${asked.halfWidthWeeks} weeks; members whose planned course ended before the window opened were not eligible.`
  const until =
    followUpWeeks === null ? '' : ` Nothing later than ${followUpWeeks} weeks after joining was read.`
  return `${what}${until} Differences below ${marginInPoints} points are called not relevant.`
}

function analysis(definition: StudyDefinition, measure: MeasureDefinition): string {
  const covariates = definition.covariates.map((name) => covariateWords(name, measure)).join(', ')
  return (
    `The estimand was the mean difference (combined minus group only) among ${ESTIMAND_WORDS[definition.estimand]} (3). ` +
    `Propensities came from a logistic regression on ${covariates}; balance was judged by standardised mean differences (4). ` +
    'The weighted difference was estimated with the baseline in the outcome model; standard errors allow for groups (CR2, Satterthwaite degrees of freedom) (5) and treat the weights as known. ' +
    'Sensitivity analyses: analysis of covariance (6), other weights, a mixed model of all scores after baseline with week by baseline and the covariates, ' +
    `analysis of covariance at the true baseline with reliability ${TRUE_SCORE_RELIABILITIES.join(' and ')} (7), last observation carried forward, E-values (8), and a reading of non-inferiority against the margin (9). ` +
    'Treatment was chosen and not drawn by lot: all differences are associations.'
  )
}

function covariateWords(name: Covariate, measure: MeasureDefinition): string {
  switch (name) {
    case 'baseline':
      return `${measure.shortName} baseline`
    case 'baseline_other':
      return `${requireMeasure(otherMeasureCode(measure.code)).shortName} baseline`
    case 'age':
      return 'age'
    case 'female':
      return 'gender (female or not)'
    case 'prior_episodes':
      return 'number of previous episodes'
  }
}
