// Studies as the server would answer them: worked out by the core from chosen arms.
import type { Study } from '../../../api/src/contracts/studies.js'
import { studyDefinitionSchema } from '../../../api/src/contracts/studies.js'
import { runStudy, type StudyResult } from '../../../api/src/core/comparison/run-study.js'
import { definitionFromWire } from '../../../api/src/features/comparison/definition-on-the-wire.js'
import { studyOnTheWire } from '../../../api/src/features/comparison/study-on-the-wire.js'
import { seededRng } from '../../../api/src/statistics/random/rng.js'
import { chosenArms, STUDY_AS_OF } from '../../builders/study.js'

/** A study of so many members, with the cells of its question that differ from the default. */
export function aStudy(id: number, members: number, changes: object = {}): Study {
  const definition = studyDefinitionSchema.parse(changes)
  const episodes = chosenArms(seededRng(7), members, 4)
  return storedStudy(id, runStudy(definitionFromWire(definition), episodes, STUDY_AS_OF))
}

/** What was worked out, as the server would answer it. */
export function storedStudy(id: number, worked: StudyResult): Study {
  const result = studyOnTheWire(worked)
  return {
    study_id: id,
    name: result.definition.name,
    version: id,
    sites: ['S1'],
    as_of: STUDY_AS_OF,
    data_until: '2025-12-31T12:00:00.000Z',
    calculation_version: result.calculation_version,
    code_version: `calculation ${result.calculation_version}`,
    result_sha256: 'ab'.repeat(32),
    verdict: result.verdict.code,
    created_at: '2025-12-31T12:00:00.000Z',
    created_by: 'Dana Director',
    frozen_by: null,
    frozen_at: null,
    standing: { is_current: true, reasons: [] },
    result,
  }
}
