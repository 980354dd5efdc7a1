/** Which episode of which member, by the database's numbers. */
export interface EpisodeKey {
  readonly memberId: number
  readonly episodeId: number
}

/** Numbers of keys in two columns of the same length, as `unnest($1::bigint[], $2::bigint[])` takes them. */
export function keyColumns(keys: readonly EpisodeKey[]): [number[], number[]] {
  return [keys.map((key) => key.memberId), keys.map((key) => key.episodeId)]
}

/** Large enough that the round trips do not count, small enough for memory. */
export const EPISODES_AT_ONCE = 5_000
