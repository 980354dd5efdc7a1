/** Does the comparison find what was put into a simulated clinic, with and without confounding by severity? */
import { minusTwo } from '../../dist/seed/src/scenarios/minus-two.js'
import { noEffect } from '../../dist/seed/src/scenarios/no-effect.js'
import { studyAnswers } from '../../dist/seed/src/study-answers.js'

export const title =
  'default study of clinics of 1,000 members: mean of each answer less the truth, in points'

const DRAWS = Number(process.env.TIDEMARK_DRAWS ?? 100)
const MEMBERS = 1_000
const SHOWN = [
  'crude',
  'main',
  'ancova_baseline',
  'ancova_covariates',
  'iptw_stabilised',
  'att',
  'true_score_84',
  'true_score_64',
]
const BAND = ['ancova_baseline', 'true_score_84', 'true_score_64']
const PAIR = ['true_score_84', 'true_score_64']

export async function bench(print) {
  const alike = (parameters) => ({
    ...parameters,
    combined: { ...parameters.combined, logOddsPerDistressSd: 0 },
  })
  report(print, 'minus-two, chosen without regard to severity', alike(minusTwo))
  report(print, 'no-effect, chosen without regard to severity', alike(noEffect))
  report(print, 'minus-two, the more distressed likelier combined', minusTwo)
  report(print, 'no-effect, the more distressed likelier combined', noEffect)
}

function report(print, name, parameters) {
  const draws = Array.from({ length: DRAWS }, (_, i) =>
    studyAnswers({ parameters, members: MEMBERS, seed: i + 1 }),
  ).filter((draw) => draw !== null)
  const truth = moments(draws.map((draw) => draw.truth))
  print(
    `${name}: ${draws.length} draws, truth ${signed(truth.mean)} (SD between draws ${truth.sd.toFixed(2)})`,
  )
  for (const estimate of SHOWN) {
    const off = moments(draws.map((draw) => estimateOf(draw, estimate) - draw.truth))
    const error = off.sd / Math.sqrt(draws.length)
    const holds = draws.filter((draw) => holdsTruth(draw.estimates.get(estimate).interval, draw.truth))
    print(
      `  ${estimate}: ${signed(off.mean)}, ${Math.abs(off.mean / error).toFixed(1)} Monte Carlo standard errors ` +
        `(${error.toFixed(3)}); 95 % interval holds the truth in ${percent(holds.length / draws.length)}`,
    )
  }
  printBand(print, 'true-score pair', PAIR, draws)
  printBand(print, 'from the same baseline through .84 to .64', BAND, draws)
}

function printBand(print, name, estimates, draws) {
  const means = estimates.map(
    (each) => moments(draws.map((draw) => estimateOf(draw, each) - draw.truth)).mean,
  )
  const isBetween = Math.min(...means) <= 0 && Math.max(...means) >= 0
  const within = draws.filter((draw) => {
    const values = estimates.map((each) => estimateOf(draw, each))
    return Math.min(...values) <= draw.truth && draw.truth <= Math.max(...values)
  })
  const withLimits = draws.filter((draw) => {
    const intervals = estimates.map((each) => draw.estimates.get(each).interval)
    const low = Math.min(...intervals.map((interval) => interval.low))
    return holdsTruth({ low, high: Math.max(...intervals.map(({ high }) => high)) }, draw.truth)
  })
  print(
    `  ${name}: on average from ${signed(Math.min(...means))} to ${signed(Math.max(...means))} of the truth, ` +
      `${isBetween ? 'around it' : 'beside it'}; holds it in ${percent(within.length / draws.length)} of draws, ` +
      `with intervals in ${percent(withLimits.length / draws.length)}`,
  )
}

function estimateOf(draw, name) {
  return draw.estimates.get(name).estimate
}

function holdsTruth({ low, high }, truth) {
  return low <= truth && truth <= high
}

function moments(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
  return { mean, sd }
}

function signed(value) {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(3)}`
}

function percent(share) {
  return `${Math.round(100 * share)} %`
}
