/**
 * Who entered a form, and who replaced a version: taken from the context of the transaction by the database itself, so
 * that no statement can leave it out. What an import wrote before keeps the one who ran that import.
 */

const histories = [
  'response_history',
  'member_record_history',
  'member_identity_history',
  'reference_record_history',
]

export const whoWroteIt = [
  'alter table response add column recorded_by text default app_actor()',
  `update response set recorded_by = import_batch.actor from import_batch
   where import_batch.import_batch_id = response.import_batch_id`,
  'alter table response_history add column recorded_by text',
  `update response_history set recorded_by = import_batch.actor from import_batch
   where import_batch.import_batch_id = response_history.import_batch_id`,
  ...histories.flatMap((table) => [
    `alter table ${table} add column replaced_by text default app_actor()`,
    `update ${table} set replaced_by = import_batch.actor from import_batch
     where import_batch.import_batch_id = ${table}.replaced_by_batch_id`,
  ]),
]
