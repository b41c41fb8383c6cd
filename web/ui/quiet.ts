/** Does something when the browser has nothing else to do; where it does not tell, a moment later. */
export function inAQuietMoment(then: () => void): void {
  if (window.requestIdleCallback) window.requestIdleCallback(then)
  else setTimeout(then, 200)
}
