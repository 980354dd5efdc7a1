/** A job is seen by who asked for it, that of the deployment by every director, and written by the worker alone. */

const isUser = '(select app_is_user())'
const isOwn = `${isUser} and requested_by = (select app_actor())`

const sees = (role: string) => [
  `grant select on job to tidemark_${role}`,
  `create policy of_${role} on job for select to tidemark_${role} using (${isOwn})`,
]

export const jobPolicies = [
  'drop policy of_director on job',
  'drop policy of_administrator on job',
  'drop policy of_command_line on job',
  'revoke all on job from tidemark_director, tidemark_administrator, tidemark_command_line, tidemark_worker',
  ...['director', 'therapist', 'researcher', 'coordinator', 'administrator'].flatMap(sees),
  `create policy of_director_shared on job for select to tidemark_director using (${isUser} and is_shared)`,
  'grant select, update on job to tidemark_worker',
  'grant select on job to tidemark_command_line',
  `create policy of_command_line on job for select to tidemark_command_line
     using ((select app_actor_kind()) = 'command_line')`,
  // The rules by which signals are raised are a clinical matter.
  'drop policy of_administrator on rule_set',
  `create policy of_administrator on rule_set for select to tidemark_administrator using (${isUser})`,
  'revoke insert on rule_set from tidemark_administrator',
]
