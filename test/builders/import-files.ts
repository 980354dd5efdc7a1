// A clinic in import files, small enough to be read: one closed group of four weekly sessions, two members.

export type ImportTexts = Record<string, string>

const files: ImportTexts = {
  'groups.csv': lines(
    'group_id,site_id,therapist_id,modality,format,structure,start_date,planned_sessions',
    'G1,S1,T1,cognitive_behavioral,in_person,closed,2026-01-05,4',
  ),
  'members.csv': lines(
    'member_id,group_id,join_date,planned_end_date,exit_date,exit_reason,arm,concurrent_individual,concurrent_medication,age,gender,prior_episodes',
    'M1,G1,2026-01-05,2026-01-26,2026-01-26,completed,group_only,0,0,34,female,0',
    'M2,G1,2026-01-05,2026-01-26,2026-01-19,dropped_out,combined,0,1,51,male,1',
  ),
  'sessions.csv': lines(
    'session_id,group_id,session_number,session_date,status',
    'G1-1,G1,1,2026-01-05,held',
    'G1-2,G1,2,2026-01-12,held',
    'G1-3,G1,3,2026-01-19,held',
    'G1-4,G1,4,2026-01-26,held',
  ),
  'attendance.csv': lines(
    'member_id,session_id,status',
    'M1,G1-1,present',
    'M1,G1-2,present',
    'M1,G1-3,absent_notified',
    'M1,G1-4,present',
    'M2,G1-1,present',
    'M2,G1-2,late',
    'M2,G1-3,absent_unnotified',
    'M2,G1-4,absent_unnotified',
  ),
  'responses.csv': lines(
    'response_id,member_id,session_id,response_date,measure,item1,item2,item3,item4,item5,item6,item7,item8,item9',
    'R1,M1,G1-1,2026-01-05,phq9,2,2,2,2,2,2,2,2,0',
    'R2,M1,G1-1,2026-01-05,gad7,2,2,2,2,2,1,1,,',
    'R3,M1,G1-4,2026-01-26,phq9,1,1,1,1,1,1,1,0,0',
    'R4,M1,G1-4,2026-01-26,gad7,1,1,1,1,1,0,0,,',
    'R5,M2,G1-1,2026-01-05,phq9,1,1,1,1,1,1,1,1,1',
  ),
}

/** Files with a header line and rows. */
export function lines(...rows: readonly string[]): string {
  return `${rows.join('\n')}\n`
}

/** The clinic's files, with some replaced; null leaves a file out. */
export function clinicFiles(replaced: Record<string, string | null> = {}): ImportTexts {
  return Object.fromEntries(
    Object.entries({ ...files, ...replaced }).flatMap(([name, text]): [string, string][] =>
      text === null ? [] : [[name, text]],
    ),
  )
}

/** One file of the clinic with rows added, or with a piece of text replaced. */
export function changedFile(
  name: string,
  change: { add?: readonly string[]; replace?: readonly [string, string] },
): ImportTexts {
  const text = files[name]
  if (text === undefined) throw new Error(`There is no file ${name} in the clinic.`)
  if (change.replace !== undefined && !text.includes(change.replace[0])) {
    throw new Error(`${name} does not hold the text to replace.`)
  }
  const replaced = change.replace === undefined ? text : text.replace(change.replace[0], change.replace[1])
  return { [name]: replaced + lines(...(change.add ?? [])).replace(/^\n$/, '') }
}

export function uploadsOf(
  texts: Readonly<Record<string, string | Uint8Array>>,
): { name: string; bytes: Uint8Array }[] {
  return Object.entries(texts).map(([name, text]) => ({
    name,
    bytes: typeof text === 'string' ? Buffer.from(text) : text,
  }))
}
