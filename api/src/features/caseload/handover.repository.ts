import type { Transaction } from '../../database/access.js'

export interface LedGroup {
  group_id: string
  part: 'lead' | 'co_lead'
}

/** Groups in the caller's reach that the therapist leads or co-leads; they stay so until the transaction ends. */
export function lockedGroupsOf(transaction: Transaction, therapistId: string): Promise<LedGroup[]> {
  return transaction.query(
    `select group_id, part from treatment_group join group_therapist using (group_id)
     where therapist_id = $1 order by group_id collate "C" for update`,
    [therapistId],
  )
}

/** A new version of each group; the old one, with its therapists, stays in the history. */
export async function keepOldTherapists(
  transaction: Transaction,
  groupIds: readonly string[],
  reason: string,
): Promise<void> {
  await transaction.query(
    `with kept as (
       insert into reference_record_history (record_type, record_key, version, content, reason)
       select 'treatment_group', stored.group_id, stored.version,
              to_jsonb(stored) - 'version' || jsonb_build_object('therapists', (
                select jsonb_object_agg(part, therapist_id) from group_therapist led
                where led.group_id = stored.group_id)), $2
       from treatment_group stored where stored.group_id = any ($1)
     )
     update treatment_group set version = version + 1 where group_id = any ($1)`,
    [groupIds, reason],
  )
}

/**
 * Takes one therapist out of the groups and gives their part to the other. Who co-leads already becomes the lead; who
 * leads already stays it.
 */
export async function replaceTherapist(
  transaction: Transaction,
  groups: readonly LedGroup[],
  { from, to }: { from: string; to: string },
): Promise<LedGroup[]> {
  const groupIds = groups.map(({ group_id }) => group_id)
  await transaction.query('delete from group_therapist where therapist_id = $1 and group_id = any ($2)', [
    from,
    groupIds,
  ])
  await transaction.query(
    `insert into group_therapist (group_id, therapist_id, part)
     select group_id, $1, part from unnest($2::text[], $3::text[]) as given (group_id, part)
     on conflict (group_id, therapist_id) do update set part = 'lead' where excluded.part = 'lead'`,
    [to, groupIds, groups.map(({ part }) => part)],
  )
  return transaction.query(
    `select group_id, part from group_therapist where therapist_id = $1 and group_id = any ($2)
     order by group_id collate "C"`,
    [to, groupIds],
  )
}
