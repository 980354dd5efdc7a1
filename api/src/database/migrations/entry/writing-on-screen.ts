/** What therapists enter in the room, and attendance that was entered by mistake. */

/** Their policies on sessions of their groups stand already; the first attendance makes a planned session held. */
export const therapistsWrite = [
  'grant update on group_session to tidemark_therapist',
  'grant insert on reference_record_history to tidemark_therapist',
  `create policy of_therapist on reference_record_history to tidemark_therapist
     using ((select app_is_user())) with check ((select app_is_user()))`,
  'grant select, insert, update, delete on idempotency_key to tidemark_therapist',
  `create policy of_therapist on idempotency_key to tidemark_therapist
     using (actor = (select app_actor()) and (select app_is_user()))
     with check (actor = (select app_actor()) and (select app_is_user()))`,
]

/** Attendance may be taken back, and only what the history holds: nothing that was entered is lost. */
export const withdrawnAttendance = [
  `create function refuse_loss_of_attendance() returns trigger language plpgsql security definer
   set search_path = pg_catalog, public, pg_temp as $$
   begin
     if not exists (
       select from member_record_history
       where member_id = old.member_id and record_type = 'attendance'
         and record_key = old.group_session_id::text and version = old.version
     ) then
       raise exception 'Attendance is taken back only after its version is in the history.'
         using errcode = 'check_violation';
     end if;
     return old;
   end $$`,
  `create trigger attendance_is_kept before delete on attendance
     for each row execute function refuse_loss_of_attendance()`,
  'revoke execute on function refuse_loss_of_attendance() from public',
  'grant delete on attendance to tidemark_therapist, tidemark_coordinator',
]
