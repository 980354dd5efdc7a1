import type { MeasureContract } from '../../../../api/src/contracts/measures.js'
import type { Study, StudyResultContract } from '../../../../api/src/contracts/studies.js'

/** A study with the definition of its measure: what every card of the page reads. */
export interface StudyShown {
  readonly study: Study
  readonly result: StudyResultContract
  readonly measure: MeasureContract
}
