import type { ReportContent } from '../../../api/src/contracts/report-content.js'
import type { Block, Cover, ReportDocument } from '../document/report-document.js'
import { caseloadReview } from './caseload/caseload-review.js'
import { comparisonReport } from './comparison/comparison-report.js'
import { completenessReport } from './completeness/completeness-report.js'
import { groupProgress } from './group/group-progress.js'
import { memberClinical } from './member/member-clinical.js'
import { memberPlain } from './member/member-plain.js'
import { programmeOutcomes } from './programme/programme-outcomes.js'
import { programmePublic } from './public/programme-public.js'

/** Frozen numbers as a document: the same numbers give the same document. */
export function reportOf(
  content: ReportContent,
  sha256: string,
  superseded: string | null = null,
): ReportDocument {
  return {
    name: content.definition.replaceAll('_', '-'),
    kind: KINDS[content.definition],
    language: LANGUAGES[content.language],
    paper: content.paper,
    stamp: { sha256, frozenAt: content.frozen_at, superseded },
    ...written(content),
  }
}

const LANGUAGES: Readonly<Record<ReportContent['language'], string>> = { en: 'en-GB' }

const KINDS: Readonly<Record<ReportContent['definition'], string>> = {
  programme_outcomes: 'Programme outcomes',
  programme_outcomes_public: 'Programme outcomes, for the public',
  group_progress: 'Progress of a group',
  member_progress: 'How it has gone so far',
  member_progress_clinical: 'Progress of a member',
  comparison: 'Group only or combined: a comparison',
  completeness: 'Completeness of the records',
  caseload_review: 'Caseload review',
}

function written(content: ReportContent): { cover: Cover; blocks: Block[] } {
  switch (content.definition) {
    case 'programme_outcomes':
      return programmeOutcomes(content)
    case 'completeness':
      return completenessReport(content)
    case 'programme_outcomes_public':
      return programmePublic(content)
    case 'group_progress':
      return groupProgress(content)
    case 'member_progress':
      return memberPlain(content)
    case 'member_progress_clinical':
      return memberClinical(content)
    case 'comparison':
      return comparisonReport(content)
    case 'caseload_review':
      return caseloadReview(content)
  }
}
