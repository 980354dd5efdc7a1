import type { ProportionContract } from '../../../../api/src/contracts/estimates.js'
import type { ControlChart } from '../../../../api/src/contracts/programme-charts.js'
import { formatPeriod } from '../../../../dashboard/src/format/day.js'
import { measureName } from '../../../../dashboard/src/format/measure-words.js'
import { formatNumber } from '../../../../dashboard/src/format/number.js'
import { formatPercent } from '../../../../dashboard/src/format/percent.js'
import type { Block, Finding, Tone } from '../../document/report-document.js'
import { namedFinding, RATE_NAMES } from '../rate-words.js'
import { shareSentence } from '../shares.js'
import type { ProgrammeReport } from './programme-report.js'

/** The first page after the cover: each sentence follows from a number that stands later in the report. */
export function keyFindings(content: ProgrammeReport): Block[] {
  const { outcomes, control_charts, funnels, missing_data } = content.parts
  const { national } = outcomes
  return [
    { kind: 'heading', level: 1, text: 'Key findings' },
    {
      kind: 'findings',
      findings: [
        {
          tone: 'neutral',
          text: `Of the members who finished a course and were at caseness at its start, ${shareSentence(national.reliable_recovery)}, reliably recovered: they ended below caseness, and better by more than measurement error.`,
        },
        {
          tone: 'neutral',
          text: `Reliably improved: ${shareSentence(national.reliable_improvement)} finished courses. Reliably deteriorated: ${shareSentence(national.reliable_deterioration)}.`,
        },
        ...control_charts.map(overTime),
        ...beforeAndNow(content),
        ...benchmark(content),
        ...funnels.map(
          ({ finding, by, units }): Finding => ({
            tone: units.some(({ flag }) => flag === 'below_998' || flag === 'above_998')
              ? 'watch'
              : 'neutral',
            text: `By ${by}: ${lowerFirst(finding)}`,
          }),
        ),
        {
          tone: 'neutral',
          text: `Left early: ${shareSentence(outcomes.dropout.by_attendance)} started episodes missed their last two or more sessions.`,
        },
        ...(missing_data.methods.length === 0
          ? []
          : [
              {
                tone: 'neutral' as const,
                text: `${measureName(missing_data.measure)}, counting those who left in three ways: ${lowerFirst(missing_data.finding)}`,
              },
            ]),
        completeness(national.paired_data),
        ...otherRules(content),
      ],
    },
  ]
}

/** A chart's own sentence; a signal is better, worse, or neither. */
function overTime(chart: ControlChart): Finding {
  const last = chart.signals.at(-1)
  const tones: Readonly<Record<'better' | 'worse' | 'neither', Tone>> = {
    better: 'better',
    worse: 'worse',
    neither: 'watch',
  }
  return {
    tone: last === undefined ? 'neutral' : tones[last.meaning],
    text: namedFinding(`${RATE_NAMES[chart.metric]} by ${chart.by}`, chart.finding),
  }
}

function beforeAndNow({ parts: { outcomes } }: ProgrammeReport): Finding[] {
  const before = outcomes.previous_period
  if (before === null || before.national.reliable_recovery.denominator === 0) return []
  const { reliable_recovery } = before.national
  return [
    {
      tone: 'neutral',
      text: `In the period before (${formatPeriod(before.from, before.to)}), ${shareSentence(reliable_recovery)} reliably recovered. Intervals that overlap leave room for chance.`,
    },
  ]
}

function benchmark({ parts: { outcomes } }: ProgrammeReport): Finding[] {
  const latest = outcomes.benchmarks.years.toSorted((a, b) => a.year.localeCompare(b.year)).at(-1)
  if (latest === undefined || latest.rates.reliable_recovery === null) return []
  return [
    {
      tone: 'neutral',
      text: `For orientation: NHS Talking Therapies published ${formatPercent(latest.rates.reliable_recovery)} reliable recovery for ${latest.year} (${formatNumber(latest.finished)} finished courses). Other members and no group therapy of its own: not a standard to meet.`,
    },
  ]
}

/** Below this share of finished courses with paired scores every rate may be another one. */
const COMPLETE_ENOUGH = 0.9

function completeness(paired: ProportionContract): Finding {
  const isComplete = paired.proportion !== null && paired.proportion >= COMPLETE_ENOUGH
  const end = isComplete
    ? 'Little can hide in what is missing.'
    : 'What is missing may change the rates above: courses without a last score count as not recovered.'
  return {
    tone: isComplete ? 'neutral' : 'watch',
    text: `Finished courses with a first and a last score on both measures: ${shareSentence(paired)}. ${end}`,
  }
}

function otherRules({ parts: { outcomes } }: ProgrammeReport): Finding[] {
  return outcomes.moves
    .filter(({ family, difference }) => family === 'national' && difference !== 0)
    .map(({ rate, standard, chosen }) => ({
      tone: 'watch',
      text: `Under the rules chosen here, ${RATE_NAMES[rate].toLowerCase()} is ${shareSentence(chosen)}; under the standard rules it would be ${shareSentence(standard)}.`,
    }))
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
