import type {
  ReportDefinition,
  ReportFormat,
  ReportRequest,
} from '../../../api/src/contracts/report-requests.js'

/** What a report is called, wherever it is offered or listed. */
export const REPORT_LABELS: Readonly<Record<ReportDefinition, string>> = {
  programme_outcomes: 'Programme outcomes',
  programme_outcomes_public: 'Programme outcomes for the public',
  group_progress: 'Progress of a group',
  member_progress: 'Progress of a member, in plain words',
  member_progress_clinical: 'Progress of a member, for the notes',
  comparison: 'Comparison study',
  completeness: 'Completeness of the records',
  caseload_review: 'Caseload review',
}

/** For whom it is, and what is in it. */
export const REPORT_PURPOSES: Readonly<Record<ReportDefinition, string>> = {
  programme_outcomes:
    'For the board: rates with their intervals, change over time, who left, what is missing.',
  programme_outcomes_public:
    'For funders and everybody: counts from 1 to 10, and what would reveal them, are kept back; the rest is rounded.',
  group_progress: 'For supervision: courses, attendance and forms of one group, members by code.',
  member_progress: 'To talk through with the member.',
  member_progress_clinical: 'With every score and a summary in text.',
  comparison: 'A study as it was worked out: flow, balance, estimates, verdict.',
  completeness: 'Attendance and forms by site, group and session.',
  caseload_review: 'For supervision: your members in care, by code, with what stands out.',
}

export const REPORT_FORMAT_LABELS: Readonly<Record<ReportFormat, string>> = {
  pdf: 'PDF',
  xlsx: 'Excel',
  csv: 'CSV',
  html: 'Web page',
}

export const REPORT_PAPER_LABELS: Readonly<Record<ReportRequest['paper'], string>> = {
  a4: 'A4',
  letter: 'Letter',
}
