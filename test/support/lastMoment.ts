import type { Db } from '../../db/client.ts'

/** Lets somebody else act at the last moment before the next change begins: after all that is read for it outside of it. */
export function atLastMoment({ $client }: Db, act: () => void) {
  const { transaction } = $client
  $client.transaction = ((make: Parameters<typeof transaction>[0]) => {
    $client.transaction = transaction
    act()
    return $client.transaction(make)
  }) as typeof transaction
}
