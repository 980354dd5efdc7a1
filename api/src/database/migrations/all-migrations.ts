import { ClinicRecords1700000000001 } from './0001-clinic-records.js'
import { FormsOfOutcomes1700000000002 } from './0002-forms-of-outcomes.js'
import { CountsOfOutcomes1700000000003 } from './0003-counts-of-outcomes.js'
import { SignIn1700000000004 } from './0004-sign-in.js'
import { Audit1700000000005 } from './0005-audit.js'
import { AccessControl1700000000006 } from './0006-access-control.js'
import { Entry1700000000007 } from './0007-entry.js'
import { Signals1700000000008 } from './0008-signals.js'
import { LivesOfSignals1700000000009 } from './0009-lives-of-signals.js'
import { Programme1700000000010 } from './0010-programme.js'
import { Jobs1700000000011 } from './0011-jobs.js'
import { JobsOfResearchers1700000000012 } from './0012-jobs-of-researchers.js'
import { Studies1700000000013 } from './0013-studies.js'
import { ReportRuns1700000000014 } from './0014-report-runs.js'
import { StudyRuns1700000000015 } from './0015-study-runs.js'
import { DatasetExports1700000000016 } from './0016-dataset-exports.js'
import { AggregateTables1700000000017 } from './0017-aggregate-tables.js'
import { DatasetApprovals1700000000018 } from './0018-dataset-approvals.js'

/** Every migration, oldest first. */
export const migrations = [
  ClinicRecords1700000000001,
  FormsOfOutcomes1700000000002,
  CountsOfOutcomes1700000000003,
  SignIn1700000000004,
  Audit1700000000005,
  AccessControl1700000000006,
  Entry1700000000007,
  Signals1700000000008,
  LivesOfSignals1700000000009,
  Programme1700000000010,
  Jobs1700000000011,
  JobsOfResearchers1700000000012,
  Studies1700000000013,
  ReportRuns1700000000014,
  StudyRuns1700000000015,
  DatasetExports1700000000016,
  AggregateTables1700000000017,
  DatasetApprovals1700000000018,
]
