import { type MeasuredRiskContract, measuredRiskSchema } from '../../contracts/dataset-risk.js'
import { type MeasuredRisk, measureRisk } from '../../core/dataset/measured-risk.js'
import type { ReleasedDataset } from '../../core/dataset/released-dataset.js'

/** What a director decides by, with the level of each column. */
export function measuredOf(dataset: ReleasedDataset): MeasuredRiskContract {
  const risk = measureRisk(dataset)
  return {
    persons: risk.persons,
    unique_before: risk.uniqueBefore,
    prosecutor_highest: risk.prosecutorHighest,
    prosecutor_average: risk.prosecutorAverage,
    journalist_highest: risk.journalistHighest,
    marketer: risk.marketer,
    share_above_threshold: risk.shareAbove,
    distinct_l: risk.distinctL,
    t: risk.t,
    information_lost: risk.informationLost,
    levels: levelsOf(dataset),
  }
}

export function levelsOf({ columns }: ReleasedDataset): MeasuredRiskContract['levels'] {
  return columns.flatMap(({ name, label, level }) =>
    level === null ? [] : { name, label, level: level.number, level_name: level.name },
  )
}

/** As it was stored. */
export function measuredFromWire(stored: unknown): MeasuredRisk {
  const wire = measuredRiskSchema.parse(stored)
  return {
    persons: wire.persons,
    uniqueBefore: wire.unique_before,
    prosecutorHighest: wire.prosecutor_highest,
    prosecutorAverage: wire.prosecutor_average,
    journalistHighest: wire.journalist_highest,
    marketer: wire.marketer,
    shareAbove: wire.share_above_threshold,
    distinctL: wire.distinct_l,
    t: wire.t,
    informationLost: wire.information_lost,
  }
}
