/** The keys of a record of labels, in its order. Object.keys loses their type. */
export function keysOf<Key extends string>(labels: Readonly<Record<Key, string>>): readonly Key[] {
  const keys: Key[] = []
  for (const key in labels) keys.push(key)
  return keys
}

/** The labels as choices of a list. */
export function labelled<Key extends string>(
  labels: Readonly<Record<Key, string>>,
): readonly { value: Key; label: string }[] {
  return keysOf(labels).map((value) => ({ value, label: labels[value] }))
}
