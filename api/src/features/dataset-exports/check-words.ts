/** What the disclosure check of a preview found, in sentences: bounds and not figures. */

import type { DatasetPreviewResult } from '../../contracts/dataset-exports.js'
import {
  CLOSENESS_T,
  DISTINCT_L,
  LEAST_PERSONS_IN_K,
  SUPPRESSION_LIMIT,
} from '../../core/dataset/export-limits.js'
import { hasPhases } from '../../core/dataset/profile.js'
import type { ReleasedDataset } from '../../core/dataset/released-dataset.js'

type Check = Extract<DatasetPreviewResult['outcome'], { kind: 'found' }>['checks'][number]

/** @param earlier  how many data sets were published before */
export function checksOf(dataset: ReleasedDataset, earlier: number): Check[] {
  const { k, profile } = dataset
  return [
    {
      code: 'persons',
      sentence: `At least ${LEAST_PERSONS_IN_K * k} persons are eligible: five times k.`,
    },
    ...(hasPhases(profile) ? ofPhases(k) : ofBands(k)),
    { code: 'left_out', sentence: `At most ${SUPPRESSION_LIMIT * 100} % of the persons are left out.` },
    { code: 'differences', sentence: differenceWords(dataset, earlier) },
    ...(hasPhases(profile)
      ? [
          {
            code: 'approval' as const,
            sentence:
              'A director who did not ask for it has to approve it against its measured risk before it is made.',
          },
        ]
      : []),
  ]
}

function ofBands(k: number): Check[] {
  return [
    {
      code: 'k',
      sentence: `At least ${k} rows look alike in everything that others may know; whoever is looked for is found with a chance of at most 1 in ${k}.`,
    },
    {
      code: 'distinct_l',
      sentence: `In each class the persons changed in at least ${DISTINCT_L} different ways.`,
    },
    { code: 't', sentence: `No class is further than ${CLOSENESS_T} from how everybody changed.` },
  ]
}

function ofPhases(k: number): Check[] {
  return [
    {
      code: 'k',
      sentence: `At least ${k} persons are alike in everything, the score of each phase included; whoever is looked for, even by somebody who heard every score, is found with a chance of at most 1 in ${k}.`,
    },
    {
      code: 'distinct_l',
      sentence: `Among persons whom somebody without a score cannot tell apart, each score has at least ${DISTINCT_L} different values.`,
    },
    {
      code: 't',
      sentence: `None of these groups of persons is further than ${CLOSENESS_T} from everybody in any score.`,
    },
  ]
}

function differenceWords({ k, heldTo }: ReleasedDataset, earlier: number): string {
  if (earlier === 0) return 'There is no earlier data set that it could be compared with.'
  const others = earlier === 1 ? 'the earlier data set' : `each of ${earlier} earlier data sets`
  const differs = `It differs from ${others} by nobody, or by at least ${k} persons.`
  if (heldTo === null) return differs
  return `${differs} Its persons are those of ${heldTo}: chosen freely they would differ from them by a few.`
}
