/**
 * Asking for work, and for its end. Each is SECURITY DEFINER, because neither the rows of jobs nor the queue behind them
 * are the caller's to write: the name of the work is looked up in `job_kind` with who may ask for it, so that nobody can
 * put another one into the queue.
 */

const definer = (name: string, returns: string, body: string) =>
  `create function ${name} returns ${returns} language plpgsql volatile security definer
   set search_path = pg_catalog, public, pg_temp as $$ ${body} $$`

/** The role of a user, or the process that acts for nobody: `director`, `worker`. */
const askerOf = `replace(coalesce(nullif(current_setting('role', true), 'none'), session_user), 'tidemark_', '')`

/** The key of a job in the queue. */
const key = (number: string) => `'job:' || ${number}`

/** How often the queue takes up a job whose work failed or whose worker died. */
const MOST_ATTEMPTS = 3

/**
 * The number of the job. One that waits for the same already, and has not begun, is the answer; its row is locked until
 * the caller's transaction ends, so that its worker begins after what the caller changes can be seen.
 */
const request = definer(
  'request_job(wanted text, about text)',
  'bigint',
  `declare
     asker constant text := ${askerOf};
     rules job_kind;
     number bigint;
   begin
     select * into rules from job_kind where kind = wanted;
     if rules.kind is null or not (case
       when asker in ('worker', 'command_line') then coalesce(app_actor_kind() = asker, false)
       else asker = any (rules.asked_by) and app_is_user()
     end) then
       raise exception 'There is no such work to ask for.' using errcode = 'insufficient_privilege';
     end if;
     loop
       select job_id into number from job
       where kind = wanted and subject is not distinct from about and state = 'waiting'
       order by job_id limit 1 for update;
       exit when number is not null;
       insert into job (kind, subject, is_shared) values (wanted, about, rules.is_shared)
       on conflict do nothing returning job_id into number;
       if number is not null then
         perform graphile_worker.add_job(wanted, json_build_object('jobId', number), rules.queue,
           max_attempts => ${MOST_ATTEMPTS}, job_key => ${key('number')});
         exit;
       end if;
     end loop;
     return number;
   end`,
)

/** Nothing happens to a job that has ended, or is not the caller's to see. One that waits ends here. */
const cancel = definer(
  'cancel_job(number bigint)',
  'void',
  `declare
     ended boolean;
   begin
     update job set
       cancel_asked_at = coalesce(cancel_asked_at, now()),
       cancel_asked_by = coalesce(cancel_asked_by, app_actor()),
       ended_at = case when state = 'waiting' then now() end,
       message = case when state = 'waiting' then 'It was cancelled before it began.' else message end,
       state = case when state = 'waiting' then 'cancelled' else state end
     where job_id = number and ended_at is null and app_is_user() and (
       requested_by = app_actor() or (is_shared and current_setting('role', true) = 'tidemark_director'))
     returning state = 'cancelled' into ended;
     if ended then
       perform graphile_worker.remove_job(${key('number')});
     end if;
   end`,
)

/** A worker that is asked to stop leaves the job to the next one; the attempt does not count. */
const handOn = definer(
  'hand_on_job(number bigint)',
  'void',
  `begin
     update job set state = 'waiting', done = null, total = null, message = null
     where job_id = number and ended_at is null;
     if found then
       perform graphile_worker.add_job(job.kind, json_build_object('jobId', number), job_kind.queue,
         max_attempts => ${MOST_ATTEMPTS}, job_key => ${key('number')})
       from job join job_kind using (kind) where job_id = number;
     end if;
   end`,
)

/** Whoever shows a job is told that it changed: its number, nothing else. */
const tell = [
  definer(
    'tell_of_job()',
    'trigger',
    `begin
       perform pg_notify('job_changed', new.job_id::text);
       return null;
     end`,
  ),
  `create trigger job_tells after insert or update on job for each row execute function tell_of_job()`,
]

const USERS =
  'tidemark_director, tidemark_therapist, tidemark_researcher, tidemark_coordinator, tidemark_administrator'

export const jobFunctions = [
  request,
  cancel,
  handOn,
  ...tell,
  `revoke execute on function request_job(text, text), cancel_job(bigint), hand_on_job(bigint), tell_of_job()
     from public`,
  `grant execute on function request_job(text, text) to ${USERS}, tidemark_worker, tidemark_command_line`,
  `grant execute on function cancel_job(bigint) to ${USERS}`,
  'grant execute on function hand_on_job(bigint) to tidemark_worker',
]
