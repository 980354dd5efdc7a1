/** Columns that say a score: never the score itself, always its severity band or a half of the measure. */

import type { MeasureDefinition, SeverityBand } from '../measures/measure-definition.js'
import type { DatasetEpisode } from './cohort.js'
import { PHASE_LABELS, type Phase, scoreColumn } from './profile.js'
import { type CellValue, type DatasetVariable, NOT_KNOWN, variableOf } from './variable.js'

export function baselineBand(measure: MeasureDefinition): DatasetVariable {
  const { shortName } = measure
  return bandVariable(measure, {
    name: 'baseline_band',
    label: `${shortName} at the start`,
    description: `Band of the first valid ${shortName} score of the episode.`,
    scoreOf: ({ baseline }) => baseline,
  })
}

export function phaseVariable(measure: MeasureDefinition, phase: Phase): DatasetVariable {
  return bandVariable(measure, {
    name: scoreColumn(phase),
    label: `${measure.shortName}: ${PHASE_LABELS[phase].toLowerCase()}`,
    description: DESCRIPTIONS[phase](measure.shortName),
    scoreOf: SCORES[phase],
  })
}

const SCORES: Readonly<Record<Phase, (episode: DatasetEpisode) => number | null>> = {
  start: ({ baseline }) => baseline,
  early: ({ scoreEarly }) => scoreEarly,
  middle: ({ scoreMiddle }) => scoreMiddle,
  late: ({ scoreLate }) => scoreLate,
  last: ({ scoreLast }) => scoreLast,
}

const withinWeeks = (weeks: string) => (name: string) =>
  `Band of the last valid ${name} score in ${weeks} after the first one; not known where there is none.`

const DESCRIPTIONS: Readonly<Record<Phase, (name: string) => string>> = {
  start: (name) => `Band of the first valid ${name} score of the episode.`,
  early: withinWeeks('weeks 1 to 4'),
  middle: withinWeeks('weeks 5 to 12'),
  late: withinWeeks('week 13 or later'),
  last: (name) =>
    `Band of the last valid ${name} score of the episode, which may be that of a phase as well; not known where there is one score only.`,
}

/** Two halves: from the first band that begins at or beyond caseness on. The GAD-7's mild band lies on both sides of 8. */
function bandVariable(
  { bands, caseness }: MeasureDefinition,
  {
    scoreOf,
    ...named
  }: Pick<DatasetVariable, 'name' | 'label' | 'description'> & {
    readonly scoreOf: (episode: DatasetEpisode) => number | null
  },
): DatasetVariable {
  const firstOfUpper = bands.find(({ low }) => caseness !== null && low >= caseness)
  const value = ({ code, low, high, label }: SeverityBand): CellValue => ({
    code,
    label: `${label} (${low} to ${high})`,
  })
  const halfOf = ({ low }: SeverityBand): CellValue => {
    const border = firstOfUpper?.low ?? 0
    return low >= border
      ? { code: `from_${border}`, label: `${border} and above` }
      : { code: `below_${border}`, label: `Below ${border}` }
  }
  return variableOf({
    ...named,
    levels: ['severity bands', 'lower and upper bands'],
    rows: [...bands.map((band) => [value(band), halfOf(band)]), [NOT_KNOWN, NOT_KNOWN]],
    codeOf: (episode) => {
      const score = scoreOf(episode)
      return (
        bands.find(({ low, high }) => score !== null && score >= low && score <= high)?.code ?? NOT_KNOWN.code
      )
    },
  })
}
