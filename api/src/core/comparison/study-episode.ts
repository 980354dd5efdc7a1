/** What a comparison reads of an episode of care. */

import type { Day } from '../calendar-day.js'
import type { DatedScore } from '../change/sudden-gains.js'
import type { Arm, ConcurrentTreatmentKind, Format, Gender, Modality } from '../vocabulary.js'

export interface StudyTreatment {
  readonly kind: ConcurrentTreatmentKind
  readonly startedOn: Day
  readonly endedOn: Day | null
}

export interface StudyEpisode {
  /** Names the episode. */
  readonly label: string
  readonly groupId: string
  readonly siteId: string
  readonly modality: Modality
  readonly format: Format
  readonly joinedOn: Day
  readonly plannedEndOn: Day | null
  readonly exitedOn: Day | null
  readonly recordedArm: Arm | null
  readonly concurrentIndividual: boolean | null
  readonly concurrentMedication: boolean | null
  /** Of the member, of any time. */
  readonly treatments: readonly StudyTreatment[]
  /** Whole years at joining. */
  readonly age: number | null
  readonly gender: Gender | null
  readonly priorEpisodes: number | null
  /** Valid scores of the study's measure up to the day asked about, in time order. */
  readonly scores: readonly DatedScore[]
  /** First valid score of the other measure. */
  readonly otherBaseline: DatedScore | null
  /** Day numbers of attended sessions, in any order. */
  readonly attendedDays: readonly number[]
}
