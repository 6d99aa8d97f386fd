/**
 * Lets `most` do something dear at the same time. Whoever comes next waits for a turn, but no longer than `longestWaitMs`:
 * the function given back does what it is given and says whether it was its turn.
 */
export function turns(most: number, longestWaitMs: number): (act: () => Promise<void>) => Promise<boolean> {
  let taken = 0
  const waiting = new Set<(isTurn: boolean) => void>()

  function take(): boolean | Promise<boolean> {
    if (taken < most) {
      taken++
      return true
    }
    return new Promise((resolve) => {
      const go = (isTurn: boolean) => {
        clearTimeout(timer)
        waiting.delete(go)
        resolve(isTurn)
      }
      const timer = setTimeout(go, longestWaitMs, false)
      waiting.add(go)
    })
  }

  /** To the one who has waited longest, if anybody waits. */
  function handOn() {
    const [next] = waiting
    if (next) next(true)
    else taken--
  }

  return async (act) => {
    if (!(await take())) return false
    try {
      await act()
    } finally {
      handOn()
    }
    return true
  }
}
