import type { Focus, Format, Modality, Structure } from '../../../api/src/core/vocabulary.js'

/**
 * What is true of a simulated clinic. Scenarios differ in these numbers alone, so the effect that an analysis
 * should find is known exactly: it is written here.
 *
 * Severity model, for each measure, in points of its total (sign turned where higher is better):
 *
 *   score(w) = baseline - improvement x log(1 + w) / log(1 + W) + occasion
 *
 * w = weeks since joining, W = weeks from joining to the planned end; the improvement is reached at W and kept.
 * Totals are rounded and held inside the measure's range, which is the only place where a true effect is
 * weakened (by about a tenth near the floor). Shares are proportions from 0 to 1 unless said otherwise.
 */
export interface ClinicParameters {
  readonly sites: readonly SiteParameters[]
  /** Groups led by one therapist over the whole history; at least 12 therapists are employed. */
  readonly groupsPerTherapist: number
  /** Dealt in turn, so that every kind of group exists as soon as there are as many groups as templates. */
  readonly groupTemplates: readonly GroupTemplate[]
  /** Dealt in turn, out of step with the templates. */
  readonly formats: readonly Format[]
  /** Weeks before the reference day over which group starts are spread. */
  readonly historyWeeks: number
  /** 1 = starts evenly spread; above 1 = a growing programme, with more of them lately. */
  readonly growthExponent: number
  /** Members of one group, smallest and largest. */
  readonly groupSize: { readonly low: number; readonly high: number }
  /** Members of an open group join within this many weeks of its start. */
  readonly openJoiningWeeks: number
  /** Members who come back for a second episode, per member. */
  readonly returningShare: number
  /** Sessions cancelled beside the turn of the year, when none is held. */
  readonly cancelledShare: number
  readonly coTherapistShare: number
  readonly measures: readonly MeasureParameters[]
  readonly courses: CourseParameters
  readonly combined: CombinedParameters
  readonly attendance: AttendanceParameters
  readonly forms: FormParameters
  /** Places members of every caseload status in running groups, so that a demonstration shows each of them. */
  readonly stagesCaseload: boolean
}

export interface SiteParameters {
  readonly name: string
  readonly timeZone: string
}

export interface GroupTemplate {
  /** What follows the weekday in the group's name. */
  readonly label: string
  readonly modality: Modality
  readonly focus: Focus
  readonly structure: Structure
  /** Weekly sessions planned for a member. */
  readonly plannedSessions: number
  readonly sessionMinutes: number
  /** Improvement by the planned end beyond the measure's mean, in SDs of improvement. */
  readonly extraImprovement: number
}

export interface MeasureParameters {
  /** Code in the registry of measures. */
  readonly code: string
  /** Groups of these focuses fill it in; null = all groups. */
  readonly onlyForFocus: readonly Focus[] | null
  /** Points; mean of the true baseline over members. */
  readonly baselineMean: number
  /** Points; SD of the true baseline between members, without occasion noise. */
  readonly baselineSd: number
  /** Correlation of the true baseline with distress in general (shared by all measures). */
  readonly baselineLoading: number
  /** Points by the planned end for a group-only member of mean baseline; positive = better. */
  readonly improvementMean: number
  /** Points; SD of improvement between members. */
  readonly improvementSd: number
  /** Correlation of improvement with improvement in general (shared by all measures). */
  readonly improvementLoading: number
  /** Points of further improvement for each point by which the true baseline is worse than the mean. */
  readonly improvementPerBaselinePoint: number
  /** TRUE EFFECT of combined treatment: points of further improvement by the planned end, against group only. */
  readonly combinedEffect: number
  /** Points; SD of the score around its course on one occasion. */
  readonly occasionSd: number
  /** How readily points fall on each item, relative to 1; items beyond the list have 1. */
  readonly itemWeights: readonly number[]
}

export interface CourseParameters {
  /** SD of group means of the true baseline, in SDs of the baseline between members. */
  readonly groupBaselineSd: number
  /** SD of group means of improvement, in SDs of improvement between members. */
  readonly groupImprovementSd: number
  /** Correlation between occasion noise at successive forms of a member. */
  readonly occasionCorrelation: number
  /** Part of the variance of occasion noise shared by all measures of one occasion. */
  readonly occasionLoading: number
  /** Members who respond. Improvement has two humps: results of treatment are not one bell curve. */
  readonly respondingShare: number
  /** Distance of the two humps in SDs of improvement in general (below 1 / sqrt(share x (1 - share))). */
  readonly respondingGap: number
  /** Members whose condition gets worse instead of better. */
  readonly worseningShare: number
  /** How much worse by the planned end, in baseline SDs. */
  readonly worseningSds: number
  /** Members with one sudden gain between two sessions, kept and beyond the gradual improvement. */
  readonly suddenGainShare: number
  /** Size of that gain in baseline SDs, smallest and largest. */
  readonly suddenGainSds: { readonly low: number; readonly high: number }
  /** Correlation of a member's distress at two episodes. */
  readonly episodeCorrelation: number
}

export interface CombinedParameters {
  /** Log-odds of combined treatment at joining, for a member of mean distress with no earlier episode. */
  readonly logOdds: number
  /** Added log-odds for each SD of distress: confounding by severity. */
  readonly logOddsPerDistressSd: number
  /** Added log-odds for each earlier episode. */
  readonly logOddsPerPriorEpisode: number
  /** Group-only members who start an adjunct at least three weeks after joining; no true effect on scores. */
  readonly lateAdjunctShare: number
  /** Group-only members with a treatment that had ended at least two weeks before joining. */
  readonly earlierTreatmentShare: number
}

export interface AttendanceParameters {
  /** Probability that a member who has not dropped out comes to a held session. */
  readonly attends: number
  /** SD of that probability between members, on the log-odds scale. */
  readonly attendsLogOddsSd: number
  /** Of attended sessions. */
  readonly lateShare: number
  readonly leftEarlyShare: number
  /** Members who never come. */
  readonly neverCameShare: number
  /** Probability of dropping out before each session after the first, at mean distress. */
  readonly dropoutHazard: number
  /** Relative rise of that hazard for each baseline SD that the current score lies above the mean baseline. */
  readonly dropoutRisePerSd: number
  /** Reason recorded for a dropout: `dropped_out`, else moved away or referred on. */
  readonly dropoutRecordedShare: number
}

export interface FormParameters {
  /** Members who fill in forms on the first occasion and never again. */
  readonly firstFormsOnlyShare: number
  /** Attended sessions without any form. */
  readonly noFormShare: number
  /** Single measures left out of a set of forms. */
  readonly measureMissingShare: number
  /** Forms with at least one item not answered; a fifth of them have three or more missing. */
  readonly itemsMissingShare: number
  /** Members who fill in forms 1 to 28 days before joining. */
  readonly intakeShare: number
  /** Members who complete and fill in forms 7 to 28 days after the end. */
  readonly followUpShare: number
}
