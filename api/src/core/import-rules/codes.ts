/** Every code of an import report. Codes are stable: people's programs read them. docs/IMPORT.md explains each. */

/** A file that cannot be read as such is refused whole. */
export const FILE_CODES = [
  'unknown_file',
  'file_given_twice',
  'no_import_files',
  'not_csv',
  'utf_16',
  'invalid_utf8',
  'nul_character',
  'wrong_delimiter',
  'missing_header',
  'duplicate_column',
  'missing_column',
  'unknown_column',
  'too_many_columns',
  'unclosed_quote',
  'misplaced_quote',
  'ragged_row',
  'cell_too_long',
  'no_rows',
] as const
export type FileCode = (typeof FILE_CODES)[number]

/** A row that is not stored. */
export const ROW_CODES = [
  'missing_value',
  'unknown_value',
  'unknown_time_zone',
  'confusable_id',
  'id_too_long',
  'wrong_type',
  'not_integer',
  'number_out_of_range',
  'item_out_of_range',
  'wrong_item_count',
  'empty_response',
  'unknown_measure',
  'not_a_date',
  'no_such_day',
  'ambiguous_date',
  'excel_serial_date',
  'future_date',
  'before_birth',
  'end_before_start',
  'conflict',
  'response_id_of_another_member',
  'overlapping_episodes',
  'session_number_twice',
  'same_therapist_twice',
  'out_of_reach',
  'needs_administrator',
  'unknown_site',
  'unknown_therapist',
  'unknown_group',
  'unknown_member',
  'unknown_episode',
  'unknown_session',
  'session_of_another_group',
  'outside_episode',
  'ambiguous_episode',
  'attendance_on_unheld_session',
  'attendance_after_exit',
  'arm_contradiction',
  'session_in_use',
  'episode_in_use',
  'depends_on_rejected_row',
] as const
export type RowCode = (typeof ROW_CODES)[number]

/** Something a person should know about what was taken. */
export const NOTICE_CODES = [
  'file_ignored',
  'optional_file_empty',
  'column_ignored',
  'total_mismatch',
  'response_when_absent',
  'two_forms_on_one_day',
] as const
export type NoticeCode = (typeof NOTICE_CODES)[number]

/** What is wrong with one cell, or with the row for the sake of that cell. Never repeats what was written. */
export interface RowProblem {
  /** As in the header; of several, the one to look at first. */
  readonly column: string
  readonly code: RowCode
  /** What would have been right, in a few words. */
  readonly expected: string
  /** What was found and what to do, in a sentence. */
  readonly message: string
}
