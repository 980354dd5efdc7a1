import type { Transaction } from '../../../database/access.js'
import type { FormContent } from '../entered-forms.js'
import type { StoredForm } from '../entered-forms.query.js'

/** A new version of a form that counts no more; the old one stays with the reason. */
export async function voidResponse(
  transaction: Transaction,
  { member_id, source_system, response_id }: StoredForm,
  reason: string,
): Promise<void> {
  await transaction.query(
    `with kept as (
       insert into response_history
         (member_id, source_system, response_id, version, episode_id, group_session_id, measure_code, responded_on,
          recorded_at, recorded_by, answers, total, n_answered, scoring, functional_difficulty, mode, is_voided,
          import_batch_id, reason)
       select member_id, source_system, response_id, version, episode_id, group_session_id, measure_code, responded_on,
              recorded_at, recorded_by, answers, total, n_answered, scoring, functional_difficulty, mode, is_voided,
              import_batch_id, $4
       from response where member_id = $1 and source_system = $2 and response_id = $3
     )
     update response
     set is_voided = true, version = version + 1, recorded_at = now(), recorded_by = app_actor(), import_batch_id = null
     where member_id = $1 and source_system = $2 and response_id = $3`,
    [member_id, source_system, response_id, reason],
  )
}

export interface StoredVersion extends FormContent {
  recorded_at: Date
  recorded_by: string | null
  import_id: number | null
  replaced_at: Date | null
  replaced_by: string | null
  reason: string | null
}

/** Every version of one form, the present one first. */
export function queryVersions(
  transaction: Transaction,
  { member_id, source_system, response_id }: StoredForm,
): Promise<StoredVersion[]> {
  const columns = `source_system, response_id, version, episode_id, group_session_id, measure_code, responded_on, mode,
    answers, functional_difficulty, scoring, total, is_voided, recorded_at, recorded_by, import_batch_id`
  return transaction.query<StoredVersion>(
    `with versions as (
       select ${columns}, null::timestamptz as replaced_at, null as replaced_by, null as reason from response
       where member_id = $1 and source_system = $2 and response_id = $3
       union all
       select ${columns}, replaced_at, replaced_by, reason from response_history
       where member_id = $1 and source_system = $2 and response_id = $3
     )
     select source_system, response_id, versions.version, episode_id, group_session.session_id, measure_code,
            responded_on, mode, answers, functional_difficulty, scoring, total, is_voided, recorded_at, recorded_by,
            import_batch_id as import_id, replaced_at, replaced_by, reason
     from versions left join group_session using (group_session_id)
     order by versions.version desc`,
    [member_id, source_system, response_id],
  )
}

/** Whether the member has another form of the measure of that day that is not void. */
export async function hasOtherFormOfDay(transaction: Transaction, form: StoredForm): Promise<boolean> {
  const others = await transaction.query(
    `select from response
     where member_id = $1 and episode_id = $2 and measure_code = $3 and responded_on = $4 and not is_voided
       and (source_system, response_id) <> ($5, $6) limit 1`,
    [
      form.member_id,
      form.episode_id,
      form.measure_code,
      form.responded_on,
      form.source_system,
      form.response_id,
    ],
  )
  return others.length > 0
}

/** Whether the member is recorded as absent from the session of the form. */
export async function wasAbsent(transaction: Transaction, form: StoredForm): Promise<boolean> {
  const absences = await transaction.query(
    `select from attendance join group_session using (group_session_id)
     where member_id = $1 and session_id = $2 and attendance.status like 'absent%'`,
    [form.member_id, form.session_id],
  )
  return absences.length > 0
}
