// Reads a folder of the reference set as a clinic. Its files are known to be clean: one episode a member, the arm
// as written, attendance and forms of that episode. Whether a row may be accepted is the import rules' business.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { ClinicRecords, EpisodeKey } from '../../api/src/core/appendix/clinic-records.js'
import { requireMeasure } from '../../api/src/core/measures/registry.js'
import {
  ARMS,
  ATTENDANCE_STATUSES,
  EXIT_REASONS,
  FORMATS,
  GENDERS,
  MODALITIES,
  SESSION_STATUSES,
  STRUCTURES,
} from '../../api/src/core/vocabulary.js'

export type CsvRow = Record<string, string>

export function readCsv(path: string): CsvRow[] {
  return parse(readFileSync(path, 'utf8'), { columns: true })
}

export function readReferenceClinic(folder: string): ClinicRecords {
  const members = readCsv(join(folder, 'members.csv'))
  const keys = new Map(members.map((row) => [cell(row, 'member_id'), episodeKey(row)]))
  const keyOf = (row: CsvRow): EpisodeKey => {
    const key = keys.get(cell(row, 'member_id'))
    if (key === undefined) throw new Error(`${folder} has no member for a row`)
    return key
  }
  return {
    groups: readCsv(join(folder, 'groups.csv')).map((row) => ({
      groupId: cell(row, 'group_id'),
      siteId: cell(row, 'site_id'),
      therapistId: cell(row, 'therapist_id'),
      modality: oneOf(MODALITIES, cell(row, 'modality')),
      format: oneOf(FORMATS, cell(row, 'format')),
      structure: oneOf(STRUCTURES, cell(row, 'structure')),
      startOn: cell(row, 'start_date'),
      plannedSessions: Number(cell(row, 'planned_sessions')),
    })),
    episodes: members.map((row) => ({
      ...episodeKey(row),
      plannedEndOn: cell(row, 'planned_end_date'),
      exitedOn: cell(row, 'exit_date'),
      exitReason: oneOf(EXIT_REASONS, cell(row, 'exit_reason')),
      arm: oneOf(ARMS, cell(row, 'arm')),
      age: Number(cell(row, 'age')),
      gender: oneOf(GENDERS, cell(row, 'gender')),
      priorEpisodes: Number(cell(row, 'prior_episodes')),
    })),
    sessions: readCsv(join(folder, 'sessions.csv')).map((row) => ({
      sessionId: cell(row, 'session_id'),
      groupId: cell(row, 'group_id'),
      sessionNumber: Number(cell(row, 'session_number')),
      sessionOn: cell(row, 'session_date'),
      status: oneOf(SESSION_STATUSES, cell(row, 'status')),
    })),
    attendance: readCsv(join(folder, 'attendance.csv')).map((row) => ({
      episode: keyOf(row),
      sessionId: cell(row, 'session_id'),
      status: oneOf(ATTENDANCE_STATUSES, cell(row, 'status')),
    })),
    responses: readCsv(join(folder, 'responses.csv')).map((row) => ({
      episode: keyOf(row),
      responseId: cell(row, 'response_id'),
      sessionId: cell(row, 'session_id'),
      respondedOn: cell(row, 'response_date'),
      measureCode: cell(row, 'measure'),
      answers: requireMeasure(cell(row, 'measure')).items.map(({ number }) => {
        const answer = cell(row, `item${number}`)
        return answer === '' ? null : Number(answer)
      }),
      recordedTotal: null,
    })),
  }
}

export function cell(row: CsvRow, column: string): string {
  const value = row[column]
  if (value === undefined) throw new Error(`There is no column ${column}`)
  return value
}

function episodeKey(row: CsvRow): EpisodeKey {
  return {
    memberId: cell(row, 'member_id'),
    groupId: cell(row, 'group_id'),
    joinedOn: cell(row, 'join_date'),
  }
}

function oneOf<Value extends string>(values: readonly Value[], text: string): Value {
  const value = values.find((each) => each === text)
  if (value === undefined) throw new Error(`${text} is not one of ${values.join(', ')}`)
  return value
}
