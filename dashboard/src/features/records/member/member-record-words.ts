import type {
  MemberMerge,
  MemberRecord,
  TreatmentRecord,
} from '../../../../../api/src/contracts/member-records.js'
import { countOf } from '../../../format/number.js'

export const TREATMENT_LABELS: Readonly<Record<TreatmentRecord['kind'], string>> = {
  individual_therapy: 'Individual therapy',
  medication: 'Medication',
}

/** What stands in the record: "Member 0987: 2 episodes, 1 of them open". */
export function memberRecordTitle({ member_id, episodes }: MemberRecord): string {
  const open = episodes.filter(({ exited_on }) => exited_on === null).length
  const ofThem = open === 0 ? 'none open' : `${open} of them open`
  return `Member ${member_id}: ${countOf(episodes.length, 'episode')}, ${ofThem}`
}

/** What went over from one record to the other. */
export function movedWords({ from, into, moved }: MemberMerge): string {
  const parts = [
    countOf(moved.episodes, 'episode'),
    countOf(moved.attendance, 'attendance', 'attendances'),
    countOf(moved.responses, 'form'),
    countOf(moved.treatments, 'treatment'),
  ]
  return `${parts.join(', ')} went from ${from} to ${into}`
}
