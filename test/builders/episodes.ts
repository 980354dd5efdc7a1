// Episodes for tests: `anEpisode().withScores(18, 9).attending('ppa').build()`.
import { addDays, type Day } from '../../api/src/core/calendar-day.js'
import type { EpisodeHistory, ResponseRecord } from '../../api/src/core/episodes/episode-history.js'
import type { AttendanceStatus } from '../../api/src/core/vocabulary.js'

export const JOINED_ON: Day = '2024-01-01'
/** After the planned end of every episode built here. */
export const AFTERWARDS: Day = '2030-01-01'

const STATUSES: Record<string, AttendanceStatus> = {
  p: 'present',
  l: 'late',
  e: 'left_early',
  a: 'absent_notified',
  u: 'absent_unnotified',
}

const start: EpisodeHistory = {
  memberId: 'M1',
  episodeKey: 'M1 G1',
  groupId: 'G1',
  joinedOn: JOINED_ON,
  plannedEndOn: '2024-03-04',
  exitedOn: null,
  exitReason: null,
  arm: 'group_only',
  attendance: [],
  responses: [],
}

class EpisodeBuilder {
  constructor(private readonly history: EpisodeHistory) {}

  with(changes: Partial<EpisodeHistory>): EpisodeBuilder {
    return new EpisodeBuilder({ ...this.history, ...changes })
  }

  /** Weekly PHQ-9 totals from the joining day; null = a form without a score. */
  withScores(...totals: (number | null)[]): EpisodeBuilder {
    return this.withScoresOf('phq9', ...totals)
  }

  withScoresOf(measureCode: string, ...totals: (number | null)[]): EpisodeBuilder {
    const added = totals.map((total, week) =>
      aResponse(measureCode, total, addDays(JOINED_ON, 7 * week), week),
    )
    return this.with({ responses: [...this.history.responses, ...added] })
  }

  withResponse(response: ResponseRecord): EpisodeBuilder {
    return this.with({ responses: [...this.history.responses, response] })
  }

  /** One letter a weekly session: p present, l late, e left early, a absent (notified), u absent (not notified). */
  attending(letters: string): EpisodeBuilder {
    const attendance = Array.from(letters, (letter, week) => {
      const status = STATUSES[letter]
      if (status === undefined) throw new Error(`No attendance status has the letter ${letter}`)
      return { sessionId: sessionIdOf(week), sessionOn: addDays(JOINED_ON, 7 * week), status }
    })
    return this.with({ attendance })
  }

  build(): EpisodeHistory {
    return this.history
  }
}

export function anEpisode(): EpisodeBuilder {
  return new EpisodeBuilder(start)
}

export function aResponse(
  measureCode: string,
  total: number | null,
  respondedOn: Day,
  number = 0,
): ResponseRecord {
  const responseId = `${measureCode}-${String(number).padStart(3, '0')}`
  return {
    responseId,
    measureCode,
    respondedOn,
    sessionId: sessionIdOf(number),
    total,
    nAnswered: 0,
    answers: null,
  }
}

function sessionIdOf(week: number): string {
  return `S${String(week + 1).padStart(2, '0')}`
}
