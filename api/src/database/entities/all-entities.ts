import { AggregateReleaseRecord } from './aggregate-release.entity.js'
import { ApiToken } from './api-token.entity.js'
import { Attendance } from './attendance.entity.js'
import { AuditChainHead } from './audit-chain.entity.js'
import { AuditEventRecord } from './audit-event.entity.js'
import { BreakGlass } from './break-glass.entity.js'
import { ComparisonStudy } from './comparison-study.entity.js'
import { ConcurrentTreatment } from './concurrent-treatment.entity.js'
import { DatasetExportRecord } from './dataset-export.entity.js'
import { DatasetExportDecision } from './dataset-export-decision.entity.js'
import { DatasetExportDownload } from './dataset-export-download.entity.js'
import { DatasetExportPart } from './dataset-export-part.entity.js'
import { DatasetExportPersons } from './dataset-export-person.entity.js'
import { DatasetPreviewRecord } from './dataset-preview.entity.js'
import { EpisodeOfCare } from './episode.entity.js'
import { EpisodeMeasureOutcome } from './episode-measure-outcome.entity.js'
import { EpisodeOutcome } from './episode-outcome.entity.js'
import { EpisodeStanding } from './episode-standing.entity.js'
import { GroupSession } from './group-session.entity.js'
import { GroupTherapist } from './group-therapist.entity.js'
import { IdempotencyKey } from './idempotency-key.entity.js'
import { ImportBatch } from './import-batch.entity.js'
import { ImportReject } from './import-reject.entity.js'
import { Job } from './job.entity.js'
import { JobKindRecord } from './job-kind.entity.js'
import { Measure } from './measure.entity.js'
import { MeasureBaseline } from './measure-baseline.entity.js'
import { Member } from './member.entity.js'
import { MemberIdentity } from './member-identity.entity.js'
import { MemberIdentityHistory } from './member-identity-history.entity.js'
import { MemberMerge } from './member-merge.entity.js'
import { MemberRecordHistory } from './member-record-history.entity.js'
import { ModelFit } from './model-fit.entity.js'
import { RecordChange } from './record-change.entity.js'
import { ReferenceRecordHistory } from './reference-record-history.entity.js'
import { ReportFile } from './report-file.entity.js'
import { ReportRunRecord } from './report-run.entity.js'
import { Response } from './response.entity.js'
import { ResponseHistory } from './response-history.entity.js'
import { RuleSet } from './rule-set.entity.js'
import { Setting } from './setting.entity.js'
import { SignalRecord } from './signal.entity.js'
import { SignalAction } from './signal-action.entity.js'
import { Site } from './site.entity.js'
import { StudyRun } from './study-run.entity.js'
import { Therapist } from './therapist.entity.js'
import { TherapistCover } from './therapist-cover.entity.js'
import { TreatmentGroup } from './treatment-group.entity.js'
import { UserSite } from './user-site.entity.js'
import { UserTherapist } from './user-therapist.entity.js'

/** Every table of the records, for the data source. */
export const entities = [
  AggregateReleaseRecord,
  Attendance,
  AuditChainHead,
  AuditEventRecord,
  ComparisonStudy,
  ConcurrentTreatment,
  EpisodeOfCare,
  EpisodeMeasureOutcome,
  EpisodeOutcome,
  GroupSession,
  GroupTherapist,
  IdempotencyKey,
  ImportBatch,
  ImportReject,
  Measure,
  Member,
  MemberIdentity,
  MemberIdentityHistory,
  MemberMerge,
  MemberRecordHistory,
  ReferenceRecordHistory,
  Response,
  ResponseHistory,
  Setting,
  Site,
  Therapist,
  TreatmentGroup,
  ApiToken,
  BreakGlass,
  MeasureBaseline,
  TherapistCover,
  UserSite,
  UserTherapist,
  EpisodeStanding,
  Job,
  JobKindRecord,
  ModelFit,
  ReportFile,
  ReportRunRecord,
  RuleSet,
  SignalRecord,
  SignalAction,
  RecordChange,
  StudyRun,
  DatasetExportRecord,
  DatasetExportDecision,
  DatasetExportDownload,
  DatasetExportPart,
  DatasetExportPersons,
  DatasetPreviewRecord,
]
