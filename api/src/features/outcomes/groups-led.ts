/** Groups by who leads them; co-leading is not leading. @param place  of the therapist's id in the query's values */
export function groupsLedBy(place: string): string {
  return `select group_id from group_therapist where therapist_id = ${place} and part = 'lead'`
}
